"""The words of a `build` command, read without click, which is slow to import."""

from collections.abc import Sequence
from dataclasses import dataclass
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
        chosen = [list(option) for option in self.options if option[0] not in OF_THIS_RUN]
        return sorted(chosen, key=lambda option: option[0])

    def value(self, name: str) -> str | None:
        """The value of an option, None where it is not given. Of two, the last one holds."""
        return dict(self.options).get(name)

    def folder(self, name: str) -> Path | None:
        """The folder that an option names."""
        value = self.value(name)
        return None if value is None else Path(value)


def build_call(words: Sequence[str]) -> BuildCall | None:
    """What the words after the program's name say; None where they are not a plain `build` command."""
    names: list[str] = []
    options: list[tuple[str, str]] = []
    rest = list(words)
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
