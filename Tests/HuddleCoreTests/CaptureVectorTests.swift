import HuddleCore
import Testing

/// What one typed line says, as `Protocol/vectors/capture.json` prescribes it.
@Test func linesAreReadAndWrittenAsTheVectorsSay() throws {
    struct Value: Decodable {
        let kind: String, text: String, owners: [String], tags: [String]
        let customer: String?, product: String?, site: String?, meeting: String?, due: String?, priority: String?
    }
    struct Vector: Decodable {
        let name: String, line: String, today: String, said: String?
        let value: Value?, written: String?, error: String?, words: String?, column: Int?
    }
    let vectors = try VectorFile<Vector>.read("capture.json")
    #expect(vectors.count > 100)
    for vector in vectors {
        let today = try #require(CivilDate(vector.today))
        let said = vector.said.flatMap { EntryKind(rawValue: $0) }
        let source = said.map { CaptureLine.KindSource.said($0) } ?? .mark(otherwise: .note)
        do {
            let line = try CaptureLine(vector.line, kind: source, today: today)
            let value = try #require(vector.value, "\(vector.name)")
            #expect(line.kind.rawValue == value.kind, "\(vector.name)")
            #expect(line.text == value.text, "\(vector.name)")
            #expect(line.owners == value.owners, "\(vector.name)")
            #expect(line.tags == value.tags, "\(vector.name)")
            #expect(line.customer == value.customer, "\(vector.name)")
            #expect(line.product == value.product, "\(vector.name)")
            #expect(line.site == value.site, "\(vector.name)")
            #expect(line.meeting == value.meeting, "\(vector.name)")
            #expect(line.due?.text == value.due, "\(vector.name)")
            #expect(line.priority == value.priority, "\(vector.name)")
            #expect(line.written == vector.written, "\(vector.name)")
        } catch let error as CaptureLineError {
            #expect(vector.error == "bad_due", "\(vector.name): \(error)")
            #expect(error == .badDue(vector.words ?? "", column: vector.column ?? 0), "\(vector.name)")
        }
    }
}
