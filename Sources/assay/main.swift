// assay: arguments, files and exit codes. It decides nothing that a library could decide.

import EmbeddedPython
import Glibc

// A worker is this very program; it must branch off before anything starts a thread.
PythonWorkerMain.runIfWorker()

// A peer that goes away is an error value, never a signal.
signal(SIGPIPE, SIG_IGN)
exit(CommandLineTool.run(CommandLine.arguments.dropFirst()))
