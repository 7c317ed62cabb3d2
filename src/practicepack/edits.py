"""What would change a file, as values. Nothing is written here: `desk/` applies them."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Where a value is in a YAML file: keys, and places in lists from 0, from the top of the file."""


@dataclass(frozen=True, slots=True)
class Set:
    """Give the value at `path` another value, or add its key where it is not there yet."""

    file: str
    path: Path
    value: str
    """YAML, as after `--set PATH=`: `15:00`, `[women, adults]`."""


@dataclass(frozen=True, slots=True)
class Insert:
    """Put an item into a list, before the item that is at `path`, or at the end of the list."""

    file: str
    path: Path
    value: str
    """YAML: `break: 15`."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out the value at `path`, with its key or its place in the list."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    """Take the value at `path` out, and put it at `to`: under another key, or at another place in a list.

    In a list, `to` is the place that it has afterwards.
    """

    file: str
    path: Path
    to: Path


@dataclass(frozen=True, slots=True)
class Replace:
    """Put `text` in the place of `was`, which begins at the character `start` of the file, from 0.

    For what has no path: a slip that leaves no YAML, a word inside a text. Where the file has another text
    there by now, the edit must not be made.
    """

    file: str
    start: int
    was: str
    text: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a file or a folder another name in the same folder."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """Write a file that is not there yet."""

    file: str
    text: str


Edit = Set | Insert | Remove | Move | Replace | Rename | NewFile


@dataclass(frozen=True, slots=True)
class Fix:
    """A way to correct what a finding is about, as edits that are made together."""

    label: str
    """What it does, in a few words: for a button."""
    edits: tuple[Edit, ...]
    typed: str = ""
    """What the terminal prints in its place: options or a line of YAML to type. Empty: the label."""

    @property
    def hint(self) -> str:
        """The fix as the terminal prints it."""
        return self.typed or self.label
