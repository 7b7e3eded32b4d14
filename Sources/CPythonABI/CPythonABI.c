#include "PythonHeader.h"

#include "CPythonABI.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Each pointer takes its prototype from Python.h, so that a wrong call does not compile.
#define STABLE_FUNCTIONS(X)     \
    X(Py_CompileString)         \
    X(Py_DecRef)                \
    X(PyBytes_AsStringAndSize)  \
    X(PyDict_GetItemString)     \
    X(PyDict_SetItemString)     \
    X(PyErr_CheckSignals)       \
    X(PyErr_Clear)              \
    X(PyErr_Fetch)              \
    X(PyErr_NormalizeException) \
    X(PyEval_EvalCode)          \
    X(PyEval_GetBuiltins)       \
    X(PyImport_AddModule)       \
    X(PyModule_GetDict)         \
    X(PyObject_CallFunctionObjArgs) \
    X(PyObject_Str)             \
    X(PyOS_AfterFork_Child)     \
    X(PyOS_AfterFork_Parent)    \
    X(PyOS_BeforeFork)          \
    X(PyUnicode_AsEncodedString) \
    X(PyUnicode_Decode)

// PyConfig is outside the stable ABI: its size is unknown here, so it is an opaque buffer that is
// larger than in any version, and PyStatus is declared as every version from 3.8 on has it.
typedef union {
    char bytes[8192];
    long long alignment;
} OpaqueConfig;

typedef struct {
    int kind;
    const char *function;
    const char *message;
    int exit_code;
} Status;

static struct {
#define X(name) __typeof__(&name) name;
    STABLE_FUNCTIONS(X)
#undef X
    void (*PyConfig_InitPythonConfig)(OpaqueConfig *);
    Status (*PyConfig_SetBytesArgv)(OpaqueConfig *, Py_ssize_t, char *const *);
    void (*PyConfig_Clear)(OpaqueConfig *);
    Status (*Py_InitializeFromConfig)(const OpaqueConfig *);
    int (*PyStatus_Exception)(Status);
} py;

static PyObject *driver;
static PyObject *service;

// What C would need many calls for. A reference to each is kept before any guest code runs.
static const char service_source[] =
    "import gc, sys, traceback\n"
    "def describe(kind, value, trace, format=traceback.format_exception):\n"
    "    return ''.join(format(kind, value, trace))[-1048576:]\n"
    "def flush():\n"
    "    for stream in (sys.stdout, sys.stderr):\n"
    "        try:\n"
    "            stream.flush()\n"
    "        except Exception:\n"
    "            pass\n"
    "def freeze(collect=gc.collect, freeze=gc.freeze):\n"
    "    collect()\n"
    "    freeze()\n";

static void set_text(CPythonText *text, const char *bytes, size_t length) {
    text->bytes = malloc(length + 1);
    text->length = text->bytes ? length : 0;
    if (text->bytes) {
        memcpy(text->bytes, bytes, length);
        text->bytes[length] = 0;
    }
}

static void print_text(CPythonText *text, const char *format, ...) {
    char buffer[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    set_text(text, buffer, strlen(buffer));
}

static void *found(void *library, const char *name, CPythonText *text) {
    void *symbol = dlsym(library, name);
    if (!symbol && !text->bytes) print_text(text, "the library has no function '%s'", name);
    return symbol;
}

_Bool cpython_load(const char *path, CPythonText *text) {
    *text = (CPythonText){0};
    // Extension modules find the interpreter's symbols only when they are global.
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    if (!library) {
        print_text(text, "%s", dlerror());
        return 0;
    }
#define X(name) py.name = (__typeof__(py.name))found(library, #name, text);
    STABLE_FUNCTIONS(X)
    X(PyConfig_InitPythonConfig)
    X(PyConfig_SetBytesArgv)
    X(PyConfig_Clear)
    X(Py_InitializeFromConfig)
    X(PyStatus_Exception)
#undef X
    return !text->bytes;
}

/// Moves the text of a str into `text`; false when it is no str. Releases `object`.
static _Bool take_text(PyObject *object, CPythonText *text) {
    char *bytes = NULL;
    Py_ssize_t length = 0;
    PyObject *encoded =
        object ? py.PyUnicode_AsEncodedString(object, "utf-8", "backslashreplace") : NULL;
    _Bool taken = encoded && py.PyBytes_AsStringAndSize(encoded, &bytes, &length) == 0;
    if (taken) set_text(text, bytes, (size_t)length);
    py.Py_DecRef(encoded);
    py.Py_DecRef(object);
    return taken;
}

/// Turns the pending exception into its traceback, or at least into the name of its type.
static CPythonEnding raised(CPythonText *text) {
    PyObject *kind = NULL, *value = NULL, *trace = NULL, *described = NULL;
    py.PyErr_Fetch(&kind, &value, &trace);
    py.PyErr_NormalizeException(&kind, &value, &trace);
    PyObject *describe = service ? py.PyDict_GetItemString(service, "describe") : NULL;
    if (kind && value && trace && describe)
        described = py.PyObject_CallFunctionObjArgs(describe, kind, value, trace, NULL);
    if (!take_text(described, text)) {
        py.PyErr_Clear();
        if (!kind || !take_text(py.PyObject_Str(kind), text))
            print_text(text, "an exception that could not be described");
        py.PyErr_Clear();
    }
    py.Py_DecRef(kind);
    py.Py_DecRef(value);
    py.Py_DecRef(trace);
    return CPythonRaised;
}

/// Executes source in the module `name`, which also stands in sys.modules as dataclasses require.
static PyObject *executed(const char *name, const char *source, CPythonText *text) {
    PyObject *module = py.PyImport_AddModule(name);
    PyObject *globals = module ? py.PyModule_GetDict(module) : NULL;
    if (globals) py.PyDict_SetItemString(globals, "__builtins__", py.PyEval_GetBuiltins());
    char file[64];
    snprintf(file, sizeof file, "<%s>", name);
    PyObject *code = globals ? py.Py_CompileString(source, file, Py_file_input) : NULL;
    PyObject *result = code ? py.PyEval_EvalCode(code, globals, globals) : NULL;
    if (!result) raised(text);
    py.Py_DecRef(code);
    py.Py_DecRef(result);
    return result ? globals : NULL;
}

_Bool cpython_start(const char *program, CPythonText *text) {
    *text = (CPythonText){0};
    OpaqueConfig config = {{0}};
    py.PyConfig_InitPythonConfig(&config);
    char *arguments[] = {(char *)program, NULL};
    Status status = py.PyConfig_SetBytesArgv(&config, 1, arguments);
    if (!py.PyStatus_Exception(status)) status = py.Py_InitializeFromConfig(&config);
    py.PyConfig_Clear(&config);
    if (py.PyStatus_Exception(status)) {
        const char *reason = status.message;
        print_text(text, "%s", reason ? reason : "the interpreter refuses to start");
        return 0;
    }
    service = executed("assay_service", service_source, text);
    return service != NULL;
}

CPythonEnding cpython_execute(const char *source, CPythonText *text) {
    *text = (CPythonText){0};
    driver = executed("assay_driver", source, text);
    return driver ? CPythonReturned : CPythonRaised;
}

CPythonEnding cpython_call(
    const char *function, const char *argument, size_t length, CPythonText *text
) {
    *text = (CPythonText){0};
    PyObject *callee = driver ? py.PyDict_GetItemString(driver, function) : NULL;
    if (!callee) {
        print_text(text, "NameError: the driver has no function '%s'\n", function);
        return CPythonRaised;
    }
    PyObject *received = py.PyUnicode_Decode(argument, (Py_ssize_t)length, "utf-8", "strict");
    PyObject *result =
        received ? py.PyObject_CallFunctionObjArgs(callee, received, NULL) : NULL;
    py.Py_DecRef(received);
    if (!result) return raised(text);
    if (take_text(result, text)) return CPythonReturned;
    py.PyErr_Clear();
    print_text(text, "TypeError: a driver's function must return a str\n");
    return CPythonRaised;
}

void cpython_forget_interrupt(void) {
    if (py.PyErr_CheckSignals() != 0) py.PyErr_Clear();
}

static void call_service(const char *name) {
    PyObject *function = py.PyDict_GetItemString(service, name);
    PyObject *result = function ? py.PyObject_CallFunctionObjArgs(function, NULL) : NULL;
    if (!result) py.PyErr_Clear();
    py.Py_DecRef(result);
}

void cpython_flush(void) { call_service("flush"); }

void cpython_freeze(void) { call_service("freeze"); }

int cpython_fork(void) {
    py.PyOS_BeforeFork();
    pid_t child = fork();
    if (child == 0)
        py.PyOS_AfterFork_Child();
    else
        py.PyOS_AfterFork_Parent();
    return child;
}

void cpython_free(CPythonText text) { free(text.bytes); }
