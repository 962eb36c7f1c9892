import ArgumentParser
import HuddleTestSupport

/// Faults, as they are typed.
struct FaultList {
    let faults: Set<Fault>

    init(_ faults: Set<Fault>) {
        self.faults = faults
    }

    init(_ text: String) throws {
        switch text {
        case "all": faults = Set(Fault.allCases)
        case "none": faults = []
        default:
            faults = Set(
                try text.split(separator: ",").map { word in
                    guard let fault = Fault(rawValue: String(word)) else {
                        throw ValidationError("There is no fault \(word).")
                    }
                    return fault
                })
        }
    }

    var text: String {
        if faults.isEmpty { return "none" }
        if faults.count == Fault.allCases.count { return "all" }
        return Fault.allCases.filter { faults.contains($0) }.map(\.rawValue).joined(separator: ",")
    }
}

/// Numbers, as they are typed: `3,7-12`.
struct NumberRanges {
    let numbers: Set<Int>

    init(_ numbers: Set<Int>) {
        self.numbers = numbers
    }

    init(_ text: String) throws {
        var numbers: Set<Int> = []
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last else {
                throw ValidationError("\(part) is no range of numbers.")
            }
            numbers.formUnion(first...last)
        }
        self.numbers = numbers
    }

    var text: String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
