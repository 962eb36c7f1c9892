import Foundation

/// What this was measured on: "2 cores, 24 GiB, Debian 12".
enum Machine {
    static var text: String {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let gibibytes = (Double(pages) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_073_741_824).rounded(.up)
        return "\(cores) cores, \(Int(gibibytes)) GiB, \(system)"
    }

    static var load: Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : .nan
    }

    private static var system: String {
        let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        func value(_ name: String) -> String? {
            text.split(separator: "\n").first { $0.hasPrefix(name + "=") }
                .map { $0.dropFirst(name.count + 1).replacingOccurrences(of: "\"", with: "") }
        }
        let name = value("NAME")?.split(separator: " ").first.map(String.init) ?? "unknown system"
        return name + (value("VERSION_ID").map { " " + $0 } ?? "")
    }
}
