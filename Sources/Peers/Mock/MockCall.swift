import JSONRPC
import WireJSON

/// A call with its arguments under the names of the method's parameters, however they came.
struct MockCall {
    let method: MockMethod
    let arguments: JSONObject

    init(_ method: MockMethod, _ params: Request.Params?) {
        self.method = method
        switch params {
        case nil: arguments = JSONObject()
        case .named(let members):
            arguments = members.withoutDuplicates
        case .positional(let values):
            let names = (method.parameters ?? []).map(\.name.text)
            arguments = JSONObject(
                values.enumerated().map { index, value in
                    .init(index < names.count ? names[index] : String(index), value)
                })
        }
    }

    /// A number that depends on the seed, the method and the value of the arguments, and on nothing
    /// else: the same in every run, for every order of members and spelling of numbers.
    func hash(_ seed: UInt64) -> UInt64 {
        var hash = FNV()
        hash.add(method.name.text.utf8)
        if !arguments.isEmpty { hash.add(JSONValue(.object(arguments)).bytes(.canonical)) }
        return seed ^ hash.value
    }
}

extension JSONObject {
    /// The object with the last member of each name alone: that one counts.
    fileprivate var withoutDuplicates: JSONObject {
        var last: [JSONName: Int] = [:]
        for (index, member) in members.enumerated() { last[JSONName(member.name)] = index }
        if last.count == count { return self }
        return JSONObject(last.values.sorted().map { members[$0] })
    }
}

/// FNV-1a: the same number in every run, which Swift's own hash is not.
struct FNV {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Adds bytes, closed by one that UTF-8 never has.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = (value ^ 0xFF) &* 0x100_0000_01B3
    }
}
