import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// The parameters of an address are refused with a reason, or say the same after they were written anew.
enum QueryFuzz {
    static func run(_ bytes: [UInt8]) {
        let pairs: [QueryText.Pair]
        do throws(WireError) {
            pairs = try QueryText.decode(String(decoding: bytes, as: UTF8.self))
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return
        }
        precondition(
            (try? QueryText.decode(QueryText.encode(pairs))) == pairs, "parameters, written and read, differ")
        if let value = pairs.first?.value { choose(value) }
        guard let words = words(pairs) else { return }
        let said = words.words.map { QueryText.Pair($0.name.rawValue, $0.value) }
        let again = (try? QueryText.decode(QueryText.encode(said))).flatMap { self.words($0) }
        precondition(again == words, "a filter, written into an address and read, differs")
    }

    private static func words(_ pairs: [QueryText.Pair]) -> FilterWords? {
        var words = FilterWords()
        do throws(WordError) {
            for pair in pairs { try words.add(parameter: pair.name, pair.value) }
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
            return nil
        }
        return words
    }

    /// What an export's other parameters choose among.
    private static func choose(_ word: String) {
        do throws(WordError) {
            _ = try FilterWords.isYes(word, "raw")
        } catch {
            precondition(!error.description.isEmpty, "a refusal without a reason")
        }
        _ = try? ExportGroup(word: word)
        _ = try? ExportSort(word: word)
        let format = Format.allCases[word.utf8.count % Format.allCases.count]
        if let columns = try? ExportColumn.list(word, for: format) {
            precondition(!columns.isEmpty, "columns that are none")
        }
        if let format = try? Format(word: word) {
            precondition((try? Format(word: format.rawValue)) == format, "a form with another's name")
        }
    }
}
