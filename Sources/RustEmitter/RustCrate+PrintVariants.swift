import CodeText

// Enumerations and unions.

extension CodeWriter<Rust> {
    /// Texts, and any other text beside them.
    mutating func strings(_ name: RustName, _ constants: [RustCrate.Constant]) {
        line("#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]")
        line("#[serde(from = \"String\", into = \"String\")]")
        block("pub enum \(.name(name)) {") { out in
            for constant in constants {
                out.documentation(constant.documentation)
                out.line("\(.name(constant.name)),")
            }
            out.line("/// A text that the document does not know.")
            out.line("Other(String),")
        }
        line("}")
        blank()
        block("impl \(.name(name)) {") { out in
            out.line("/// The text on the wire.")
            out.block("pub fn as_str(&self) -> &str {") { out in
                out.block("match self {") { out in
                    for constant in constants {
                        out.arm("Self::\(.name(constant.name))", .literal(constant.text))
                    }
                    out.line("Self::Other(text) => text,")
                }
                out.line("}")
            }
            out.line("}")
        }
        line("}")
        blank()
        block("impl From<String> for \(.name(name)) {") { out in
            out.block("fn from(text: String) -> Self {") { out in
                out.block("match text.as_str() {") { out in
                    for constant in constants {
                        out.arm(.literal(constant.text), "Self::\(.name(constant.name))")
                    }
                    out.line("_ => Self::Other(text),")
                }
                out.line("}")
            }
            out.line("}")
        }
        line("}")
        blank()
        block("impl From<\(.name(name))> for String {") { out in
            out.block("fn from(value: \(.name(name))) -> Self {") { out in
                out.line("value.as_str().to_string()")
            }
            out.line("}")
        }
        line("}")
    }

    /// An arm of a match.
    mutating func arm(_ pattern: Source<Rust>, _ value: Source<Rust>) {
        let line: Source<Rust> = "\(pattern) => \(value),"
        if indentation + line.width <= 100 { return self.line(line) }
        block("\(pattern) => {") { $0.line(value) }
        self.line("}")
    }

    /// One of several types, told apart by a tag or by what fits best.
    mutating func union(
        _ name: RustName, _ variants: [RustCrate.Variant], _ tag: String?
    ) {
        line("#[derive(Debug, Clone, PartialEq)]")
        block("pub enum \(.name(name)) {") { out in
            for variant in variants {
                let line: Source<Rust> = "\(.name(variant.name))(\(variant.type)),"
                if out.indentation + line.width <= 100 {
                    out.line(line)
                    continue
                }
                out.block("\(.name(variant.name))(") { $0.line("\(variant.type),") }
                out.line("),")
            }
        }
        line("}")
        blank()
        block("impl Serialize for \(.name(name)) {") { out in
            out.line(
                "fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {")
            out.indented { out in
                out.block("match self {") { out in
                    for variant in variants {
                        out.arm(
                            "Self::\(.name(variant.name))(value)", "value.serialize(serializer)")
                    }
                }
                out.line("}")
            }
            out.line("}")
        }
        line("}")
        blank()
        block("impl<'de> Deserialize<'de> for \(.name(name)) {") { out in
            out.line(
                "fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {")
            out.indented { out in
                out.line("let value = serde_json::Value::deserialize(deserializer)?;")
                if let tag { out.byTag(variants, tag) } else { out.byFit(variants) }
            }
            out.line("}")
        }
        line("}")
    }

    private mutating func byTag(_ variants: [RustCrate.Variant], _ tag: String) {
        line("use crate::runtime::json::{decode, tag, Mismatch};")
        constant("const TAG: &str", .literal(tag))
        block("let variant = match tag(&value, TAG) {") { out in
            for variant in variants {
                let text = Source<Rust>.literal(variant.tag ?? "")
                out.arm("Some(\(text))", "decode(value).map(Self::\(.name(variant.name)))")
            }
            out.line("_ => return Err(Mismatch::unknown_tag(TAG).raised()),")
        }
        line("};")
        line("variant.map_err(Mismatch::raised)")
    }

    private mutating func byFit(_ variants: [RustCrate.Variant]) {
        line("use crate::runtime::json::{better, variant, Mismatch};")
        line("let mut best = None;")
        for one in variants {
            let known: Source<Rust> = one.object.map { "super::\(.name($0))::MEMBERS" } ?? "&[]"
            call("let found = variant", ["&value", known, "Self::\(.name(one.name))"], ";")
            line("best = better(best, found);")
        }
        line("match best {")
        indented { out in
            out.line("Some((_, value)) => Ok(value),")
            out.line("None => Err(Mismatch::no_variant().raised()),")
        }
        line("}")
    }
}
