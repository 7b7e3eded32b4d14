// CPythonABI: the stable-ABI functions of a libpython, loaded at run time.
