/// Our surroundings are wrong: a port, a library, a tool. Reported as inconclusive, never blamed on
/// the subject, never excused.
package struct HarnessFault: Error, Sendable, CustomStringConvertible {
    /// One phrase with the way out after a semicolon.
    package var description: String

    package init(_ description: String) { self.description = description }
}
