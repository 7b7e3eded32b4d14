@testable import Lint
import Testing

/// What engines take for a regular expression; each line was held against one.
@Suite struct ECMASyntaxTests {
    @Test(arguments: [
        "", "|", "()", "a|", "^$", ".", "[]", "[^]", "{", "}", "]", "{,2}", "a{,2}", "a{1,2}?",
        "x{1",
        "\\-", "\\_", "\\c", "\\c1", "[\\c]", "\\x4", "\\u{41}", "\\u{110000}", "\\k", "\\k<a>",
        "\\8",
        "\\1", "[\\B]", "[\\d-z]", "(?=a)*", "(?!a){2}", "(?<a>.)\\k<a>", "\\k<a>(?<a>.)",
        "(?<$>.)", "(?<\\u0061>.)", "(?<\\u{61}>.)", "(?<𝒜>.)", "(?<=a)b", "(?<!a)b", "😀", "[😀-😎]",
        "\\p{L}", "\\p{Script=Greek}", "\\P", "(?i:a)", "(?i-ms:a)", "(?-i:a)", "(?<a>.)|(?<a>.)",
        "(?:(?<a>.)|b)|(?<a>.)", "(?:(?<a>.)|(?<a>.))", "\\ud83d\\ude00", "\\0", "\\01",
    ]) func passes(_ pattern: String) {
        #expect(ECMASyntax(pattern).fault == nil)
    }

    @Test(arguments: [
        ("*", 0), ("a**", 2), ("a++", 2), ("^*", 1), ("\\b+", 2), ("{1}", 0), ("a{2,1}", 1),
        ("(", 0),
        ("a)", 1), ("[a", 0), ("[z-a]", 1), ("\\", 0), ("(?a)", 0), ("(?P<n>.)", 0), ("(?i)a", 0),
        ("(?>a)", 0), ("(?#a)", 0), ("(?'n'a)", 0), ("(?ii:a)", 0), ("(?-:a)", 0), ("(?<>a)", 0),
        ("(?<1>a)", 0), ("(?<a", 0), ("(?<a>.)(?<a>.)", 7), ("(?:(?<a>.)|b)(?<a>.)", 13),
        ("(?<a>.)\\k<b>", 7), ("(?<a>.)\\k", 7), ("(?<=a)*", 6), ("é😀(", 2), ("[😎-😀]", 1),
        ("(?<a>(?<a>.))", 5),
    ]) func isRefused(pattern: String, offset: Int) {
        #expect(ECMASyntax(pattern).fault?.offset == offset)
    }

    @Test(arguments: [
        ("\\Aa\\Z", [0, 3]), ("[[:alpha:]]", [1]), ("[^[:^digit:]]", [2]), ("\\p{Alnum}", [0]),
        ("\\p{Alpha}", []), ("\\p{IsLatin}", [0]), ("\\pL", [0]), ("\\h", [0]), ("\\x{41}", [0]),
        ("\\u{41}", []), ("\\uD83D", []), ("\\u12", [0]), ("[\\e]", [1]), ("\\-\\_\\@\\/", []),
        ("\\k<a>", [0]), ("\\w\\W\\s\\S\\d\\D\\b\\B\\n\\r\\t\\f\\v\\cA", []), ("[:alpha:]", []),
    ]) func meansSomethingElse(pattern: String, offsets: [Int]) {
        #expect(ECMASyntax(pattern).foreign.map(\.offset) == offsets)
    }
}
