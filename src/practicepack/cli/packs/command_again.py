"""The command that builds a pack again, from what its manifest lists."""

import shlex
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from practicepack.diagnostics import CallError
from practicepack.options import REPEATED_OPTIONS, PackOptions


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
        chosen = _options(asked)
        folder = chosen.request(workshop).folder
    except (KeyError, TypeError, ValueError, AttributeError, CallError):
        return plain
    # Otherwise the manifest does not say all that was asked, and the command would make another pack.
    if sorted(folder.split("--")) != sorted((programme or name).split("--")):
        return plain
    return shlex.join(["practicepack", "build", workshop, *_typed_options(chosen)])


def _options(asked: Mapping[str, Any]) -> PackOptions:
    """What the options said that a manifest lists."""
    settings = dict(asked["set"])
    given: dict[str, Any] = dict(asked["edition"])
    for key in REPEATED_OPTIONS:
        if key in settings:
            given[key] = tuple(settings.pop(key)[1:-1].split(", "))
    for key in ("participants", "facilitators"):
        given[key] = settings.pop(key, None)
    # The setting of every day is what --start makes; that of one day stays a --set.
    given["start"] = settings.pop("days.*.start", None)
    given["sets"] = tuple(f"{path}={value}" for path, value in settings.items())
    return PackOptions(**given, only=tuple(asked["only"]), session=asked["session"])


def _typed_options(chosen: PackOptions) -> list[str]:
    """The options as they are typed."""
    usual = PackOptions()
    words: list[str] = []
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        name = f"--{field.name}".replace("--sets", "--set")
        if value == getattr(usual, field.name):
            continue
        # Of the options without a value, False is the default and was passed over.
        if value is True:
            words.append(name)
        elif isinstance(value, tuple):
            for each in value:
                words += [name, str(each)]
        else:
            words += [name, str(value)]
    return words
