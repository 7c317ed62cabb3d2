"""The words of a `build` command, read without click, which is slow to import."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

BUILD = "build"
FLAGS = frozenset({"--collate", "--strict", "--all"})
"""Options without a value. A command with any other, such as --no-cache, is never answered at once."""
VALUED = frozenset(
    {
        *("--audience", "--participants", "--facilitators", "--start", "--without", "--lacks", "--set"),
        *("--paper", "--ink", "--type", "--binding", "--flip", "--sides", "--only", "--session", "--bound"),
        *("--out", "--root", "--jobs", "--cache-dir", "--format"),
    }
)
"""Options with a value."""
OF_THIS_RUN = frozenset({"--out", "--root", "--jobs", "--cache-dir", "--format", "--all"})
"""Options that change nothing in a pack. Folders are among them, which a manifest must not name."""


@dataclass(frozen=True, slots=True)
class BuildCall:
    """What a `build` command says."""

    names: tuple[str, ...]
    """Workshops and programmes."""
    options: tuple[tuple[str, str], ...]
    """Each option with its value, in the order of the words; a flag has the value ""."""

    @property
    def asked(self) -> list[list[str]]:
        """The options that shape a pack, sorted by name, as they are in a manifest."""
        chosen = []
        for name, value in self.options:
            if name not in OF_THIS_RUN:
                chosen.append([name, _as_utf_8(value)])
        # The values of one option keep their order, which is in the name of the pack's folder.
        return sorted(chosen, key=itemgetter(0))

    def value(self, name: str) -> str | None:
        """The value of an option, None where it is not given. Of two, the last one holds."""
        return dict(self.options).get(name)

    def folder(self, name: str) -> Path | None:
        """The folder that an option names."""
        value = self.value(name)
        if value is None:
            return None
        return Path(value)


def _as_utf_8(value: str) -> str:
    """A value as a manifest can hold it."""
    # On a machine that knows only ASCII, Python passes on every other byte as a lone surrogate.
    return value.encode(errors="surrogateescape").decode(errors="backslashreplace")


def build_call(words: Sequence[str]) -> BuildCall | None:
    """What the words after the program's name say; None where they are not a plain `build` command."""
    names: list[str] = []
    options: list[tuple[str, str]] = []
    rest = list(words)
    # As click does: options may be anywhere, and a value may begin with a hyphen.
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in VALUED and equals:
            options.append((name, value))
        elif name in VALUED and rest:
            options.append((name, rest.pop(0)))
        elif word in FLAGS:
            options.append((word, ""))
        elif word.startswith("-"):
            return None
        else:
            names.append(word)
    if names[:1] != [BUILD]:
        return None
    return BuildCall(tuple(names[1:]), tuple(options))
