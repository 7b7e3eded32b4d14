import Lint

/// Who sends the values that a schema describes.
enum Side: Hashable {
    /// Callers: params and what is in them.
    case request
    /// The server: results.
    case response
    /// Neither can be said, as below `not`: whatever changes is undecided.
    case neither
    /// What the schema says is compared elsewhere; here only its words are.
    case words
}

/// Two schemas that are to be compared.
struct SchemaPair {
    var old: Site
    var new: Site
    var side: Side

    /// The identity of a pair.
    struct Key: Hashable {
        var old: SiteKey
        var new: SiteKey
        var side: Side
    }

    var key: Key { Key(old: SiteKey(old), new: SiteKey(new), side: side) }
}
