import Testing

@testable import Lint

/// Templates in the JSON Template Language, and as the candidates of OpenRPC 1.0 wrote them.
@Suite struct RuntimeExpressionTests {
    @Test func aWayIsTakenApart() throws {
        let template = try Template("x${params.user.ids[3][0].é}y${result}z", .link)
        #expect(
            template.expressions == [
                RuntimeExpression(
                    form: .template, text: "${params.user.ids[3][0].é}", root: "params",
                    steps: [
                        .member("user"), .member("ids"), .element(3), .element(0), .member("é"),
                    ]),
                RuntimeExpression(form: .template, text: "${result}", root: "result", steps: []),
            ])
        #expect(template.outline == [0x78, 0xFF, 0x79, 0xFF, 0x7A])
    }

    @Test(arguments: [
        ("$params.id", ["$params.id"]), ("$result", ["$result"]),
        ("a{$result.b}c", ["{$result.b}"]),
        ("${a-b.c 1}", ["${a-b.c 1}"]), ("$paramsX", []), ("{params.id}", []), ("$ {a}", []),
        ("}{", []), ("", []), ("{\"$ref\": \"#/a\"}", []),
    ])
    func linksKnowThreeForms(_ text: String, _ expected: [String]) throws {
        #expect(try Template(text, .link).expressions.map(\.text) == expected)
    }

    @Test(arguments: [
        ("http://{host}:${port}", ["{host}", "${port}"]), ("$params.id", []), ("{", []), ("}{", []),
    ])
    func urlsKnowTwo(_ text: String, _ expected: [String]) throws {
        #expect(try Template(text, .url).expressions.map(\.text) == expected)
    }

    @Test(arguments: [
        "${", "a${b", "${}", "${.a}", "${a.}", "${a..b}", "${a[}", "${a[]}", "${a[x]}", "${a[-1]}",
        "${a[0}", "${a[0]b}", "${[0]}", "$params.", "${a[99999999999999999999]}",
    ])
    func malformed(_ text: String) {
        #expect(throws: RuntimeExpression.Flaw.self) { try Template(text, .link) }
    }
}
