import CodeText

extension RustCrate {
    /// The module of the types that one group brought.
    func types(in module: RustName) -> String {
        let items = types.filter { $0.module == module }
        var body = CodeWriter<Rust>()
        for item in items {
            body.blank()
            body.item(item)
        }
        var out = CodeWriter<Rust>()
        out.header()
        out.line(.documented("//! The types that `", groupName(of: module), "` brought."))
        let own = Set(items.map(\.name))
        let foreign = Set(items.flatMap(\.mentions)).subtracting(own)
        let imports: [Source<Rust>] =
            Array(foreign).sorted().map { "super::\(.name($0))" } + imports(body.text, items)
        if !imports.isEmpty { out.blank() }
        for path in imports { out.line("use \(path);") }
        out.line(body.source.trimmed)
        return out.text
    }

    private func groupName(of module: RustName) -> String {
        groups.first { $0.module == module }?.wireName ?? module.text
    }

    private func imports(_ text: String, _ items: [TypeItem]) -> [Source<Rust>] {
        var imports: [Source<Rust>] = []
        let shapes = items.map(\.shape)
        let isObject = shapes.contains { if case .object = $0 { true } else { false } }
        let isOpen = shapes.contains { if case .open = $0 { true } else { false } }
        let isUnion = shapes.contains { if case .union = $0 { true } else { false } }
        let isAlias = shapes.allSatisfy { if case .alias = $0 { true } else { false } }
        if isObject { imports.append("crate::runtime::json::object") }
        if isOpen { imports.append("crate::runtime::json::{Members, Writer}") }
        if !isAlias {
            let traits: Source<Rust> =
                isOpen || isUnion
                ? "{Deserialize, Deserializer, Serialize, Serializer}" : "{Deserialize, Serialize}"
            imports.append("serde::\(traits)")
        }
        if text.contains("BTreeMap<") { imports.append("std::collections::BTreeMap") }
        return imports
    }
}

extension Source where Language == Rust {
    /// Without the last line's end.
    fileprivate var trimmed: Source {
        Source(escaped: text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
}

extension CodeWriter<Rust> {
    fileprivate mutating func item(_ item: RustCrate.TypeItem) {
        documentation(item.documentation)
        switch item.shape {
        case .object(let fields): object(item.name, fields)
        case .open(let fields, let rest): open(item.name, fields, rest)
        case .strings(let constants): strings(item.name, constants)
        case .union(let variants, let tag): union(item.name, variants, tag)
        case .alias(let type): alias(item.name, type)
        case .wrapper(let type):
            line("#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]")
            line("#[serde(transparent)]")
            line("pub struct \(.name(item.name))(pub \(type));")
        }
        if let members = item.members { knownMembers(item.name, members) }
    }

    private mutating func alias(_ name: RustName, _ type: Source<Rust>) {
        let line: Source<Rust> = "pub type \(.name(name)) = \(type);"
        if line.width <= 100 { return self.line(line) }
        self.line("pub type \(.name(name)) =")
        indented { $0.line("\(type);") }
    }

    private mutating func object(_ name: RustName, _ fields: [RustCrate.FieldItem]) {
        let isBlank = fields.allSatisfy { $0.presence.isOptional }
        let derived: Source<Rust> = isBlank ? ", Default" : ""
        line("#[derive(Debug, Clone, PartialEq\(derived), Serialize, Deserialize)]")
        line("#[serde(rename_all = \"camelCase\", remote = \"Self\")]")
        block("pub struct \(.name(name)) {") { out in
            for field in fields { out.field(field) }
        }
        line("}")
        blank()
        line("object!(\(.name(name)));")
    }

    /// What a union asks to tell which variant knows more of a value, and a type that keeps other
    /// members to tell which those are.
    private mutating func knownMembers(_ name: RustName, _ members: [String]) {
        blank()
        block("impl \(.name(name)) {") { out in
            out.line("/// The names of its members on the wire.")
            let names = members.map { Source<Rust>.literal($0) }
            out.array("pub const MEMBERS: &'static [&'static str] = &", names, ";")
        }
        line("}")
    }

    private mutating func field(_ field: RustCrate.FieldItem) {
        documentation(field.documentation)
        if RustNames.serdeCamelCase(field.name.bare) != field.wireName {
            attribute("rename = \(.literal(field.wireName))")
        }
        switch field.presence {
        case .required: break
        case .requiredNullable:
            line("#[serde(deserialize_with = \"crate::runtime::json::required\")]")
        case .optional:
            line("#[serde(default, skip_serializing_if = \"Option::is_none\")]")
        case .optionalNullable:
            line("#[serde(default, skip_serializing_if = \"Option::is_none\")]")
            line("#[serde(deserialize_with = \"crate::runtime::json::present\")]")
        }
        let type: Source<Rust> =
            field.presence.isOptional ? "Option<\(field.type)>" : field.type
        declaration("pub \(.name(field.name)):", type)
    }

    /// An attribute, broken where it is too long for a line.
    private mutating func attribute(_ inner: Source<Rust>) {
        let line: Source<Rust> = "#[serde(\(inner))]"
        if indentation + line.width <= 100 { return self.line(line) }
        self.line("#[serde(")
        indented { $0.line(inner) }
        self.line(")]")
    }

    private mutating func declaration(_ head: Source<Rust>, _ type: Source<Rust>) {
        let line: Source<Rust> = "\(head) \(type),"
        if indentation + line.width <= 100 { return self.line(line) }
        self.line(head)
        indented { $0.line("\(type),") }
    }

    private mutating func open(
        _ name: RustName, _ fields: [RustCrate.FieldItem], _ rest: RustCrate.FieldItem
    ) {
        line("#[derive(Debug, Clone, PartialEq)]")
        block("pub struct \(.name(name)) {") { out in
            for field in fields {
                out.documentation(field.documentation)
                let type: Source<Rust> =
                    field.presence.isOptional ? "Option<\(field.type)>" : field.type
                out.declaration("pub \(.name(field.name)):", type)
            }
            out.documentation(rest.documentation)
            out.declaration("pub \(.name(rest.name)):", "BTreeMap<String, \(rest.type)>")
        }
        line("}")
        blank()
        block("impl Serialize for \(.name(name)) {") { out in
            out.line(
                "fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {")
            out.indented { out in
                out.line("let mut members = Writer::open(serializer)?;")
                for field in fields { out.writing(field) }
                out.line("members.rest(&self.\(.name(rest.name)), Self::MEMBERS)")
            }
            out.line("}")
        }
        line("}")
        blank()
        block("impl<'de> Deserialize<'de> for \(.name(name)) {") { out in
            out.line(
                "fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {")
            out.indented { out in
                out.line("let mut members = Members::read(deserializer)?;")
                out.block("Ok(Self {") { out in
                    for field in fields { out.reading(field) }
                    out.line("\(.name(rest.name)): members.rest()?,")
                }
                out.line("})")
            }
            out.line("}")
        }
        line("}")
    }

    private mutating func writing(_ field: RustCrate.FieldItem) {
        let how: Source<Rust> = field.presence.isOptional ? "optional" : "required"
        call("members.\(how)", [.literal(field.wireName), "&self.\(.name(field.name))"], "?;")
    }

    private mutating func reading(_ field: RustCrate.FieldItem) {
        let how: Source<Rust> =
            switch field.presence {
            case .required, .requiredNullable: "required"
            case .optional: "lenient"
            case .optionalNullable: "optional"
            }
        call("\(.name(field.name)): members.\(how)", [.literal(field.wireName)], "?,")
    }

    /// A call on one line, or with its arguments on lines of their own.
    mutating func call(_ head: Source<Rust>, _ arguments: [Source<Rust>], _ tail: Source<Rust>) {
        let inner = arguments.joined(separator: ", ")
        let line: Source<Rust> = "\(head)(\(inner))\(tail)"
        if indentation + line.width <= 100, inner.width <= 60 { return self.line(line) }
        self.line("\(head)(")
        indented { out in
            for argument in arguments { out.line(arguments.count == 1 ? argument : "\(argument),") }
        }
        self.line(")\(tail)")
    }
}

extension RustCrate.Presence {
    var isOptional: Bool {
        switch self {
        case .required, .requiredNullable: false
        case .optional, .optionalNullable: true
        }
    }
}
