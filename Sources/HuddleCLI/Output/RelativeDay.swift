import HuddleCore

/// Days as people say them, for whoever reads them now: `today`, `in 3 days`, `2 days ago`, `Dec 12`, `2027-05-31`.
enum RelativeDay {
    /// From here on a date says more than a number of days.
    private static let daysCounted = 14
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(of day: CivilDate, today: CivilDate) -> String {
        switch day.daysSince1970 - today.daysSince1970 {
        case 0: return "today"
        case 1: return "tomorrow"
        case -1: return "yesterday"
        case let days where (2..<daysCounted).contains(days): return "in \(days) days"
        case let days where (2..<daysCounted).contains(-days): return "\(-days) days ago"
        default: return day.year == today.year ? "\(months[day.month - 1]) \(day.day)" : day.text
        }
    }
}
