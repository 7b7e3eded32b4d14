"""What the trial of the server suite takes for granted: which faults are seeded, and exceptions."""

# Every rules aberration is seeded, and these of the other levels: what a server says, and what HTTP
# says of JSON-RPC. Other transport aberrations are about callers, and are tried on clients.
SAID = """
    id-missing id-wrong version-missing version-one neither-result-nor-error result-and-error
    reply-twice no-reply single-in-array batch-short batch-doubled notification-answered
    invalid-utf8 byte-order-mark duplicate-id not-json content-type-html notification-with-body
    http-500-with-reply
""".split()

# Faults that no case can notice.
UNCAUGHT = {
    "strips-byte-order-mark": "RFC 8259 section 8.1 lets a reader skip the mark",
    "first-duplicate-counts":
        "which of two members with one name counts is the server's own affair",
}

# Requirements that no fault breaks.
UNPROVOKED = {}

# Cases and checks that no fault provokes.
SILENT = {}

# Faults that spoil what nearly every case has to look at: far more than their own cases fail.
BROAD = {
    "every reply": """
        single-in-array not-json invalid-utf8 byte-order-mark no-reply neither-result-nor-error
        result-and-error http-500-with-reply""",
    "every id": "number-ids-as-text id-missing id-wrong duplicate-id",
    "every error": "codes-as-text codes-with-fraction",
    "every call without params": "refuses-absent-params",
    "every call of a method that is not there": """
        unknown-method-as-invalid-request unknown-method-as-6969""",
    "every invalid request": "invalid-request-as-parse-error invalid-request-as-internal-error",
    "every notification": "notification-with-body notification-answered",
    "every batch": "batches-refused batch-short batch-doubled",
}

# Cases that fail as a consequence, though they are about something else: they show the whole reply.
CONSEQUENCES = {
    "accepts-missing-version": "precedence/request-before-method request/version-in-capitals",
    "refuses-unknown-members": "every-reply/id-of-request request/id-in-capitals",
    "members-in-any-case": "every-reply/id-of-request",
    "method-before-request": "request/version-in-capitals",
    "params-before-method": "text/members-in-any-order",
    "accepts-scalar-params": "precedence/params-kind-before-method",
    "accepts-absent-params": """
        precedence/params-without-method-fault precedence/params-before-handler""",
    "accepts-any-params": """
        precedence/params-without-method-fault precedence/params-before-handler""",
    "accepts-boolean-ids": "every-reply/id",
    "accepts-structured-ids": "every-reply/id",
    "text-ids-as-numbers": "batch/mixed batch/mixed-without-known",
    "answers-notifications": "batch/mixed notification/is-done request/id-in-capitals",
    "answers-good-notifications": "notification/is-done",
    "answers-failed-notifications": "request/id-in-capitals",
    "answers-notifications-in-batches": "batch/mixed",
    "results-with-null-error": "method/known",
    "unknown-id-left-out": "batch/mixed",
    "unknown-id-as-zero": "batch/mixed",
    "params-backwards": "errors/handler-then-call",
    "inner-values-dropped": "discover/methods",
    "parse-error-as-invalid-request": "parse/byte-order-mark",
    "parse-error-as-6969": "ids/lone-surrogate parse/byte-order-mark",
    "invalid-params-as-internal-error": "params/wrong-case",
    "invalid-params-as-6969": "params/wrong-case",
    "internal-error-as-6969": "sweep/fail/example-1",
    "application-codes-reserved": "errors/data-absent sweep/note.get/* sweep/refuse/*",
    "messages-null": "errors/data-absent",
    "messages-left-out": "errors/data-absent",
    "messages-with-trace": "errors/data-absent",
    "batch-first-only": "batch/with-notification",
    "batch-drops-errors": """
        batch/equal-ids batch/ids-of-two-types batch/one batch/with-failing-notification
        batch/with-notification""",
    "batch-stops-at-error": """
        batch/equal-ids batch/ids-of-two-types batch/nested-requests batch/with-notification""",
    "batch-of-notifications-as-empty-array": "every-reply/objects",
    "batch-of-one-as-single": "batch/nested-empty batch/with-failing-notification",
    "batch-null-for-notifications": "batch/mixed every-reply/objects",
    "nested-batches": "every-reply/objects",
    "empty-batch-as-empty-array": "every-reply/objects",
    "refuses-white-space": """
        every-reply/id-of-request precedence/request-without-parse-fault text/version-escaped""",
    "version-missing": "method/known",
    "version-one": "method/known",
    "reply-twice": "errors/handler-then-call every-reply/id-of-request notification/is-done",
}
