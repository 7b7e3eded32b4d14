package import Diagnostics

/// Clients of several services in one distribution, with a package for each domain.
package struct PythonDistribution: Sendable {
    /// The name to install, as package indexes know it.
    package var name: String
    package var version: String
    /// In the order of their names.
    package var domains: [Domain]
    /// Whether each client has an interface beside it.
    package var hasInterfaces: Bool

    /// One package.
    package struct Domain: Sendable {
        package var name: PythonName
        /// In the order of their modules.
        package var clients: [PythonClient]
        /// What the package takes from each client's module.
        var exports: [[PythonName]]
    }

    /// One client, the domain that was named for it, and what to call its document.
    package struct Part: Sendable {
        package var client: PythonClient
        package var domain: String?
        package var file: String

        package init(_ client: PythonClient, domain: String?, file: String) {
            self.client = client
            self.domain = domain
            self.file = file
        }

        /// The package of the client: that of the document where no domain is named.
        var folder: String { domain ?? client.package.text }
    }

    /// Gives each client its place. Without a name or a version the domains and the documents
    /// give one; names that meet are errors.
    package static func plan(
        _ parts: [Part], name: String?, version: String?, hasInterfaces: Bool
    ) -> (PythonDistribution, [Diagnostic]) {
        var diagnostics = misnamed(parts) + colliding(parts)
        let folders = Set(parts.map(\.folder)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let domains = folders.map { folder in
            Domain(PythonName(valid: folder), parts.filter { $0.folder == folder }.map(\.client))
        }
        // Services that cannot stand together share all their names.
        if diagnostics.isEmpty { diagnostics = domains.flatMap(\.sharedNames) }
        if let name, !isDistribution(name) {
            diagnostics.append(
                Diagnostic(
                    .error, rule: "build.name",
                    "'\(name)' names no distribution; letters, digits, '-', '_' and '.' do, with a "
                        + "letter or a digit at either end"))
        }
        if let version, PythonVersion.release(version) != version {
            diagnostics.append(
                Diagnostic(
                    .error, rule: "build.version",
                    "'\(version)' is no version of Python's; say "
                        + "'\(PythonVersion.release(version))'"))
        }
        let versions = Set(parts.map(\.client.version))
        let common = versions.count == 1 ? versions.first : nil
        if version == nil && common == nil && !parts.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .note, rule: "build.version",
                    "the documents have several versions; the package gets '0.0.0' unless one is "
                        + "named"))
        }
        let spelled = folders.map { $0.split(separator: "_").joined(separator: "-") }
        let distribution = PythonDistribution(
            name: name ?? (spelled + ["sdk"]).joined(separator: "-"),
            version: version ?? common ?? "0.0.0", domains: domains, hasInterfaces: hasInterfaces)
        return (distribution, diagnostics)
    }

    /// An error for each domain that is no package's name.
    private static func misnamed(_ parts: [Part]) -> [Diagnostic] {
        parts.compactMap { part in
            guard let domain = part.domain else { return nil }
            let name = PythonNames.package(domain).text
            if name.utf8.elementsEqual(domain.utf8) { return nil }
            return Diagnostic(
                .error, rule: "build.domain",
                "domain '\(domain)' of '\(part.file)' is no name of a package; say '\(name)'")
        }
    }

    /// An error for each client whose modules an earlier one has.
    private static func colliding(_ parts: [Part]) -> [Diagnostic] {
        var owners: [String: String] = [:]
        return parts.compactMap { part in
            let module = "\(part.folder)/\(part.client.package.text)"
            guard let first = owners[module] else {
                owners[module] = part.file
                return nil
            }
            return Diagnostic(
                .error, rule: "build.colliding-services",
                "'\(first)' and '\(part.file)' are both service '\(part.client.package.text)' of "
                    + "domain '\(part.folder)'; give one another domain or title")
        }
    }

    private static func isDistribution(_ name: String) -> Bool {
        func isPlain(_ byte: UInt8) -> Bool {
            [0x30...0x39, 0x41...0x5A, 0x61...0x7A].contains { $0.contains(byte) }
        }
        guard let first = name.utf8.first, let last = name.utf8.last else { return false }
        return isPlain(first) && isPlain(last)
            && name.utf8.allSatisfy { isPlain($0) || "-_.".utf8.contains($0) }
    }
}

extension PythonDistribution.Domain {
    /// A domain that exports each name that one client alone has. Which of several classes of one
    /// name is meant nobody could say, and an `except` would miss the others.
    init(_ name: PythonName, _ clients: [PythonClient]) {
        self.name = name
        let clients = clients.sorted {
            $0.package.text.utf8.lexicographicallyPrecedes($1.package.text.utf8)
        }
        self.clients = clients
        let counts = Self.counts(clients)
        exports = clients.map { client in client.ownNames.filter { counts[$0] == 1 } }
    }

    /// A note for each name of a service that another one has too.
    var sharedNames: [Diagnostic] {
        let shared = Self.counts(clients).filter { $0.value > 1 }.keys.map(\.text)
        return shared.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { shared in
            Diagnostic(
                .note, rule: "build.shared-name",
                "several services of domain '\(name.text)' have '\(shared)'; import it from a "
                    + "service's own module")
        }
    }

    private static func counts(_ clients: [PythonClient]) -> [PythonName: Int] {
        var counts: [PythonName: Int] = [:]
        for name in clients.flatMap(\.ownNames) { counts[name, default: 0] += 1 }
        return counts
    }
}

extension PythonClient {
    /// The public names of the module that not every client has.
    fileprivate var ownNames: [PythonName] {
        [own.client, own.asyncClient, own.calls] + classes.map(\.name) + aliases.map(\.name)
            + errors.map(\.name)
    }
}
