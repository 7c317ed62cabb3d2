"""How much of anything is read, or spent on one part: what is beyond is refused by name."""

from dataclasses import dataclass, fields, replace

from practicepack.diagnostics import CallError, Diagnostic, Span, Tip, error, near_miss

DEEPEST = {"levels": 100, "nesting": 40}
"""What is nested deeper cannot be read at all: each level is a call within a call."""
PAGES_A_SECOND = 5
"""How many pages of a long part are laid out in a second, at the least, on an old laptop."""
LOOP = Tip("look for a loop that never ends in the template")
MEGABYTE = 1024 * 1024
SHORTEN_TEXT = Tip("make it shorter or simpler: fewer words, tables and pictures")
SHRINK_PICTURE = Tip("save the picture smaller")
NO_LIMIT = 10**15
UNITS = {"picture": "bytes for one picture", "pixels": "pixels for one picture"}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each thing. Raise one where something is as it should be and needs more."""

    bytes: int = 1_000_000
    """Of a text file."""
    values: int = 5_000
    """Of a file: what is wrong with each takes a while to say."""
    levels: int = 40
    """How deep the values of a file, or the elements of a drawing, may lie in one another."""
    text: int = 10_000
    """Characters, some three pages. Twice as many signs of Markdown can take four times as long."""
    line: int = 1_000
    """Characters of a title, a name or an item, which is far beyond what fits its place."""
    nesting: int = 8
    """Lists within lists in one text."""
    drawing: int = 200_000
    """Characters of a drawing. A path of a million takes a minute."""
    copies: int = 2_000
    """Elements that a drawing may show again with <use>."""
    picture: int = 20_000_000
    """Bytes of a picture. A logo for print has less than one of these megabytes."""
    pixels: int = 50_000_000
    """Of one picture."""
    seconds: int = 60
    """To fill the template of a part in, and again to lay it out."""
    megabytes: int = 1024
    """Of memory for one part, beyond what the process had before."""
    pages: int = 300
    """Of one part."""

    def for_pages(self, asked: int) -> "Limits":
        """The bounds of a part that is meant to have `asked` pages: more room, time and memory for more."""
        more = asked - 1
        return replace(
            self,
            pages=max(self.pages, 2 * asked),
            seconds=self.seconds + more // PAGES_A_SECOND,
            megabytes=self.megabytes + more,
        )

    def more(self, name: str, needed: int = 0) -> Tip:
        """How to raise a bound to what is needed, or to twice as much where that is not known."""
        number = min(max(2 * int(getattr(self, name)), needed), DEEPEST.get(name, NO_LIMIT))
        return Tip(f"if it is as it should be: --bound {name}={number}")

    def raising(self, name: str, needed: int = 0) -> tuple[Tip, ...]:
        """The hint that raises a bound; none where it cannot be raised so far."""
        deepest = DEEPEST.get(name, NO_LIMIT)
        if getattr(self, name) >= deepest or needed > deepest:
            return ()
        return (self.more(name, needed),)


STANDARD_LIMITS = Limits()


def beyond(
    bounds: Limits, bound: str, name: str, span: Span | None = None, *, is_template: bool = False
) -> Diagnostic:
    """The finding that a part needs more than it may have, while its template is filled in or later."""
    way_out = SHORTEN_TEXT
    if is_template:
        way_out = LOOP
    elif bound in UNITS:
        way_out = SHRINK_PICTURE
    hints = (way_out, bounds.more(bound))
    message = f"{name} needs more than {getattr(bounds, bound)} {UNITS.get(bound, bound)}"
    return error("bound", message, span, hints=hints)


def raised(texts: tuple[str, ...]) -> Limits:
    """The bounds with those that texts such as `seconds=300` change. Raises CallError."""
    known = {limit.name for limit in fields(Limits)}
    changes: dict[str, int] = {}
    for text in texts:
        name, _, number = text.partition("=")
        # isdigit alone is true of digits in every script, and of ² as well
        if name not in known or not (number.isascii() and number.isdigit()):
            hints = near_miss(name, known) or (f"such as seconds=300; known: {', '.join(sorted(known))}",)
            raise CallError(f'--bound: "{text}" is not NAME=NUMBER', hints)
        changes[name] = int(number)
        if changes[name] > DEEPEST.get(name, changes[name]):
            raise CallError(f"--bound: {name} can be {DEEPEST[name]} at most")
    return Limits(**changes)
