"""The validator of draft-07 with exact numbers and ECMA-262 patterns, and the texts it reads."""

SIZES = "minLength maxLength minItems maxItems minProperties maxProperties".split()
BOUNDS = "minimum maximum exclusiveMinimum exclusiveMaximum".split()
LISTED: dict[int, tuple[list, set]] = {}
REFUSAL = {"not": True}
TYPES = {"null", "boolean", "integer", "number", "string", "array", "object"}


class Library:
    """The texts of one reading, and a judge for each schema that was asked for."""

    def __init__(self):
        self.texts = {}
        self.missing = set()
        self.bases = set()
        self.anchors = {}
        self.judges = {}
        self.places = None
        self.specification = referencing.Specification(
            name="draft-07 in a document",
            id_of=own_id,
            subresources_of=lambda contents: [],
            anchors_in=self.anchors_in,
            maybe_in_subresource=self.enter,
        )
        self.registry = referencing.Registry(retrieve=self.retrieve).with_resources(builtin())

    def add(self, uri, text, ways):
        """A text with the ways to the schemas in it that state '$id', outer ones first."""
        self.texts[uri] = text
        self.judges = {}
        self.places = None
        found = [(uri, self.resource(text))]
        if ways is None:
            ways = [way for way, part in parts(text) if own_id(part) or local_id(part)]
        bases = {(): (uri, text)}
        for way in map(tuple, ways):
            schema = step(text, way)
            base, root = next(
                bases[way[:count]] for count in range(len(way), -1, -1) if way[:count] in bases
            )
            if local_id(schema):
                anchor = referencing.Anchor(local_id(schema), self.resource(schema))
                self.anchors.setdefault(id(root), []).append(anchor)
            elif own_id(schema):
                base = urllib.parse.urldefrag(urllib.parse.urljoin(base, own_id(schema))).url
                bases[way] = (base, schema)
                self.bases.add(id(schema))
                found.append((base, self.resource(schema)))
        self.registry = self.registry.with_resources(found).crawl()

    def resource(self, contents):
        return referencing.Resource(contents, self.specification)

    def anchors_in(self, specification, contents):
        return self.anchors.get(id(contents), [])

    def enter(self, segments, resolver, subresource):
        """The resolver behind one step of a pointer, where a schema's '$id' changes the base."""
        known = id(subresource.contents) in self.bases
        return resolver.in_subresource(subresource) if known else resolver

    def retrieve(self, uri):
        self.missing.add(uri)
        raise referencing.exceptions.NoSuchResource(ref=uri)

    def judge(self, schema):
        if schema not in self.judges:
            self.judges[schema] = Judge({"$ref": schema}, registry=self.registry)
        return self.judges[schema]

    def answer(self, schema, instance):
        """None for a valid instance, else the problem, the way to it, and the schema's place."""
        errors = itertools.islice(self.judge(schema).iter_errors(instance), 20)
        best = jsonschema.exceptions.best_match(errors)
        return None if best is None else self.described(best)

    def errors(self, schema, instance):
        errors = itertools.islice(self.judge(schema).iter_errors(instance), 1000)
        return [self.described(jsonschema.exceptions.best_match([error])) for error in errors]

    def described(self, error):
        return {
            "problem": phrase(error),
            "at": [str(token) for token in error.absolute_path],
            "schema": self.place(error.schema),
            "keyword": error.validator,
        }

    def place(self, schema):
        """[URI of the text, way] of a schema that stands in it; None for a boolean."""
        if self.places is None:
            self.places = {
                id(part): [uri, list(way)]
                for uri, text in self.texts.items()
                for way, part in parts(text)
            }
        return self.places.get(id(schema))


def parts(root):
    """Every object within a value with the way to it, outer ones first."""
    open_ends = [((), root)] if isinstance(root, (dict, list)) else []
    while open_ends:
        way, value = open_ends.pop()
        if isinstance(value, dict):
            yield way, value
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for token, part in steps:
            if isinstance(part, (dict, list)):
                open_ends.append(((*way, str(token)), part))


def own_id(schema):
    """The '$id' of a schema that gives it a URI; beside '$ref' it counts for nothing."""
    uri = schema.get("$id") if isinstance(schema, dict) and "$ref" not in schema else None
    return uri if isinstance(uri, str) and not uri.startswith("#") and is_uri(uri) else None


@functools.lru_cache(maxsize=4096)
def is_uri(text):
    """Whether the library can take it apart; it raises at 'http://['."""
    try:
        return bool(urllib.parse.urljoin("file:///", text))
    except ValueError:
        return False


def local_id(schema):
    """The name that a '$id' like '#name' gives a schema."""
    uri = schema.get("$id") if isinstance(schema, dict) and "$ref" not in schema else None
    return uri[1:] if isinstance(uri, str) and uri.startswith("#") and len(uri) > 1 else None


def builtin():
    """The meta-schema of draft-07 by every URI that OpenRPC and its meta-schemas name it by."""
    draft = jsonschema.Draft7Validator.META_SCHEMA
    reference = {"properties": {"$ref": draft["properties"]["$ref"]}}
    tools = {"allOf": [{"$ref": draft["$id"]}], "definitions": {"JSONSchemaObject": reference}}
    known = {"json-schema.org/draft-07/schema": draft, "meta.json-schema.tools": tools}
    for uri, schema in known.items():
        resource = referencing.Resource(schema, referencing.jsonschema.DRAFT7)
        for scheme in ("http", "https"):
            yield "%s://%s" % (scheme, uri), resource
            yield "%s://%s/" % (scheme, uri), resource


def is_number(checker, value):
    if isinstance(value, Unbounded):
        raise Undecided("a number is out of range")
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


def is_integer(checker, value):
    if not is_number(checker, value) or isinstance(value, int):
        return is_number(checker, value)
    return value.as_tuple().exponent >= 0 or value == value.to_integral_value()


def multiple_of(judge, factor, instance, schema):
    if not judge.is_type(instance, "number"):
        return
    if isinstance(instance, int) and isinstance(factor, int):
        rest = instance % factor
    else:
        left, right = decimal.Decimal(instance), decimal.Decimal(factor)
        limit = decimal.Context(prec=9000, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
        try:
            rest = limit.remainder(left, right)
        except decimal.DecimalException:
            raise Undecided("a number is out of range") from None
    if rest != 0:
        yield jsonschema.ValidationError("is no multiple")


def pattern(judge, source, instance, schema):
    if judge.is_type(instance, "string") and not matches(source, instance):
        yield jsonschema.ValidationError("does not match")


def pattern_properties(judge, patterns, instance, schema):
    if not judge.is_type(instance, "object"):
        return
    for source, part in patterns.items():
        for name, value in instance.items():
            if matches(source, name):
                yield from judge.descend(value, part, path=name, schema_path=source)


def additional_properties(judge, part, instance, schema):
    if not judge.is_type(instance, "object"):
        return
    known = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    for name, value in instance.items():
        if name in known or any(matches(source, name) for source in patterns):
            continue
        if part is False:
            yield jsonschema.ValidationError(
                "has the member '%s', which no schema knows" % shortened(name)
            )
        else:
            yield from judge.descend(value, part, path=name)


def additional_items(judge, part, instance, schema):
    known = schema.get("items")
    if not judge.is_type(instance, "array") or not isinstance(known, list):
        return
    for index in range(len(known), len(instance)):
        if part is False:
            yield jsonschema.ValidationError("has more than %d elements" % len(known))
            return
        yield from judge.descend(instance[index], part, path=index)


def property_names(judge, part, instance, schema):
    for name in instance if judge.is_type(instance, "object") else ():
        if next(judge.descend(name, part), None) is not None:
            yield jsonschema.ValidationError(
                "has the name '%s', which 'propertyNames' refuses" % shortened(name)
            )


def unique_items(judge, asked, instance, schema):
    stock = jsonschema.Draft7Validator.VALIDATORS["uniqueItems"]
    if judge.is_type(instance, "array") and any(isinstance(each, Unbounded) for each in instance):
        raise Undecided("a number is out of range")
    return stock(judge, asked, instance, schema)


def enum(judge, values, instance, schema):
    """By hash: a schema of many values is asked about each of them."""
    if id(values) not in LISTED:
        LISTED[id(values)] = (values, set(map(key, values)))
    if key(instance) not in LISTED[id(values)][1]:
        yield jsonschema.ValidationError("is not listed")


def key(value):
    """Equal for equal values alone: 1 and 1.0 are one number, true is none."""
    if isinstance(value, dict):
        return "object", frozenset((name, key(part)) for name, part in value.items())
    if isinstance(value, list):
        return "array", tuple(map(key, value))
    if isinstance(value, Unbounded):
        raise Undecided("a number is out of range")
    return isinstance(value, bool), value


def is_names(value):
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_schema(value):
    return isinstance(value, (bool, dict))


def is_schemas(value):
    return isinstance(value, list) and all(map(is_schema, value))


def is_schema_map(value):
    return isinstance(value, dict) and all(map(is_schema, value.values()))


def is_bound(value):
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


FORMS = {
    "$ref": lambda value: isinstance(value, str),
    "additionalItems": is_schema,
    "additionalProperties": is_schema,
    "allOf": is_schemas,
    "anyOf": is_schemas,
    "contains": is_schema,
    "dependencies": lambda value: (
        isinstance(value, dict)
        and all(is_schema(each) or is_names(each) for each in value.values())
    ),
    "enum": lambda value: isinstance(value, list),
    "if": is_schema,
    "items": lambda value: is_schema(value) or is_schemas(value),
    "multipleOf": lambda value: is_bound(value) and value > 0,
    "not": is_schema,
    "oneOf": is_schemas,
    "pattern": lambda value: isinstance(value, str),
    "patternProperties": is_schema_map,
    "properties": is_schema_map,
    "propertyNames": is_schema,
    "required": is_names,
    "type": lambda value: value in TYPES if isinstance(value, str) else is_types(value),
    "uniqueItems": lambda value: isinstance(value, bool),
    **dict.fromkeys(BOUNDS, is_bound),
    **dict.fromkeys(SIZES, lambda value: is_bound(value) and value >= 0),
}


def is_types(value):
    return is_names(value) and all(each in TYPES for each in value)


OURS = {
    "enum": enum,
    "pattern": pattern,
    "patternProperties": pattern_properties,
    "additionalProperties": additional_properties,
    "additionalItems": additional_items,
    "propertyNames": property_names,
    "multipleOf": multiple_of,
    "uniqueItems": unique_items,
}


def guarded(keyword, work):
    """The keyword's work where its value is of the form that draft-07 gives it."""
    form = FORMS.get(keyword)

    def guard(judge, value, instance, schema):
        if form is not None and not form(value):
            raise Undecided("'%s' of a schema is not what draft-07 makes it" % keyword)
        return work(judge, value, instance, schema)

    return guard


def evolve(judge, **changes):
    """The same judge for a part, whatever dialect its '$schema' states: OpenRPC's is draft-07."""
    schema = changes.get("schema")
    if isinstance(schema, dict) and "$schema" in schema:
        changes["schema"] = {name: part for name, part in schema.items() if name != "$schema"}
    return STOCK_EVOLVE(judge, **changes)


def descend(judge, instance, schema, *rest, **more):
    """The same, but that the errors of a schema 'false' have a place like all others."""
    return STOCK_DESCEND(judge, instance, REFUSAL if schema is False else schema, *rest, **more)


Judge = jsonschema.validators.extend(
    jsonschema.Draft7Validator,
    validators={
        keyword: guarded(keyword, OURS.get(keyword, work))
        for keyword, work in jsonschema.Draft7Validator.VALIDATORS.items()
        if keyword != "format"
    },
    type_checker=jsonschema.Draft7Validator.TYPE_CHECKER.redefine_many(
        {"number": is_number, "integer": is_integer}
    ),
)
STOCK_EVOLVE, STOCK_DESCEND = Judge.evolve, Judge.descend
Judge.evolve, Judge.descend = evolve, descend
