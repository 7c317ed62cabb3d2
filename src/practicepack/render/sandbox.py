"""Jinja's sandbox and where it finds templates: a stranger's reaches nothing but what it is given."""

from collections.abc import Callable, Mapping, Sized
from functools import partial
from types import FunctionType
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from practicepack.diagnostics import ContentError, Source
from practicepack.workspace import Workspace

LONGEST_PRODUCT = 10_000
"""How often a text or a list may be repeated."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which the methods of our own values cannot be called either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A product. Raises SecurityError for what could take hours, or all memory, in one step."""
        long = [operand for operand in (left, right) if not isinstance(operand, int | float)]
        if operator == "**" or (long and max(_repetitions(left), _repetitions(right)) > LONGEST_PRODUCT):
            raise SecurityError(f"{operator} of numbers or texts as large as these is not worked out")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Nothing of a class: what a class hands out takes any value, and then no other rule holds."""
        if type(obj).__module__.startswith("practicepack."):
            return not attr.startswith("_")  # the rule for all, without asking what else it may be
        return not isinstance(obj, type) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: object) -> bool:
        """Macros and functions that we hand in, and the methods of texts, lists and mappings."""
        owner = getattr(obj, "__self__", None)
        plain = isinstance(owner, str | tuple | list | Mapping)
        handed = owner is None and (obj is dict or isinstance(obj, FunctionType | partial))
        of_whom = obj if owner is None else owner
        kind = obj
        if not isinstance(kind, type):
            kind = type(of_whom)
        ours = plain or handed or kind.__module__.startswith("jinja2.")
        return ours and super().is_safe_callable(obj)


class Loader(BaseLoader):
    """Templates of the user's folder first, the shipped ones second. `shipped/NAME` skips the user's."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template and its name in messages; it is always up to date. For Jinja."""
        del environment
        source = template_source(self.workspace, template)
        if source is None:
            raise TemplateNotFound(template)
        return source.text, f"templates/{template}", lambda: True


def template_source(workspace: Workspace, template: str) -> Source | None:
    """The text of a template by its name below templates/, None where there is none.

    Raises ContentError where it cannot be read.
    """
    shipped = template.removeprefix("shipped/")
    name = f"templates/{shipped}"
    layers = workspace
    if shipped != template:
        layers = Workspace(None, workspace.shipped)
    if layers.find(name) is None:
        return None
    source = layers.read(name)
    if isinstance(source, Source):
        return source
    raise ContentError([source])


def _repetitions(value: object) -> int:
    """How often something is repeated, or how much there is to repeat."""
    if isinstance(value, int):
        return value
    if isinstance(value, Sized):
        return len(value)
    return 0
