import CodeText
package import Diagnostics
package import ServiceModel
import WireJSON

extension RustCrate {
    /// Decides everything about the crate that answers a service's calls of one direction. Names
    /// that meet or that Rust keeps for itself are changed and reported; nothing is refused, save a
    /// service without a call of that direction.
    package static func plan(
        _ service: Service, answering direction: Direction, profile: RustProfile = .strict
    ) -> (RustCrate?, [Diagnostic]) {
        var planner = RustPlanner(service, direction, profile)
        guard !planner.inbound.isEmpty else {
            let message = "a document must have methods to dispatch; this one has none"
            return (nil, [Diagnostic(.error, rule: "rust.no-methods", message)])
        }
        planner.nameGroups()
        planner.nameTypes()
        let groups = planner.planGroups()
        planner.planTypes()
        planner.tellMembers()
        var names = RustNames(.snake, fallback: "service", reserved: RustNames.packages)
        let crate = RustCrate(
            name: RustName(valid: names.add(service.title).bare), title: service.title,
            version: RustVersion.release(service.version), description: service.description,
            types: planner.items, groups: groups, methods: planner.planConstants(groups))
        return (crate, planner.diagnostics)
    }

    /// The crate with a program in it that serves its standard streams, says what its handlers see
    /// and answers what a script tells.
    package func withProbe() -> RustCrate {
        var crate = self
        crate.hasProbe = true
        return crate
    }
}

/// What planning has settled so far.
struct RustPlanner {
    /// Methods of one namespace and scope.
    struct Bundle {
        var wireName: String
        var isNamed: Bool
        var isPerSession: Bool
        var methods: [Method]
        var module: RustName
        var handler: RustName
    }

    /// The group of methods without a namespace.
    static let unnamedGroup = "service"

    let service: Service
    let direction: Direction
    let profile: RustProfile
    /// The methods that are dispatched.
    let inbound: [Method]
    var diagnostics: [Diagnostic] = []
    var bundles: [Bundle] = []
    var items: [RustCrate.TypeItem] = []
    /// The types that inbound methods reach, with their names and modules.
    var typeNames: [TypeID: RustName] = [:]
    var modules: [TypeID: RustName] = [:]
    var names: RustNames
    /// Where a type minted on the way belongs.
    var module = RustName(valid: "service")
    /// The names that the type being planned mentions.
    var mentions: Set<RustName> = []
    /// The constants of inbound methods, by wire name.
    var constants: [JSONName: RustName] = [:]

    init(_ service: Service, _ direction: Direction, _ profile: RustProfile) {
        self.service = service
        self.direction = direction
        self.profile = profile
        inbound = service.methods.filter { $0.direction == direction }
        names = RustNames(.pascal, fallback: "Type")
    }

    /// Sorts the methods into groups and names those.
    mutating func nameGroups() {
        var positions: [String: Int] = [:]
        for method in inbound {
            let isPerSession = method.scope != .global
            let name = method.namespace.first
            let key = "\(isPerSession) \(name.map { "named \($0)" } ?? "")"
            if let position = positions[key] {
                bundles[position].methods.append(method)
                continue
            }
            positions[key] = bundles.count
            let unnamed = RustName(valid: "_")
            bundles.append(
                Bundle(
                    wireName: name ?? Self.unnamedGroup, isNamed: name != nil,
                    isPerSession: isPerSession, methods: [method], module: unnamed,
                    handler: unnamed))
        }
        let wireNames = bundles.map(\.wireName)
        var modules = RustNames(.snake, fallback: "group", reserved: RustNames.modules)
        var handlers = RustNames(.pascal, fallback: "Group", reserved: RustNames.handlers)
        let moduleNames = report(modules.assign(wireNames), wireNames, what: "groups", where: nil)
        let handlerNames = handlers.assign(wireNames.map { $0 + "_handler" })
        for index in bundles.indices {
            bundles[index].module = moduleNames[index]
            bundles[index].handler = handlerNames[index].name
        }
    }

    /// The names alone, after a word for each that is not what one would expect.
    mutating func report(
        _ assigned: [RustNames.Assigned], _ wireNames: [String], what: String, where owner: String?
    ) -> [RustName] {
        for (one, wireName) in zip(assigned, wireNames) {
            let place = owner.map { " of '\($0)'" } ?? ""
            if let rival = one.gaveWayTo {
                // Two of one name are no surprise where a reader had to name the nameless.
                let isRepeated = rival.utf8.elementsEqual(wireName.utf8)
                say(
                    isRepeated ? .note : .warning, "colliding-names",
                    isRepeated
                        ? "two \(what)\(place) are named '\(wireName)'; one becomes"
                            + " '\(one.name.text)'"
                        : "\(what) '\(rival)' and '\(wireName)'\(place) have one name in Rust;"
                            + " '\(wireName)' becomes '\(one.name.text)'")
            } else if one.isReserved {
                say(
                    .note, "reserved-name",
                    "Rust or the crate needs the name of '\(wireName)'\(place) itself; it becomes"
                        + " '\(one.name.text)'")
            }
        }
        return assigned.map(\.name)
    }

    private mutating func say(_ severity: Diagnostic.Severity, _ rule: String, _ message: String) {
        diagnostics.append(Diagnostic(severity, rule: "rust.\(rule)", message))
    }
}

/// Versions of packages.
enum RustVersion {
    /// Three numbers, as cargo wants them, from those that a version begins with.
    static func release(_ text: String) -> String {
        let core = text.drop { $0 == "v" || $0 == "V" }.prefix { $0.isASCII && !"-+ ".contains($0) }
        let parts = core.split(separator: ".", omittingEmptySubsequences: false).prefix(3)
        var numbers: [String] = []
        for part in parts {
            guard let number = UInt32(part), part.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
                break
            }
            numbers.append(String(number))
        }
        while numbers.count < 3 { numbers.append("0") }
        return numbers.joined(separator: ".")
    }
}
