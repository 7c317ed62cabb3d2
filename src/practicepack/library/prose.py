"""The Markdown and the placeholders that authors may use, and where text stands in an authored value."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel

from practicepack.library.fields import Line, Prose
from practicepack.library.source import Path

Words = TypeVar("Words", Prose, Line)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ALWAYS = frozenset({"participants", "facilitators", "pairs"})
IN_GROUPS = frozenset({"groups", "group_size"})
PLACEHOLDERS = ALWAYS | IN_GROUPS
LINK_KINDS = {"activity": "activities", "practice": "practices", "safety": "safety"}
WEB_LINK = re.compile(r"(https?://|mailto:|tel:)\S+")


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and typographic quotes, without raw HTML."""
    options = {"html": False, "linkify": False, "typographer": True}
    return MarkdownIt("commonmark", options).enable(["table", "smartquotes"])


def tokens(text: str) -> Iterator[Token]:
    """Every token of a text, inline ones included."""
    for token in parser().parse(text):
        yield token
        yield from token.children or ()


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(match[1] for match in PLACEHOLDER.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each placeholder that `values` knows replaced."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def linked(target: str) -> tuple[str, str] | None:
    """The kind and the id that a link such as `activity:power-walk` names, or None."""
    scheme, _, id_ = target.partition(":")
    return (LINK_KINDS[scheme], id_) if scheme in LINK_KINDS else None


def texts(value: object, path: Path = ()) -> Iterator[tuple[Path, Prose]]:
    """Every Markdown text inside an authored value, with its path as the author wrote it."""
    return _every(Prose, value, path)


def lines(value: object, path: Path = ()) -> Iterator[tuple[Path, Line]]:
    """Every plain line inside an authored value, with its path as the author wrote it."""
    return _every(Line, value, path)


def _every(kind: type[Words], value: object, path: Path) -> Iterator[tuple[Path, Words]]:
    if isinstance(value, kind):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _every(kind, item, (*path, index))
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _every(kind, getattr(value, name), (*path, field.alias or name))


def models(value: object, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every group of keys inside an authored value, itself first, with its path."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from models(item, (*path, index))
    elif isinstance(value, BaseModel):
        yield path, value
        for name, field in type(value).model_fields.items():
            yield from models(getattr(value, name), (*path, field.alias or name))
