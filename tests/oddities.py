"""What stands where it does not belong, for each kind of file."""

KEYS = (
    *("for", "not_for", "if", "id", "kind", "text", "minutes", "steps", "number", "x", "~", "1", "'a b'"),
    '""',
)
VALUES = (
    *("", "~", "null", "true", "false", "yes", '""', "' '", "0", "1", "-1", "2.5", "9999", "10000"),
    *("1e309", ".nan", ".inf", "-.inf", "0x1F", "010", "1_000", "9" * 400, "٣", "²", "１２", "0-0-0"),
    *("1-2-3", "5-1", "9999-9999-9999", "0-9999", "100%", "999%", "0 %", "1-", "{each: 9999, per: group}"),
    *("{each: 0, per: pair}", "{min: 1, ideal: 1, max: 1}", "{min: 0, ideal: 0, max: 9999}"),
    *("{number: 9999}", "2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "00:00", "00:01", "23:59"),
    *("24:00", "9:00", "12:30:59", "[]", "{}", "[[]]", "[~]", "[a, b]", "[1, 2]", "{a: b}", "{do: x}"),
    *("[{do: x}]", "{for: [men]}", "any", "session", "en", "ar", "fr", "zh-Hant", "xx", "x-y-z", "en_GB"),
    *("root", "und", "e", "a" * 61, "odd", "uneven", "no-paper", "paper", "electricity", "medium", "high"),
    *("community", "participant", "couple", "../../workshop", "../../../../etc/passwd", "/etc/passwd"),
    *("C:\\x", "file:///etc/passwd", "workshop.yaml", "con", "nul.svg", "a/b.png", ".svg", "x.svg"),
    *("#000000", "#ffffff", "#7a1f3d", "debrief", "adults", "men", "'{participants}'"),
    *("'{groups} {group_size}'", "'{}'", "'{{'", "'{0}'", "'{participants.__class__}'", "'%s %(x)s %'"),
    *("'$x ${x}'", "'{{ 7 * 7 }} {% raw %}'", "'<script>x</script>'", "'&#0; &amp;lt; &nbsp;'"),
    *("'[x](activity:x)'", "'[x](javascript:x)'", "'[](http://)'", "'![x](x.png)'", "'# x'", "'```'"),
    *("'- '", "'| a |\n|---|'", "'[x](https://x.org \"\\n\")'", "'***x**_'", "'---'", "'\\\\'"),
    *("'> > > x'", "'1) x'"),
)
"""What stands in the place of a value: other types, bounds, and what other programs take for orders."""
SIGNS = (
    *("\ud800", "\udfff", "\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\ufeff", "\ufffe"),
    *("\uffff", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\u2069", "\u2028", "\u2029", "\u3000"),
    *("\ufffd", "\ue000", "e\u0301", "\u0301" * 300, "Z\u0351\u0345\u035b" * 40, "👩‍👩‍👧‍👦", "🇺🇳"),
    *("\U000e0041", "\U0010ffff", "ﷺ", "مرحبا بالعالم", "שלום", "你好", "हिन्दी", "ﬁ", "İ", "ß", "Ⅷ", "\t"),
    *("\r", "\r\n", "\v", "\f", "\x1c"),
)
FLOODED = (
    *("[", "{", "{a: ", "[{", "- ", "? ", "&a ", "*a ", "!!str ", "!", "|", ">", "'", '"', ": ", "#", "%"),
    *("@", "`", "> ", "* ", "**", "_", "[x](", "![", "](", "\\", "<", "&", "| ", "|-", "~", "1. "),
    *("{participants}", "{{", "a", "a ", "word\n", "\n", " ", "ﷺ", "\u0301", "(", ")", "—", "'x' ", '"x" '),
    *("...", "http://"),
)
YAML_WORDS = (
    *("&a ", "*a", "!!python/object/apply:os.system ", "!!binary ", "! ", "!<x> ", "<<: ", "%YAML 9.9\n"),
    *("---\n", "...\n", "? ", "?\n", "|9\n", "|-\n", ">+2\n", "@", "`", "- - - ", "key: key: ", "[,]"),
    *("{,}", "{a", "a]", "!!"),
)
SVG_WORDS = (
    *("<g>", "</g>", "</svg>", "<", ">", "&", "&#0;", "&x;", "<!DOCTYPE svg [<!ENTITY x 'y'>]>", "<?x?>"),
    *("<!--", "<![CDATA[", "]]>", '<use href="#a"/>', '<g id="a"><use href="#a"/></g>'),
    *('<image href="file:///etc/passwd"/>', '<image href="https://example.org/x.png"/>'),
    *('<image href="x.svg"/>', "<script>x</script>", "<title/>"),
    *("<style>@import url(file:///etc/passwd);</style>", "<style>* { fill: url(#a) }</style>"),
    "<foreignObject/>",
    '<pattern id="a" width="1" height="1"><rect fill="url(#a)" width="9" height="9"/></pattern>',
    *("<text>x</text>", '<rect fill="url(#a)" width="9" height="9"/>'),
    *('<clipPath id="a"><use href="#a" clip-path="url(#a)"/></clipPath>', '<path d="M0 0 L"/>'),
    *('<path d="M"/>', '<path d="A0 0 0 0 0 0 0"/>', '<g transform="scale(0)">', ' viewBox="0 0 0 0"'),
    *(' xmlns="x"', ' width="0"', ' height="-5"', ' width="1e9"', ' stroke-dasharray="0"'),
    *(' fill="red" fill="red"', '<line x1="a"/>'),
    *('<marker id="a"><path marker-mid="url(#a)" d="M0 0 1 1 2 2"/></marker>', "<text><textPath/></text>"),
    *('<linearGradient id="a" href="#a"/>', '<mask id="a" mask="url(#a)"/>', '<filter id="a"/>'),
    '<symbol id="a"/>',
)
NUMBERS = (
    *("0", "-1", "1e309", "1e99", "1e-99", "NaN", "9" * 60, "", ".", "1.2.3", "1e", "--1", "100%", "1in"),
    "calc(1px)",
)

PO_WORDS = ("%s", "%(num)d", "%(x)s", "%", "%(num)s" * 400, "\\x", '"', "\\", "\ud800", "x", "", "{x}", "<b>")
PLURALS = (
    *(
        "nplurals=0; plural=0;",
        "nplurals=2; plural=n/0;",
        "nplurals=9; plural=9;",
        "plural=__import__('os');",
    ),
    *(
        "nplurals=2; plural=" + "(" * 900 + "n;",
        "nplurals=2; plural=" + "n?" * 300 + "n;",
        "nplurals=-1; plural=n;",
    ),
)
CHARSETS = ("utf-7", "utf-16", "ascii", "x", "", "utf-8; charset=x", "rot13", "base64", "idna", "\\\\")
CELLS = ('"', '""', '"x', ",", ";", "\t", '"a\nb"', "=1+1", "name", "NAME ", "\0", "x" * 200_000, "'", "\r")
