// Finds Python.h without compiler flags: `docs/decisions/python-headers.md` says why. Any supported
// version will do, as the limited API has the same prototypes in all of them.
#ifndef PYTHON_HEADER_H
#define PYTHON_HEADER_H

#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN

#if __has_include(<Python.h>)
#include <Python.h>
#elif __has_include(<python3.11/Python.h>)
#include <python3.11/Python.h>
#elif __has_include(<python3.12/Python.h>)
#include <python3.12/Python.h>
#elif __has_include(<python3.13/Python.h>)
#include <python3.13/Python.h>
#elif __has_include(<python3.14/Python.h>)
#include <python3.14/Python.h>
#elif __has_include(<python3.15/Python.h>)
#include <python3.15/Python.h>
#elif __has_include(<python3.10/Python.h>)
#include <python3.10/Python.h>
#elif __has_include(<python3.9/Python.h>)
#include <python3.9/Python.h>
#else
#error "no Python.h in /usr/include; install libpython3-dev"
#endif

#endif
