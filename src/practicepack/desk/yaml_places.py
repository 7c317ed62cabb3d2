"""Where the values of a file begin and end, line by line."""

import re
from dataclasses import dataclass
from typing import Any

from practicepack.edits import Path
from practicepack.library.reading.yaml_source import Reading


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the values in one file as it was read."""

    reading: Reading

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.reading.source.text

    def data(self, path: Path) -> Any:
        """The value at a path that is in the file."""
        value = self.reading.data
        for step in path:
            value = value[step]
        return value

    def children(self, path: Path) -> list[Path]:
        """The paths of what is in a group or a list, in their order."""
        value = self.data(path)
        paths: list[Path] = []
        if isinstance(value, dict):
            for key in value:
                paths.append((*path, key))
        elif isinstance(value, tuple):
            for index in range(len(value)):
                paths.append((*path, index))
        return paths

    def start(self, path: Path) -> int:
        """Where the value at a path begins."""
        return self.reading.values[path].start

    def end(self, path: Path) -> int:
        """Where the value at a path ends, without remarks and empty lines after it."""
        # a group without braces has no end of its own: the parser names the place of what follows its remarks
        while self.is_block(path):
            path = self.children(path)[-1]
        span = self.reading.values[path]
        end = span.start + len(self.text[span.start : span.end].rstrip())
        if path in self.reading.keys:
            end = max(end, self.reading.keys[path].end)
        return end

    def is_block(self, path: Path) -> bool:
        """Whether the value is a group or a list that is written line by line."""
        return bool(self.children(path)) and not self.is_flow(path)

    def is_flow(self, path: Path) -> bool:
        """Whether the value is a group or a list in braces or brackets, or is inside one."""
        for length in range(len(path) + 1):
            above = path[:length]
            is_group = isinstance(self.data(above), dict | tuple)
            if is_group and self.text[self.start(above)] in "[{":
                return True
        return False

    def after_colon(self, path: Path) -> int:
        """Where a key ends, with its colon."""
        # spaces may stand between a key and its colon
        return self.text.index(":", self.reading.keys[path].end) + 1

    def line_start(self, at: int) -> int:
        """Where the line begins that a character is in."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line ends that a character is in, with its line end."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end + 1

    def column(self, at: int) -> int:
        """How many characters stand before a character in its line."""
        return at - self.line_start(at)

    def dash(self, path: Path) -> int:
        """Where the hyphen is of an item in a list that is written line by line."""
        first = self.start(path[:-1])
        index = int(path[-1])
        if index == 0:
            return first
        # all hyphens of a list are in one column, and nothing but remarks is between two items
        hyphen = re.compile(rf"^ {{{self.column(first)}}}-(?=\s|$)", re.MULTILINE)
        before = self.end((*path[:-1], index - 1))
        place = hyphen.search(self.text, before)
        assert place, "an item that was read has its hyphen"
        return place.end() - 1

    def has_line_start(self, at: int) -> bool:
        """Whether only spaces stand before a character in its line."""
        return not self.text[self.line_start(at) : at].strip()
