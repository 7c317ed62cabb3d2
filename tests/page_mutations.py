"""Ways to break a template or a style sheet, beside those that break any file."""

import re
from random import Random

import page_oddities as odd

FILLED = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
BLOCK = re.compile(r"\{%-?(.*?)-?%\}", re.DOTALL)
VALUE = re.compile(r":\s*([^;{}:]+?)\s*(?=[;}])")
DECLARATION = re.compile(r"[\w-]+:\s*[^;{}:]+?\s*(?=[;}])")
ATTRIBUTES = 0.3
"""How often it is an attribute that does not belong there."""


def shown(lots: Random, text: str) -> str:
    """A template that shows something else."""
    return replaced(lots, text, FILLED, f" {lots.choice(odd.FILLED_IN)} ")


def ordered(lots: Random, text: str) -> str:
    """A template that does something else."""
    return replaced(lots, text, BLOCK, f" {lots.choice(odd.LOOPS)} ")


def worded(lots: Random, text: str) -> str:
    """A word of templates where none was."""
    value, order, whole = (lots.choice(words) for words in (odd.FILLED_IN, odd.LOOPS, odd.WHOLE))
    said = lots.choice((f"{{{{ {value} }}}}", f"{{% {order} %}}", whole))
    return put(lots, text, r"[<>}]|(?=[<>{])", said)


def tagged(lots: Random, text: str) -> str:
    """An element, an attribute, or half of one."""
    if lots.random() < ATTRIBUTES:
        return put(lots, text, r"<[a-z]\w*", f" {lots.choice(odd.ATTRIBUTES)}")
    word = lots.choice(odd.ELEMENTS) * lots.choice((1, 1, 1, 1, 3, 60, 600))
    return put(lots, text, r"[>}](?=[^<]*<)", word)


def valued_otherwise(lots: Random, text: str) -> str:
    """A property of a style sheet with another value, or with that of another one."""
    own = [one[1] for one in VALUE.finditer(text)]
    return replaced(lots, text, VALUE, lots.choice((lots.choice(odd.DECLARED), lots.choice(own or ["x"]))))


def declared(lots: Random, text: str) -> str:
    """Another property in the place of one."""
    return replaced(lots, text, DECLARATION, declaration(lots), group=0)


def ruled(lots: Random, text: str) -> str:
    """Another rule, for much or for all."""
    said = "; ".join(declaration(lots) for _ in range(lots.choice((1, 1, 2, 4))))
    return put(lots, text, r"\}\n", f"{lots.choice(odd.RULES).replace('%s', said)}\n")


def styled(lots: Random, text: str) -> str:
    """A template with a rule of its own."""
    return text.replace("{% block style %}", f"{{% block style %}}{ruled(lots, '')}") + lots.choice(
        (f"{{% block style %}}{ruled(lots, '')}{{% endblock %}}", f"<style>{ruled(lots, '')}</style>", "")
    )


def declaration(lots: Random) -> str:
    return f"{lots.choice(odd.PROPERTIES)}: {lots.choice(odd.DECLARED)}"


def replaced(lots: Random, text: str, pattern: re.Pattern[str], said: str, group: int = 1) -> str:
    """The text with one of the places that a pattern finds changed."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = lots.choice(found)
    return text[: match.start(group)] + said + text[match.end(group) :]


def put(lots: Random, text: str, where: str, said: str) -> str:
    """The text with something more behind one of the places that a pattern finds."""
    at = lots.choice([0, *(match.end() for match in re.finditer(where, text))])
    return text[:at] + said + text[at:]
