"""Ways to break a file: each takes what draws lots and a text, and gives the text back spoilt.

A text here is a file's bytes, one character for each (latin-1), so that a break may fall inside a sign.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

import oddities as odd
import page_mutations as page

Mutation = Callable[[Random, str], str]
PAIR = re.compile(r"^([ ]*(?:- )?)([a-z_]+):(?: +(.*))?$")
"""A line of YAML with a key: what stands before it, the key, and its value where it is on that line."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
GRAFTS = 0.3
"""How often a file of YAML gets a part of another one."""
FLOODS = (3, 30, 300, 3_000, 30_000)
"""How often something is repeated: from a slip of the hand to a wish to do harm."""


def raw(text: str) -> str:
    """A text's bytes in UTF-8, one character each; half a sign is let through."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def flipped(lots: Random, text: str) -> str:
    """Some bytes are others."""
    found = list(text)
    for _ in range(lots.choice((1, 2, 8)) if found else 0):
        found[lots.randrange(len(found))] = chr(lots.randrange(256))
    return "".join(found)


def inserted(lots: Random, text: str) -> str:
    """A few bytes more."""
    at = lots.randint(0, len(text))
    return text[:at] + lots.randbytes(lots.randint(1, 6)).decode("latin-1") + text[at:]


def cut(lots: Random, text: str) -> str:
    """A piece is missing."""
    start = lots.randint(0, len(text))
    return text[:start] + text[start + lots.choice((1, 3, 20, 200)) :]


def ended(lots: Random, text: str) -> str:
    """The rest is missing."""
    return text[: lots.randint(0, len(text))]


def moved(lots: Random, text: str) -> str:
    """A piece stands a second time elsewhere."""
    start, at = lots.randint(0, len(text)), lots.randint(0, len(text))
    return text[:at] + text[start : start + lots.choice((5, 50, 500))] + text[at:]


def signed(lots: Random, text: str) -> str:
    """A sign that does not belong there."""
    at = lots.randint(0, len(text))
    return text[:at] + raw(lots.choice(odd.SIGNS)) * lots.choice((1, 1, 1, 50)) + text[at:]


def flooded(lots: Random, text: str) -> str:
    """Something again and again."""
    at = lots.randint(0, len(text))
    return text[:at] + raw(lots.choice(odd.FLOODED)) * lots.choice(FLOODS) + text[at:]


def ended_otherwise(lots: Random, text: str) -> str:
    """Lines that end as another system ends them."""
    return text.replace("\n", raw(lots.choice(("\r\n", "\r", "\n\n", "\u2028", "\x85", " \n", "\t\n"))))


def dropped(lots: Random, text: str) -> str:
    """A line, or some, left out."""
    lines, at = spot(lots, text)
    return "\n".join(lines[:at] + lines[at + lots.choice((1, 1, 2, 8)) :])


def doubled(lots: Random, text: str) -> str:
    """A line, or some, written twice or very often."""
    lines, at = spot(lots, text)
    few = lines[at : at + lots.choice((1, 1, 2, 8))]
    return "\n".join(lines[:at] + few * lots.choice((2, 2, 2, 3, 40, 400)) + lines[at + len(few) :])


def swapped(lots: Random, text: str) -> str:
    """Two lines in each other's place."""
    lines, at = spot(lots, text)
    other = lots.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def indented(lots: Random, text: str) -> str:
    """Some lines further in, or further out, or after a tab."""
    lines, at = spot(lots, text)
    for index in range(at, min(len(lines), at + lots.choice((1, 1, 5)))):
        lines[index] = lots.choice((" ", "  ", "    ", "\t", "")) + lines[index].removeprefix("  ")
    return "\n".join(lines)


def renamed(lots: Random, text: str) -> str:
    """A key under a name that is another's, or nobody's."""
    return on_pair(lots, text, lambda before, _, value: f"{before}{another_key(lots, text)}: {value}")


def twice(lots: Random, text: str) -> str:
    """A key with two values."""
    return on_pair(
        lots, text, lambda before, key, value: f"{before}{key}: x\n{' ' * len(before)}{key}: {value}"
    )


def valued(lots: Random, text: str) -> str:
    """A value of another type, or at or beyond a bound."""
    return on_pair(lots, text, lambda before, key, _: f"{before}{key}: {raw(lots.choice(odd.VALUES))}")


def long_valued(lots: Random, text: str) -> str:
    """A value that is very long."""
    flood = lots.choice(
        ("a", "a ", "word - ", "é", "{participants} ", "*a* ", "[a](https://a.org) ", "\\n", "ﷺ ")
    )
    value = raw(flood) * lots.choice(FLOODS)
    return on_pair(lots, text, lambda before, key, _: f'{before}{key}: "{value}"')


def nested(lots: Random, text: str) -> str:
    """A value many levels deep."""
    opened, closed = lots.choice((("[", "]"), ("{a: ", "}"), ("[{a: [", "]}]")))
    deep, innermost = lots.choice((3, 30, 39, 41, 300, 3_000, 30_000)), lots.choice(("", "x", "1"))
    value = opened * deep + innermost + closed * lots.choice((deep, deep - 1))
    return on_pair(lots, text, lambda before, key, _: f"{before}{key}: {value}")


def markdown(lots: Random, text: str) -> str:
    """A text of signs that mean something in Markdown."""
    depth = lots.choice((3, 15, 25, 60, 200))
    flood = raw(lots.choice(odd.FLOODED).strip("\n")) * lots.choice((3, 30, 300, 3_000))
    steps = [" " * (2 * level) + lots.choice(("- ", "> ", "1. ")) + "x" for level in range(depth)]
    rows = ["|" + " x |" * depth, "|" + "---|" * depth, *["|" + " y |" * depth] * 3]
    body = lots.choice(
        (steps, rows, [flood], ["> " * depth + "x"], ["- " * depth + "x"], ["*" * depth + "x"])
    )
    return on_pair(
        lots, text, lambda b, key, _: f"{b}{key}: |\n" + "\n".join(" " * (len(b) + 2) + one for one in body)
    )


def yaml_said(lots: Random, text: str) -> str:
    """A word of YAML's own where none is looked for."""
    at = lots.choice([0, *(match.end() for match in re.finditer(r"(?m)^\s*(?:- )?|: ", text))])
    return text[:at] + lots.choice(odd.YAML_WORDS) + text[at:]


def borrowed(lots: Random, text: str) -> str:
    """The value of one key under another."""
    values = [found[3] for line in text.split("\n") if (found := PAIR.match(line)) and found[3]] or ["x"]
    return on_pair(lots, text, lambda before, key, _: f"{before}{key}: {lots.choice(values)}")


def counted(lots: Random, text: str) -> str:
    """Another number."""
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    match = lots.choice(found)
    said = lots.choice((*odd.NUMBERS, "2", "3", "5", "10", "60", "120", "500", "501", "10000", "00", "1.5"))
    return text[: match.start()] + said + text[match.end() :]


def drawn(lots: Random, text: str) -> str:
    """An element, an attribute, or half of one, in a drawing."""
    at = lots.choice([0, *(match.end() for match in re.finditer(r"[<>]|(?= [a-z]+=)", text))])
    return text[:at] + lots.choice(odd.SVG_WORDS) * lots.choice((1, 1, 1, 3, 300)) + text[at:]


def grouped(lots: Random, text: str) -> str:
    """A drawing inside many groups."""
    deep = lots.choice((10, 200, 900, 3_000, 30_000))
    start = text.find("</title>") + len("</title>") if "</title>" in text else text.find(">") + 1
    end = max(start, text.rfind("</svg>"))
    opened = lots.choice(("<g>", '<g transform="scale(2)">', '<g opacity=".5">', "<svg>"))
    return (
        text[:start]
        + opened * deep
        + text[start:end]
        + f"</{opened[1:].split()[0].rstrip('>')}>" * deep
        + text[end:]
    )


def translated(lots: Random, text: str) -> str:
    """A message of a translation that is not what it should be."""
    said = lots.choice(
        (
            *(f'msgstr "{one}"' for one in odd.PO_WORDS),
            *(f'msgstr[{n}] "x"' for n in (0, 1, 2, 9, -1, 10**9)),
            *("msgid_plural", "msgctxt", "#~ msgid", "#| x", "#, fuzzy", "domain x", 'msgid ""', "#: x:-1"),
        )
    )
    lines, at = spot(lots, text)
    return "\n".join([*lines[:at], raw(said), *lines[at + lots.choice((0, 1)) :]])


def headed(lots: Random, text: str) -> str:
    """A translation that says something else of itself."""
    head = '"Content-Type: text/plain; charset='
    plurals = [f'"Plural-Forms: {one}\\n"\n{head}' for one in odd.PLURALS]
    return text.replace(head, lots.choice((*plurals, *(f"{head}{one}\\n" for one in odd.CHARSETS))))


def in_table(lots: Random, text: str) -> str:
    """A cell, or half of one, that a spreadsheet would not write."""
    at = lots.choice([0, *(match.start() for match in re.finditer(r"[,\n]", text))])
    return text[:at] + lots.choice(odd.CELLS) + text[at:]


def grafted(lots: Random, text: str, other: str) -> str:
    """A value, or a whole part, from another file of the same kind under the same key."""
    own, others = parts(text), parts(other)
    same = [(one, another) for one in own for another in others if one[0] == another[0]]
    if not same:
        return text
    (_, start, end), (_, first, last) = lots.choice(same)
    lines = text.split("\n")
    return "\n".join([*lines[:start], *other.split("\n")[first:last], *lines[end:]])


def parts(text: str) -> list[tuple[str, int, int]]:
    """Each key with what stands before it, and its lines, as far as they are further in."""
    lines, found = text.split("\n"), list[tuple[str, int, int]]()
    for at, line in enumerate(lines):
        if match := PAIR.match(line):
            inner = " " * (len(match[1]) + 1)
            end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith(inner)), len(lines))
            found.append((f"{match[1]}{match[2]}", at, end))
    return found


ANYWHERE: Sequence[Mutation] = (
    *(flipped, inserted, cut, ended, moved, signed),
    *(flooded, ended_otherwise, dropped, doubled, swapped, indented),
)
OF_YAML = (renamed, twice, valued, long_valued, nested, markdown, yaml_said, borrowed, counted)
OWN: Mapping[str, Sequence[Mutation]] = {
    ".yaml": (*OF_YAML, valued, valued, borrowed, counted),
    ".svg": (drawn, drawn, grouped, counted),
    ".po": (translated, translated, headed),
    ".csv": (in_table,),
    ".html": (page.shown, page.ordered, page.worded, page.tagged, page.tagged, page.styled),
    ".css": (page.valued_otherwise, page.declared, page.ruled, page.ruled, counted),
}
"""What goes wrong with files of one kind, by the ending of their names; what is named twice, more often."""
EVERY = (grafted, *ANYWHERE, *(one for several in OWN.values() for one in several))
KINDS = frozenset(one.__name__ for one in EVERY)


def mutated(lots: Random, ending: str, data: bytes, other: bytes) -> tuple[tuple[str, ...], bytes]:
    """The names of one to three mutations, and what they make of a file, given another of its kind."""
    text, names = data.decode("latin-1"), list[str]()
    for _ in range(lots.choice((1, 1, 1, 2, 3))):
        if ending == ".yaml" and lots.random() < GRAFTS:
            names.append("grafted")
            text = grafted(lots, text, other.decode("latin-1"))
        else:
            change = lots.choice(lots.choice((ANYWHERE, OWN[ending], OWN[ending])))
            names.append(change.__name__)
            text = change(lots, text)
    return tuple(names), text.encode("latin-1")


def another_key(lots: Random, text: str) -> str:
    """A key of the same file, or one of those that mean something elsewhere."""
    own = [found[2] for line in text.split("\n") if (found := PAIR.match(line))]
    return lots.choice((*own, *odd.KEYS))


def spot(lots: Random, text: str) -> tuple[list[str], int]:
    """The lines of a text, and the place of one of them."""
    lines = text.split("\n")
    return lines, lots.randrange(len(lines))


def on_pair(lots: Random, text: str, change: Callable[[str, str, str], str]) -> str:
    """The text with one of its lines that have a key changed."""
    lines = text.split("\n")
    found = [(at, match) for at, line in enumerate(lines) if (match := PAIR.match(line))]
    if found:
        at, match = lots.choice(found)
        lines[at] = change(match[1], match[2], match[3] or "")
    return "\n".join(lines)
