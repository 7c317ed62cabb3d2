"""The Markdown and the placeholders that authors may use, and where text stands in an authored value."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from markdown_it.token import Token
from pydantic import BaseModel

from practicepack.edits import Path
from practicepack.library.models.fields import Line, Prose
from practicepack.library.text.markup import parser

PartKind = TypeVar("PartKind")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ALWAYS = frozenset({"participants", "facilitators", "pairs"})
IN_GROUPS = frozenset({"groups", "group_size"})
KNOWN_PLACEHOLDERS = ALWAYS | IN_GROUPS
LINK_KINDS = {"activity": "activities", "practice": "practices", "safety": "safety"}
MARKED_TEXT = re.compile(r"[\[`~<#\t|]|^ {4}|^ *[-=]+ *$|^ *(?:(?:[-*+]|\d+[.)]) +){2}", re.MULTILINE)
"""What each link, picture, heading, table, piece of code and list in a list in a list has in it."""
HOLDS_PARTS = (Prose, Line, tuple, BaseModel)
WEB_LINK = re.compile(r"(https?://|mailto:|tel:)\S+")


def tokens(text: str) -> Iterator[Token]:
    """Every token of a text, inline ones included."""
    for token in parser().parse(text):
        yield token
        yield from token.children or ()


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each placeholder that `values` knows replaced."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def linked(target: str) -> tuple[str, str] | None:
    """The kind and the id that a link such as `activity:power-walk` names, or None."""
    scheme, _, id_ = target.partition(":")
    if scheme not in LINK_KINDS:
        return None
    return LINK_KINDS[scheme], id_


def of_kind(kind: type[PartKind], listed: Iterable[tuple[Path, object]]) -> Iterator[tuple[Path, PartKind]]:
    """Those of some parts that are texts, or lines, or groups of keys."""
    for path, part in listed:
        if isinstance(part, kind):
            yield path, part


def parts(value: object, path: Path = ()) -> tuple[tuple[Path, object], ...]:
    """Every text, line and group of keys inside an authored value, itself first, each with its path."""
    listed: list[tuple[Path, object]] = []
    _gather(value, path, listed)
    return tuple(listed)


def _gather(value: object, path: Path, listed: list[tuple[Path, object]]) -> None:
    # a list that is filled, and not a generator at each depth: this goes through all values of the library
    if isinstance(value, Prose | Line):
        listed.append((path, value))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, (*path, index), listed)
    elif isinstance(value, BaseModel):
        listed.append((path, value))
        # getattr would be asked a hundred thousand times
        inside = value.__dict__
        for name, written in _fields(type(value)):
            if isinstance(inside[name], HOLDS_PARTS):
                _gather(inside[name], (*path, written), listed)


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with the name that authors write."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())
