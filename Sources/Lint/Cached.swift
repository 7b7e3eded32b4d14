import Synchronization

/// A value that is made at the first question for it.
final class Cached<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    /// The value; `make` must not ask for it.
    func get(_ make: () -> Value) -> Value {
        value.withLock { value in
            if let value { return value }
            let made = make()
            value = made
            return made
        }
    }
}
