"""The kinds of printables: ours, and those that other packages add by entry points."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Annotated, Any, get_args

from pydantic import Field

from practicepack import plugins
from practicepack.diagnostics import Diagnostic
from practicepack.library.models.printable import SHIPPED, Printable
from practicepack.library.reading.validate import adapter

FEW = 8
"""How many sets of packages are remembered: one, but in tests."""


@dataclass(frozen=True, slots=True)
class AddedKind:
    """A kind of another package: what its entry point names. documents/printables/ knows what that can do."""

    plugin: plugins.Plugin
    handler: Any
    model: type[Printable]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Every kind of printable that there is."""

    added: Mapping[str, AddedKind]
    """Those of other packages, by the word after `kind:`."""
    authored: Any
    """What a file of content/printables/ is: one of all kinds."""
    faults: tuple[Diagnostic, ...]
    """What is wrong with the packages that add some."""


def printable_kinds() -> Kinds:
    """Every kind of printable, with those of the packages that are installed."""
    return _union_of(plugins.plugins(plugins.PRINTABLES_GROUP))


@lru_cache(FEW)
def _union_of(listed: tuple[plugins.Plugin, ...]) -> Kinds:
    added: dict[str, AddedKind] = {}
    faults = []
    taken = set(map(word_of, SHIPPED))
    # one package that fails must not take the kinds of the others with it
    for plugin in listed:
        try:
            handler = plugin.load()
            word = _checked(handler.model, taken)
        except plugins.PLUGIN_FAULTS as fault:
            faults.append(plugin.fault(fault))
            continue
        taken.add(word)
        added[word] = AddedKind(plugin, handler, handler.model)
    models = [*SHIPPED]
    for kind in added.values():
        models.append(kind.model)
    union: Any = reduce(or_, models)
    return Kinds(added, Annotated[union, Field(discriminator="kind")], tuple(faults))


def word_of(model: type[Printable]) -> str:
    """The word after `kind:` that chooses a model. Raises TypeError where there is not exactly one."""
    words = get_args(model.model_fields["kind"].annotation)
    if len(words) != 1 or not isinstance(words[0], str):
        raise TypeError(f'{model.__name__} has no kind: Literal["..."] with one word')
    return words[0]


def _checked(model: Any, taken: set[str]) -> str:
    """The word of a model of another package. Raises TypeError or ValueError where it cannot be used."""
    if not (isinstance(model, type) and issubclass(model, Printable)):
        raise TypeError(f"{model!r} is not a subclass of Printable")
    word = word_of(model)
    if word in taken:
        raise ValueError(f'there is a printable kind "{word}" already')
    adapter(model)  # raises here what it would raise for all kinds together
    return word
