/// A version of CPython, ordered.
package struct PythonVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 3.
    package let major: Int
    /// What a library is built for: 11 in 3.11.7.
    package let minor: Int
    /// What bug fixes count up.
    package let micro: Int

    /// The version `major.minor.micro`.
    package init(_ major: Int, _ minor: Int, _ micro: Int = 0) {
        self.major = major
        self.minor = minor
        self.micro = micro
    }

    /// The version that a text of one to three numbers names.
    package init?(_ text: some StringProtocol) {
        let numbers = text.split(separator: ".").map { Int($0) }
        guard (1...3).contains(numbers.count), !numbers.contains(nil) else { return nil }
        let known = numbers.compactMap { $0 } + [0, 0]
        self.init(known[0], known[1], known[2])
    }

    package var description: String { "\(major).\(minor).\(micro)" }

    package static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        (left.major, left.minor, left.micro) < (right.major, right.minor, right.micro)
    }

    /// The oldest version that a worker runs.
    package static let oldest = PythonVersion(3, 9)
}
