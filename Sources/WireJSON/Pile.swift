/// A stack whose top part moves into an array of exact size, without a retain for any element:
/// this, not the scanning, is where a reader that appends to arrays spends its time.
struct Pile<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 32) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    var last: Element? { count > 0 ? base[count - 1] : nil }

    @inline(__always)
    mutating func push(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    mutating func drop() {
        precondition(count > 0)
        count -= 1
        (base + count).deinitialize(count: 1)
    }

    @inline(__always)
    mutating func updateLast(_ change: (inout Element) -> Void) {
        precondition(count > 0)
        change(&base[count - 1])
    }

    /// Removes everything above `floor` and returns it in order.
    mutating func take(from floor: Int) -> [Element] {
        precondition(floor <= count)
        let size = count - floor
        if size == 0 { return [] }
        count = floor
        let source = base + floor
        return Array(unsafeUninitializedCapacity: size) { buffer, filled in
            buffer.baseAddress?.moveInitialize(from: source, count: size)
            filled = size
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
