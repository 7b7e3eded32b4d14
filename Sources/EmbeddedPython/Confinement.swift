import CSystem
import Glibc

/// What a worker shuts itself into: first namespaces, and once its interpreter runs, a user and
/// limits. What the system refuses is left out, and said.
struct Confinement {
    /// The id of this process as the host's /proc knows it.
    let process: pid_t
    /// Whether this process has a network of its own.
    let isNetworkIsolated: Bool
    /// What a case must not inherit.
    let descriptors: [Int32]

    /// Leaves the host's network and process ids. The process that returns is then a child of the
    /// started one, which waits for it and ends as it ends.
    static func enter(
        _ setup: WorkerSetup, control: Int32, lifeline: Int32
    ) throws(WorkerFault) -> Confinement {
        guard setup.isolatesNetwork, csystem_can_unshare() else {
            csystem_die_with_peer(lifeline)
            return Confinement(
                process: hostProcess, isNetworkIsolated: false, descriptors: [control, lifeline])
        }
        guard csystem_unshare() == 0, csystem_raise_loopback() == 0 else {
            throw WorkerFault("the worker cannot leave the network: \(message(errno))")
        }
        let child = csystem_fork()
        guard child >= 0 else { throw WorkerFault("the worker cannot fork: \(message(errno))") }
        if child > 0 {
            for descriptor in [0, 1, 2, control] { close(descriptor) }
            shelter(child, until: lifeline)
        }
        close(lifeline)
        csystem_die_with_parent()
        return Confinement(
            process: hostProcess, isNetworkIsolated: true, descriptors: [control])
    }

    /// Waits until the child ends, and ends it when the harness does: nothing else can, as a first
    /// process is deaf to signals of its own namespace, and a guest can undo the rest.
    private static func shelter(_ child: pid_t, until lifeline: Int32) -> Never {
        let handle = csystem_open_process(child)
        var entries = [lifeline, handle].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            // Where a process has no descriptor, it is asked now and then.
            poll(&entries, nfds_t(entries.count), handle < 0 ? 50 : -1)
            if entries[0].revents != 0 { kill(child, SIGKILL) }
        }
        if case .signalled(let number) = ProcessEnd(status: status) {
            csystem_limit(CSystemCoreSize, 0)
            signal(number, SIG_DFL)
            kill(getpid(), number)
        }
        _exit(status >> 8 & 0xff)
    }

    private static var hostProcess: pid_t {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = readlink("/proc/self", &buffer, buffer.count)
        let text = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        return pid_t(text) ?? getpid()
    }

    /// Opens the socket that is all a guest can reach.
    func listen() throws(WorkerFault) -> (descriptor: Int32, port: UInt16) {
        var port: UInt16 = 0
        let descriptor = csystem_listen(&port)
        guard descriptor >= 0 else {
            throw WorkerFault("no listener can be opened: \(message(errno))")
        }
        return (descriptor, port)
    }

    /// Enters the working directory and, for guests, gives up rights and takes limits, for good.
    /// Returns the private user, if this process could become one.
    func seal(_ setup: WorkerSetup) throws(WorkerFault) -> UInt32? {
        guard chdir(setup.workingDirectory) == 0 else {
            throw WorkerFault(
                "'\(setup.workingDirectory)' cannot be entered: \(message(errno))")
        }
        guard let limits = setup.limits else { return nil }
        csystem_adopt_orphans()
        let user = dropPrivileges(setup.workingDirectory)
        // Becoming another user has taken this back.
        if isNetworkIsolated { csystem_die_with_parent() }
        let isCountedAlone =
            user != nil || isNetworkIsolated && csystem_can_fork_within(limits.processes)
        let others = isCountedAlone ? 1 : UInt64(max(csystem_tasks_of_user(), 0))
        csystem_limit(CSystemCoreSize, 0)
        csystem_limit(CSystemAddressSpace, limits.memory)
        csystem_limit(CSystemFileSize, limits.fileSize)
        csystem_limit(CSystemOpenFiles, limits.openFiles)
        csystem_limit(CSystemProcesses, others + limits.processes)
        return user
    }

    private func dropPrivileges(_ directory: String) -> UInt32? {
        if getuid() == 0 {
            let number = UInt32(bitPattern: process)
            // A container may map only the first 65536 users.
            for user in [0x4000_0000 + number, 60_000 + number % 5000] {
                guard chown(directory, user, user) == 0 else { continue }
                if csystem_drop_to_user(user) == 0 { return user }
            }
        }
        csystem_drop_capabilities()
        return nil
    }
}
