package import Diagnostics
package import ServiceModel

extension PythonClient {
    /// Decides everything about the package of a service. Names that meet after escaping are kept
    /// apart and reported as warnings; nothing is refused.
    package static func plan(_ service: Service) -> (PythonClient, [Diagnostic]) {
        var planner = PythonPlanner(service)
        let package = PythonNames.package(service.title)
        let own = PythonClient.OwnClasses(package)
        planner.nameTypes(own)
        let classes = planner.planClasses()
        let aliases = planner.planAliases()
        let methods = planner.planMethods(own)
        let errors = planner.planErrors(own)
        let client = PythonClient(
            package: package, own: own, title: service.title,
            summary: service.description, description: service.description,
            version: PythonVersion.release(service.version),
            defaultURL: defaultURL(service.serverURL), uses: planner.uses, classes: classes,
            aliases: aliases, methods: methods, errors: errors)
        return (client, planner.diagnostics)
    }

    /// The document's address where it is one that HTTP can reach as it stands.
    private static func defaultURL(_ address: String?) -> String {
        guard let address, !address.contains("{") else { return "http://localhost" }
        let isHTTP = ["http://", "https://"].contains { scheme in
            address.lowercased().hasPrefix(scheme) && address.utf8.count > scheme.utf8.count
        }
        let isPlain = address.unicodeScalars.allSatisfy { ("!"..."~").contains($0) }
        return isHTTP && isPlain ? address : "http://localhost"
    }
}

/// What planning has settled so far.
struct PythonPlanner {
    let service: Service
    var uses: Set<PythonClient.Import> = []
    var diagnostics: [Diagnostic] = []
    /// The name of each type, in the order of `service.types`.
    var typeNames: [PythonName] = []
    /// Aliases that name nothing but each other, in a circle: anything may stand there.
    var hollow: Set<TypeID> = []

    init(_ service: Service) { self.service = service }

    /// Names the types and finds the aliases that mean nothing.
    mutating func nameTypes(_ own: PythonClient.OwnClasses) {
        var names = PythonNames(
            .type, fallback: "Type", reserved: PythonNames.module.union(own.names))
        let wireNames = service.types.map(\.name)
        typeNames = report(names.assign(wireNames), wireNames, what: "types", where: nil)
        hollow = Set(service.types.indices.map { TypeID($0) }.filter { isHollow($0) })
    }

    /// The names alone, after a warning for each that had to give way to another.
    mutating func report(
        _ assigned: [PythonNames.Assigned], _ wireNames: [String], what: String,
        where owner: String?
    ) -> [PythonName] {
        for (one, wireName) in zip(assigned, wireNames) {
            guard let rival = one.gaveWayTo else { continue }
            let place = owner.map { " of '\($0)'" } ?? ""
            // Two of one name are no surprise where a reader had to name the nameless.
            let isRepeated = rival.utf8.elementsEqual(wireName.utf8)
            let message =
                isRepeated
                ? "two \(what)\(place) are named '\(wireName)'; one becomes '\(one.name.text)'"
                : "\(what) '\(rival)' and '\(wireName)'\(place) have one name in Python; "
                    + "'\(wireName)' becomes '\(one.name.text)'"
            diagnostics.append(
                Diagnostic(
                    isRepeated ? .note : .warning, rule: "python.colliding-names", message))
        }
        return assigned.map(\.name)
    }

    /// Whether following an alias leads back to it without passing through a container.
    private func isHollow(_ start: TypeID) -> Bool {
        var seen: Set<TypeID> = []
        func reaches(_ type: TypeReference) -> Bool {
            switch type {
            case .named(let id):
                if id == start { return true }
                guard seen.insert(id).inserted, case .alias(let target) = service[id].shape else {
                    return false
                }
                return reaches(target)
            case .nullable(let inner): return reaches(inner)
            case .union(let variants): return variants.contains(where: reaches)
            default: return false
            }
        }
        guard case .alias(let target) = service[start].shape else { return false }
        return reaches(target)
    }
}

/// Versions of packages.
enum PythonVersion {
    /// The numbers that a version begins with, and a pre-release mark that Python knows; `0` when
    /// it begins with none.
    static func release(_ text: String) -> String {
        var rest = Substring(text)
        if rest.first == "v" || rest.first == "V" { rest.removeFirst() }
        var numbers: [Substring] = []
        while let number = takeDigits(&rest) {
            numbers.append(number)
            guard rest.first == "." else { break }
            rest.removeFirst()
        }
        guard !numbers.isEmpty else { return "0" }
        return numbers.joined(separator: ".") + preRelease(rest)
    }

    private static func preRelease(_ text: Substring) -> String {
        let spellings = [("alpha", "a"), ("beta", "b"), ("rc", "rc"), ("a", "a"), ("b", "b")]
        let text = text.lowercased().drop { "-._".contains($0) }
        for (word, mark) in spellings where text.hasPrefix(word) {
            var rest = text.dropFirst(word.count).drop { "-._".contains($0) }
            return mark + (takeDigits(&rest) ?? "0")
        }
        return ""
    }

    private static func takeDigits(_ text: inout Substring) -> Substring? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }.prefix(18)
        text = text.dropFirst(digits.count)
        return digits.isEmpty ? nil : digits
    }
}
