extension Case {
    /// The cases that every generated package must pass, whatever its document says.
    package static func packageCases(service: String) -> [Case] {
        [
            examination(
                "imports", "every module imports with warnings as errors", "G01",
                "a package that does not import serves nobody", service),
            examination(
                "interface", "the interface module states the client's public surface", "G15",
                "a model that reads the interface must be able to call the client", service),
            examination(
                "field-order", "required fields come first, under lawful names", "G02",
                "a required field after an optional one is a TypeError at import", service),
            examination(
                "hints", "every annotation resolves", "G10",
                "forward and recursive references must not be NameErrors", service),
            examination(
                "constructs", "every dataclass is built from its required fields, and from all",
                "G02", "an object that cannot be built cannot be sent", service),
            examination(
                "fresh-defaults", "two objects never share a list or a map", "G03",
                "a shared default leaks one caller's data into another's", service),
        ]
    }

    private static func examination(
        _ name: String, _ title: String, _ requirement: String, _ why: String, _ service: String
    ) -> Case {
        Case(
            id: "package/\(name)", title: title, why: why, requirements: [requirement],
            service: service, task: .examine(name))
    }
}
