import Diagnostics
import WireJSON

extension Rule {
    static let linkMethod = Rule(
        "openrpc.link-method", .prose, .must, decides: ["O47"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Link Object, 'method': the name of a method that exists in the \
                document; it resolves to exactly one, and relative forms are not permitted.
                """,
            why: "A client that follows the link calls a method that no server has.",
            example: #"{ "name": "owner", "method": "getPetOwner" }"#,
            remedy: "Write the method's name letter by letter as it is declared.")
    ) { reading in
        guard !reading.links.isEmpty else { return [] }
        let methods = reading.methodIndex
        guard methods.isWhole else { return [] }
        return reading.links.compactMap { link in
            guard let site = link.member("method"), let name = site.value.string,
                methods[name] == nil
            else { return nil }
            let near = methods.near(name)
            let way = near.map { "write \($0.methodName)" } ?? "declare it or link to another"
            return Remark(
                "a link's method must be declared in the document, '\(name)' is not; \(way)",
                at: site,
                notes: near.map {
                    [
                        Diagnostic.Note(
                            "\($0.methodName) is declared here", at: ($0.member("name") ?? $0).span)
                    ]
                } ?? [])
        }
    }

    static let linkWithoutMethod = Rule(
        "openrpc.link-without-method", .prose, .text, decides: ["O47"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, Link Object: the linked method is identified directly. \
                'method' is not among the required fields, and 1.4 says as much by its type alone.
                """,
            why: "A link that names no method leads nowhere.",
            example: #"{ "name": "owner", "params": { "id": "${result.owner}" } }"#,
            remedy: "Say which method is linked to, by its name.")
    ) { reading in
        reading.links.compactMap { link in
            link.value["method"] == nil
                ? Remark("a link must name its 'method'; add the name of a declared one", at: link)
                : nil
        }
    }
}

extension Reading {
    var methodIndex: MethodIndex { memory.methodIndex.get { MethodIndex(self) } }
}

/// The methods of a document by their names.
struct MethodIndex: Sendable {
    private var byName: [JSONName: Site] = [:]
    /// By what is left of a name without case and punctuation; of equals the first.
    private var byLetters: [String: Site] = [:]
    /// Whether every method and its name are known.
    private(set) var isWhole: Bool

    init(_ reading: Reading) {
        let entries = reading.entries(of: "methods", as: .method, in: reading.root)
        isWhole = reading.root.value["methods"]?.array != nil
        for entry in entries {
            guard let method = entry.target, let name = method.value["name"]?.string else {
                isWhole = false
                continue
            }
            if byName[JSONName(name)] == nil { byName[JSONName(name)] = method }
            let letters = Self.letters(name)
            if byLetters[letters] == nil { byLetters[letters] = method }
        }
    }

    /// The first method of that name.
    subscript(name: String) -> Site? { byName[JSONName(name)] }

    /// A method whose name differs in case and punctuation alone.
    func near(_ name: String) -> Site? {
        let letters = Self.letters(name)
        return letters.isEmpty ? nil : byLetters[letters]
    }

    private static func letters(_ name: String) -> String {
        let kept = name.unicodeScalars.filter {
            $0.properties.isAlphabetic || (0x30...0x39).contains($0.value)
        }
        return String(String.UnicodeScalarView(kept)).lowercased()
    }
}
