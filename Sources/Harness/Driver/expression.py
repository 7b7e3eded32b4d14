"""Regular expressions of ECMA-262 as Python's, where both can mean the same."""

SPACE = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
GROUPS = ("(?:", "(?=", "(?!", "(?<=", "(?<!")
CONTROLS = {"t": "\\t", "n": "\\n", "v": "\\v", "f": "\\f", "r": "\\r"}
CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": SPACE}
QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def matches(source, text):
    """Whether the expression is found in the text; undecided where readers differ."""
    if expression(source).search(text):
        return True
    # By UTF-16 code units, as without the flag 'u', the answer can be another.
    if any(letter > "\uffff" for letter in text):
        raise Undecided("a pattern meets a character beyond the basic plane")
    return False


@functools.lru_cache(maxsize=4096)
def expression(source):
    try:
        return re.compile(Translation(source).text(), re.ASCII)
    except (re.error, OverflowError) as error:
        raise Undecided("the pattern '%s' has no like here: %s" % (source[:80], error)) from None


class Translation:
    """One expression, read from left to right."""

    def __init__(self, source):
        self.source = source
        self.at = 0

    def text(self):
        out = []
        while self.at < len(self.source):
            out.append(self.piece())
        return "".join(out)

    def rest(self, start):
        return self.source.startswith(start, self.at)

    def take(self, count=1):
        self.at += count
        return self.source[self.at - count : self.at]

    def piece(self):
        letter = self.source[self.at]
        if letter == "\\":
            return self.escape()
        if letter == "[":
            return self.character_class()
        if letter == "(":
            return self.group()
        if letter == "{":
            return self.quantifier()
        self.take()
        if letter == ".":
            return "[^\\n\\r\\u2028\\u2029]"
        if letter == "$":
            return "\\Z"
        if letter in "*+?" and self.rest("+"):
            raise Undecided("a pattern repeats a repetition")
        return letter if letter in "^*+?|)" else re.escape(letter)

    def group(self):
        for start in GROUPS:
            if self.rest(start):
                return self.take(len(start))
        if self.rest("(?<"):
            self.take(3)
            return "(?P<%s>" % self.name()
        if self.rest("(?"):
            raise Undecided("a pattern has a group that ECMA-262 does not know")
        return self.take()

    def name(self):
        found = NAME.match(self.source, self.at)
        if not found or self.source[found.end() : found.end() + 1] != ">":
            raise Undecided("a pattern names a group as Python does not")
        self.take(len(found.group()) + 1)
        return found.group()

    def quantifier(self):
        found = QUANTIFIER.match(self.source, self.at)
        if found:
            text = self.take(len(found.group()))
            if self.rest("+"):
                raise Undecided("a pattern repeats a repetition")
            return text
        if re.match(r"\{,[0-9]*\}", self.source[self.at :]):
            raise Undecided("a pattern has a repetition without a lower bound")
        return re.escape(self.take())

    def escape(self):
        self.take()
        letter = self.source[self.at : self.at + 1]
        if letter and letter in "dDwWbB":
            return "\\" + self.take()
        if letter == "s":
            self.take()
            return "[%s]" % SPACE
        if letter == "S":
            self.take()
            return "[^%s]" % SPACE
        if letter == "k" and self.rest("k<"):
            self.take(2)
            return "(?P=%s)" % self.name()
        if letter and letter in "123456789":
            digits = re.match("[0-9]+", self.source[self.at :]).group()
            self.take(len(digits))
            # A group that took no part is empty in ECMA-262.
            return "(?(%s)(?:\\%s)|)" % (digits, digits)
        return re.escape(self.character())

    def character(self):
        """The character behind a backslash."""
        letter = self.take()
        if letter in CONTROLS:
            return CONTROLS[letter].encode().decode("unicode_escape")
        if letter == "0" and not re.match("[0-9]", self.source[self.at :]):
            return "\0"
        if letter == "c" and re.match("[A-Za-z]", self.source[self.at :]):
            return chr(ord(self.take()) % 32)
        if letter == "x" and re.match("[0-9A-Fa-f]{2}", self.source[self.at :]):
            return chr(int(self.take(2), 16))
        if letter == "u":
            return self.unicode_character()
        if not letter or letter.isalnum():
            raise Undecided("a pattern has an escape that is read in several ways")
        return letter

    def unicode_character(self):
        found = re.match(r"\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})", self.source[self.at :])
        value = int(found.group(1) or found.group(2), 16) if found else 0x110000
        if value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
            raise Undecided("a pattern has an escape that is read in several ways")
        self.take(len(found.group()))
        return chr(value)

    def character_class(self):
        self.take()
        negated = bool(self.rest("^") and self.take())
        items, negatives = [], []
        while not self.rest("]"):
            if self.at >= len(self.source):
                raise Undecided("a pattern has a class without an end")
            kind = self.source[self.at + 1 : self.at + 2] if self.rest("\\") else ""
            if kind and kind in "dws":
                self.take(2)
                items.append(CLASSES[kind])
            elif kind and kind in "DWS":
                self.take(2)
                negatives.append(CLASSES[kind.lower()])
            else:
                items.append(self.class_range())
        self.take()
        inside = "[%s]" % "".join(items) if items else "(?!)"
        if negatives or not items:
            inside = "|".join([inside] + ["[^%s]" % each for each in negatives])
            return "(?!%s)[\\s\\S]" % inside if negated else "(?:%s)" % inside
        return "[^%s" % inside[1:] if negated else inside

    def class_range(self):
        first = self.class_character()
        ahead = self.source[self.at : self.at + 3]
        if len(ahead) < 2 or ahead[0] != "-" or ahead[1] == "]":
            return re.escape(first)
        if len(ahead) == 3 and ahead[1] == "\\" and ahead[2] in "dDwWsS":
            raise Undecided("a pattern has a range that ends in a class")
        self.take()
        return "%s-%s" % (re.escape(first), re.escape(self.class_character()))

    def class_character(self):
        letter = self.take()
        if letter != "\\":
            return letter
        if self.rest("b"):
            self.take()
            return "\b"
        return self.character()
