// PythonEmitter: a service in, the files of a Python package out; it knows no document format.
