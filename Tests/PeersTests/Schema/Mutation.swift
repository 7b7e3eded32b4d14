import WireJSON

/// Values that are a little different from lawful ones.
enum Mutation {
    /// The value with one part of it changed; which, and how, the numbers decide.
    static func of(_ value: JSONValue, by numbers: inout Seeded) -> JSONValue {
        let choice = numbers.next()
        switch value.kind {
        case .object(var object) where !object.isEmpty && choice % 5 != 0:
            let index = Int(numbers.next() % UInt64(object.count))
            let member = object.members[index]
            switch choice % 4 {
            case 0: object[member.name] = nil
            case 1: object[member.name + "x"] = member.value
            default: object[member.name] = of(member.value, by: &numbers)
            }
            return JSONValue(.object(object))
        case .array(var elements) where !elements.isEmpty && choice % 5 != 0:
            let index = Int(numbers.next() % UInt64(elements.count))
            switch choice % 4 {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = of(elements[index], by: &numbers)
            }
            return .array(elements)
        case .string(let text) where choice % 3 != 0:
            let others = [text + "0", String(text.dropLast()), text.uppercased(), " " + text, "é"]
            return .string(others[Int(choice / 3 % 5)])
        case .number(let number) where choice % 3 != 0:
            let others = ["-1", "0", "1e6", number.text + "0", "0.5"]
            let made = JSONNumber(text: others[Int(choice / 3 % 5)])
            return JSONValue(.number(made.isInteger || !number.isInteger ? made : number))
        default:
            let others: [JSONValue] = [.null, true, 3, "text", [], [:], [1], ["a": 1]]
            return others[Int(choice / 5 % 8)]
        }
    }
}
