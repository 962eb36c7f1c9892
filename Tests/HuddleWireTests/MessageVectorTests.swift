import Foundation
import HuddleCore
import HuddleWire
import Testing

/// Messages and problem documents, as `Protocol/vectors` prescribes them.
struct MessageVectorTests {
    @Test(arguments: try MessageVector.all("messages.json"))
    func messagesMeanOrAreRefusedAsTheVectorsSay(vector: MessageVector) throws {
        for (format, body) in vector.bodies {
            do throws(WireError) {
                let message = try vector.read(body, as: format)
                #expect(vector.error == nil, "\(format)")
                #expect(vector.isEqual(message), "\(format): \(message)")
                if vector.canonical == true { expect(try vector.write(message, as: format), is: body, format) }
            } catch {
                #expect(vector.error == "malformed", "\(format): \(error)")
            }
        }
    }

    @Test(arguments: try MessageVector.all("errors.json"))
    func problemsAreWrittenAndReadAsTheVectorsSay(vector: MessageVector) throws {
        let told = try #require(vector.value?.problem)
        let code = try #require(ProblemCode(rawValue: vector.name))
        #expect(code.status == vector.status)
        #expect(code.retry.rawValue == vector.retry)
        let problem = Problem(code, told.detail, retryAfterSeconds: told.retryAfterSeconds)
        #expect(vector.bodies.count == BodyFormat.allCases.count)
        for (format, body) in vector.bodies {
            #expect(try Problem(decoding: body, as: format) == problem)
            expect(try problem.encoded(as: format), is: body, format)
        }
    }

    @Test func everyProblemHasADocument() throws {
        let codes = try MessageVector.all("errors.json").map(\.name)
        #expect(Set(codes) == Set(ProblemCode.allCases.map(\.rawValue)).subtracting([ProblemCode.unknown.rawValue]))
        #expect(codes.count == Set(codes).count)
    }

    /// Equal bytes in protobuf; in JSON the same tree, because where its spaces and members stand is free.
    private func expect(_ written: [UInt8], is body: [UInt8], _ format: BodyFormat) {
        switch format {
        case .protobuf: #expect(written == body)
        case .json:
            let tree = JSONTree(written)
            #expect(tree != nil && tree == JSONTree(body))
        }
    }
}

/// What a JSON text says, wherever its spaces and members stand.
private enum JSONTree: Decodable, Equatable {
    case object([String: JSONTree])
    case list([JSONTree])
    case text(String)
    case number(Double)
    case flag(Bool)

    init?(_ text: [UInt8]) {
        guard let tree = try? JSONDecoder().decode(Self.self, from: Data(text)) else { return nil }
        self = tree
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let object = try? container.decode([String: JSONTree].self) {
            self = .object(object)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }
}
