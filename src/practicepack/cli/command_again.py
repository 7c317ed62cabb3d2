"""The command that builds a pack again, from what its manifest lists."""

import shlex
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from practicepack.diagnostics import CallError
from practicepack.options import OPTIONS, PackOptions


def command_for(listing: Mapping[str, Any], name: str) -> str:
    """The command that builds a pack again, from its manifest and its folder's name below build/.

    The command without options where the manifest does not say more, as with one of an older version.
    """
    programme, _, _ = name.rpartition("/")
    workshop = (programme or name).partition("--")[0]
    plain = shlex.join(["practicepack", "build", workshop])
    try:
        asked = listing["options"]
        workshop = programme.partition("--")[0] or asked["workshop"]
        wishes = _wishes(asked)
        folder = wishes.request(workshop).folder
        is_same = sorted(folder.split("--")) == sorted((programme or name).split("--"))
        return shlex.join(["practicepack", "build", workshop, *_words(wishes)]) if is_same else plain
    except (KeyError, TypeError, ValueError, AttributeError, CallError):
        return plain


def _wishes(asked: Mapping[str, Any]) -> PackOptions:
    """What the options said that a manifest lists."""
    settings = dict(asked["set"])
    given: dict[str, Any] = dict(asked["edition"])
    for key in OPTIONS:
        if key in settings:
            given[key] = tuple(settings.pop(key)[1:-1].split(", "))
    for key in ("participants", "facilitators"):
        given[key] = settings.pop(key, None)
    given["start"] = settings.pop("days.*.start", None)
    given["sets"] = tuple(f"{path}={value}" for path, value in settings.items())
    return PackOptions(**given, only=tuple(asked["only"]), session=asked["session"])


def _words(wishes: PackOptions) -> list[str]:
    """The options as they are typed."""
    usual, words = PackOptions(), []
    for each in fields(wishes):
        value = getattr(wishes, each.name)
        name = "--set" if each.name == "sets" else f"--{each.name}"
        if value == getattr(usual, each.name):
            continue
        if value is True:
            words.append(name)
        else:
            values = value if isinstance(value, tuple) else (value,)
            words += [word for one in values for word in (name, str(one))]
    return words
