"""Errors of jsonschema in the harness's words."""


def phrase(error):
    """What is wrong, with the place inside the value: "'/tags/0' is 7, not of type string"."""
    way = "".join("/" + escaped(str(token)) for token in error.absolute_path)
    subject = "'%s'" % shortened(way, 120) if way else "it"
    if error.validator is None or error.schema is REFUSAL:
        return "%s must not be there" % subject
    if error.validator == "oneOf" and not error.context:
        return "%s is %s, valid by more than one schema of 'oneOf'" % (
            subject,
            shown(error.instance),
        )
    make = PHRASES.get(error.validator)
    text = make(error.instance, error.validator_value) if make else error.message
    return "%s %s" % (subject, text)


def escaped(token):
    return token.replace("~", "~0").replace("/", "~1")


def shortened(text, limit=60):
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(value, limit=60):
    """The beginning of a value's JSON text."""
    text = ""
    for piece in pieces(value):
        text += piece
        if len(text) > limit:
            break
    return shortened(text, limit)


def pieces(value):
    if isinstance(value, dict):
        yield "{"
        for index, (name, part) in enumerate(value.items()):
            yield "%s%s: " % (", " if index else "", spelled(name))
            yield from pieces(part)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for index, part in enumerate(value):
            yield ", " if index else ""
            yield from pieces(part)
        yield "]"
    elif isinstance(value, decimal.Decimal):
        yield str(value)
    else:
        yield spelled(value)


def spelled(value):
    return json.dumps(value[:200] if isinstance(value, str) else value, ensure_ascii=False)


def types(expected):
    return " or ".join(expected) if isinstance(expected, list) else expected


def counted(count, noun):
    return "%s %s%s" % (count, noun, "" if count == 1 else "s")


def absent(instance, names):
    return "has no member '%s'" % shortened(next(name for name in names if name not in instance))


def unlisted(instance, values):
    first = ", ".join(shown(value, 30) for value in values[:5])
    more = ", …" if len(values) > 5 else ""
    return "is %s, none of %s%s" % (shown(instance), first, more)


def dependent(instance, dependencies):
    for name, needed in dependencies.items():
        for each in needed if name in instance and isinstance(needed, list) else ():
            if each not in instance:
                return "has '%s' without '%s'" % (shortened(name), shortened(each))
    return "lacks what one of its members depends on"


def choice(keyword):
    def text(instance, schemas):
        count = "the only schema" if len(schemas) == 1 else "the %d schemas" % len(schemas)
        none = "not valid by" if len(schemas) == 1 else "valid by none of"
        return "is %s, %s %s of '%s'" % (shown(instance), none, count, keyword)

    return text


def compared(text):
    return lambda instance, bound: "is %s, %s %s" % (shown(instance), text, shown(bound))


def sized(text, noun):
    return lambda instance, bound: (
        "has %s, %s %s"
        % (
            counted(len(instance), noun),
            text,
            shown(bound),
        )
    )


PHRASES = {
    "type": lambda value, expected: "is %s, not of type %s" % (shown(value), types(expected)),
    "enum": unlisted,
    "const": lambda value, expected: "is %s, not %s" % (shown(value), shown(expected)),
    "required": absent,
    "dependencies": dependent,
    "pattern": lambda value, source: (
        "is %s, which does not match '%s'" % (shown(value), shortened(source, 80))
    ),
    "minimum": compared("less than"),
    "maximum": compared("more than"),
    "exclusiveMinimum": compared("not more than"),
    "exclusiveMaximum": compared("not less than"),
    "multipleOf": compared("no multiple of"),
    "minLength": sized("fewer than", "character"),
    "maxLength": sized("more than", "character"),
    "minItems": sized("fewer than", "element"),
    "maxItems": sized("more than", "element"),
    "minProperties": sized("fewer than", "member"),
    "maxProperties": sized("more than", "member"),
    "uniqueItems": lambda value, asked: "has an element twice",
    "contains": lambda value, part: "has no element that is valid by 'contains'",
    "not": lambda value, part: "is %s, which 'not' refuses" % shown(value),
    "anyOf": choice("anyOf"),
    "oneOf": choice("oneOf"),
}
