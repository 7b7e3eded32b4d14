// CPythonABI: the stable-ABI functions of a libpython, loaded at run time. Text in, text out: no
// Python object and no Python header is visible from Swift. One libpython per process, never
// finalised, used by one thread.
#ifndef CPYTHON_ABI_H
#define CPYTHON_ABI_H

#include <stddef.h>

/// UTF-8 text owned by the caller, freed with `cpython_free`; lone surrogates arrive as `\udXXX`.
typedef struct {
    char *bytes;
    size_t length;
} CPythonText;

/// How a call into the interpreter ended.
typedef enum {
    CPythonReturned = 0,
    CPythonRaised = 1,
} CPythonEnding;

/// Loads the library globally and finds every function; false on failure, the reason in `text`.
_Bool cpython_load(const char *library, CPythonText *text);

/// Starts the interpreter as if `program` (a path to a python, also of a venv) had been run.
_Bool cpython_start(const char *program, CPythonText *text);

/// Executes trusted source in the module that `cpython_call` looks its functions up in.
CPythonEnding cpython_execute(const char *source, CPythonText *text);

/// Calls a function (text) -> text of that module; when it raises, `text` is the traceback.
CPythonEnding cpython_call(
    const char *function, const char *argument, size_t length, CPythonText *text);

/// Forgets an interrupt that arrived too late for the call it was meant for.
void cpython_forget_interrupt(void);

/// Flushes Python's standard streams, whatever they are by now.
void cpython_flush(void);

/// Collects garbage once and takes all that lives out of later collections: forks stay cheap.
void cpython_freeze(void);

/// `fork` by the interpreter's protocol: 0 in the child, its id in the parent, -1 on failure.
int cpython_fork(void);

/// Frees what a call handed out.
void cpython_free(CPythonText text);

#endif
