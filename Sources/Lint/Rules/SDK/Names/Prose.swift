import WireJSON

/// A text for people, which generators put into comments and docstrings.
struct Prose: Sendable {
    let string: String
    let site: Site
}

extension Reading {
    /// Every title, summary and description, in the order of the kinds.
    var prose: [Prose] { memory.prose.get(findProse) }

    private func findProse() -> [Prose] {
        Kind.allCases.filter { $0 != .data }.flatMap { kind in
            survey[kind].filter { !$0.isReference }.flatMap { site in
                ["title", "summary", "description"].compactMap { name in
                    guard let member = site.member(name), let string = member.value.string else {
                        return nil
                    }
                    return Prose(string: string, site: member)
                }
            }
        }
    }
}
