// bench: the measurements that need this project's own code, for scripts/bench. It prints figures
// and judges nothing.

import EmbeddedPython
import Foundation
import WireJSON

PythonWorkerMain.runIfWorker()

switch CommandLine.arguments.dropFirst().first {
case "json": JSONBench.run(Array(CommandLine.arguments.dropFirst(2)))
case "case": try CaseBench.run(Array(CommandLine.arguments.dropFirst(2)))
case "lint": LintBench.run(Array(CommandLine.arguments.dropFirst(2)))
case "lint-rules": try LintBench.rules(Array(CommandLine.arguments.dropFirst(2)))
case "lint-mutations": try LintMutations.run(Array(CommandLine.arguments.dropFirst(2)))
case "fuzz": exit(FuzzRun.run(Array(CommandLine.arguments.dropFirst(2))))
default:
    print(
        """
        usage: bench json FILE… | bench case PYTHON DIRECTORY | bench lint FILE
             | bench lint-rules FILE | bench lint-mutations COUNT FILE…
             | bench fuzz CARRIER ADDRESS
        """)
    exit(64)
}
