"""One file of the library: its value, and where each part of it was written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from practicepack.cache_interface import Cache
from practicepack.diagnostics import Diagnostic, Source, Span, errors
from practicepack.edits import Path
from practicepack.library.models.fields import Contact, Line, Prose
from practicepack.library.reading.remarks import cut_text
from practicepack.library.reading.validate import validate
from practicepack.library.reading.yaml_source import MOST_READINGS, Reading, read
from practicepack.library.text.prose import of_kind, parts
from practicepack.limits import DEEPEST, STANDARD_LIMITS, Limits

T = TypeVar("T")
READ_BEFORE = Limits(values=10**9, levels=DEEPEST["levels"])
"""What was within its bounds once is within them again."""


@dataclass(frozen=True, eq=False)
class Entry(Generic[T]):
    """An authored value with its id and the places where its parts were written; equal to itself alone."""

    id: str
    item: T
    written: Reading | Source
    """Its file as it was read; or only the text, where its values were known."""

    @cached_property
    def reading(self) -> Reading:
        """Its values with the places where they were written, read only now where nobody asked before."""
        if isinstance(self.written, Reading):
            return self.written
        return read(self.written, READ_BEFORE)

    @property
    def source(self) -> Source:
        """The text of its file."""
        if isinstance(self.written, Source):
            return self.written
        return self.written.source

    def span(self, *path: str | int) -> Span:
        """Where a value of this entry was written."""
        return self.reading.value_span(path)

    def key(self, *path: str | int) -> Span:
        """Where a key of this entry was written."""
        return self.reading.key_span(path)

    @cached_property
    def parts(self) -> tuple[tuple[Path, object], ...]:
        """Its texts, lines and groups of keys with their paths, kept: several checks go through them."""
        return parts(self.item)

    @cached_property
    def models(self) -> tuple[tuple[Path, BaseModel], ...]:
        """Every group of keys with its path."""
        return tuple(of_kind(BaseModel, self.parts))


def once(find: Callable[[Entry[Any]], Iterator[T]]) -> Callable[[Entry[Any]], tuple[T, ...]]:
    """What is found in an entry and in nothing else, found once: `watch` asks again and again."""
    return lru_cache(MOST_READINGS)(lambda entry: tuple(find(entry)))


@lru_cache(MOST_READINGS)
def parsed(
    source: Source, model: Any, bounds: Limits = STANDARD_LIMITS, library_cache: Cache[Any] | None = None
) -> tuple[Entry[Any] | None, tuple[Diagnostic, ...]]:
    """A file as what it should be, and what is wrong with it; kept, so that `watch` reads it once."""
    id_ = PurePosixPath(source.name).stem
    key = _cache_key(source, model, bounds)
    if library_cache:
        known = library_cache.get(key)
        if known is not None:
            return Entry(id_, known, source), ()
    reading = read(source, bounds)
    # what YAML could not read would only be found missing by the validation
    if reading.diagnostics:
        return None, tuple(reading.diagnostics)
    item, problems = validate(model, reading, bounds)
    if item is None:
        return None, tuple(problems)
    cut = _cut_texts(item, reading)
    if any(errors(cut)):
        return None, cut
    warned = (*cut, *reading.departures)
    if library_cache and not warned:  # what is in the cache has nothing to warn of
        library_cache.put(key, item)
    return Entry(id_, item, reading), warned


def _cache_key(source: Source, model: Any, bounds: Limits) -> str:
    return sha256(f"{model!r}\0{bounds!r}\0{source.text}".encode()).hexdigest()


def _cut_texts(item: Any, reading: Reading) -> tuple[Diagnostic, ...]:
    """The texts that a remark cuts. After a number or an id it is a remark and nothing else."""
    # most files have no remark after a value, and going through all parts takes a while
    if not reading.remarks:
        return ()
    kinds = {reading.written(path): type(part) for path, part in parts(item)}
    findings = []
    for remark in reading.remarks:
        kind, value = kinds.get(remark.path, object), reading.values[remark.path]
        is_text = remark.may_be_text and issubclass(kind, Prose | Line)
        if is_text or value.start == value.end:
            findings.append(cut_text(remark, value, is_contact=issubclass(kind, Contact)))
    return tuple(findings)
