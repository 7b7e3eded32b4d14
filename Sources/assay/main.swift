// assay: arguments, files and exit codes.
import EmbeddedPython

PythonWorkerMain.runIfWorker()
