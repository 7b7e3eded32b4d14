// assay: arguments, files and exit codes.
