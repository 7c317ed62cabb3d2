"""JSON Schemas for editors, one for each kind of file.

Every property is described by the docstring below its field. Pydantic can read these docstrings when it makes
the classes (`use_attribute_docstrings`), but then every command starts 40 ms later. So they are read here.
"""

import ast
import inspect
import json
import re
from functools import cache
from importlib import import_module
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from practicepack.library.load import models
from practicepack.library.models.fields import Authored
from practicepack.library.models.programme import Programme
from practicepack.library.models.review import Signature
from practicepack.library.models.schema_types import TYPE
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.reading.validate import adapter

NAMES = {
    "practices": "practice",
    "themes": "theme",
    "activities": "activity",
    "printables": "printable",
    "audiences": "audience",
    "safety": "safety",
    "energisers": "energiser",
}
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
VALUE = r"`{value}` \(([^()]*)\)"
"""How a docstring says what a value means: `low` (light and safe)."""


def schemas() -> dict[str, str]:
    """File name to JSON text, for every kind of file that an author writes."""
    kinds: dict[str, Any] = {NAMES[folder]: model for folder, model in models().items()}
    kinds |= {"workshop": Workshop, "session": Session, "referrals": Referrals, "programme": Programme}
    kinds["review"] = Signature
    return {f"{name}.json": _schema(name, model) for name, model in sorted(kinds.items())}


def _schema(name: str, model: Any) -> str:
    schema = adapter(model).json_schema(by_alias=True, schema_generator=_Described)
    shared: dict[str, Any] = {}
    schema = _with_shared_types(schema, shared)
    schema["$defs"] = schema.pop("$defs", {}) | shared
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name} | schema
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def field_docstrings(model: type[Authored]) -> dict[str, str]:
    """What the docstring below each field of a model says, by the name of the field, on one line."""
    described: dict[str, str] = {}
    # the base class first, so that a class can describe a field again
    for owner in reversed(model.__mro__):
        if issubclass(owner, Authored):
            described |= _docstrings(owner.__module__).get(owner.__name__, {})
    return described


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """The docstrings below the fields of every class of a module, read from its source."""
    try:
        tree = ast.parse(inspect.getsource(import_module(module)))
    except (OSError, TypeError):  # compiled, or typed at a prompt: its fields are not described
        return {}
    return {node.name: _of_class(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> dict[str, str]:
    described = {}
    # a docstring below a field is an expression of its own to Python, and belongs to nothing
    for field, below in zip(node.body, node.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            described[field.target.id] = " ".join(str(below.value.value).split())
    return described


class _Described(GenerateJsonSchema):
    """Titles every property with its key, and describes it with the docstring of its field."""

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        """The schema of a group of keys."""
        model = schema["cls"]
        group = super().model_schema(schema)
        if "title" not in model.model_config:
            group["title"] = CAPITAL.sub(" ", model.__name__).capitalize()
        if model.__doc__:
            group |= _markup(_summary(model))
        described = field_docstrings(model)
        for name, field in model.model_fields.items():
            key = field.alias or name
            group["properties"][key] = _described(key, group["properties"][key], described.get(name))
        return group

    def sort(self, value: Any, parent_key: str | None = None) -> Any:  # noqa: ARG002 - pydantic passes it
        """Keep the order in which fields and examples are written."""
        return value

    def encode_default(self, dflt: Any) -> Any:
        """A default as an author would write it."""
        if isinstance(dflt, Authored):
            keys = dflt.model_dump(by_alias=True, exclude_defaults=True)
            if list(keys) == [dflt.short]:
                return keys[dflt.short]
            return keys
        if isinstance(dflt, float) and dflt.is_integer():
            return int(dflt)
        return super().encode_default(dflt)


def _described(key: str, schema: dict[str, Any], description: str | None) -> dict[str, Any]:
    """A property with its title and description, without a default that says nothing."""
    described = {**schema, "title": key}
    if description is not None:
        described |= _markup(description)
        for forms in {"anyOf", "oneOf"} & described.keys():
            described[forms] = [_form(key, part, description) for part in described[forms]]
        enum = _enum(described)
        meanings = [_value_meaning(value, description) for value in enum.get("enum", ())]
        if any(meanings):
            enum["enumDescriptions"] = meanings
    default = described.pop("default", None)
    if default in (None, "", [], {}):
        return described
    # a share is a float to us, and a percentage to whoever types it
    if schema.get(TYPE, {}).get("title") == "Share":
        default = f"{default:.0%}"
    return {**described, "default": default}


def _form(key: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """One of several forms of a property. An editor shows the words of the form that an author chose."""
    if schema == {"type": "null"}:
        return schema
    return {**schema, "title": key, **_markup(description)}


def _summary(model: type[Authored]) -> str:
    """The first paragraph of the docstring of a model, on one line."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].split())


def _markup(description: str) -> dict[str, Any]:
    """A description as plain text, and as Markdown where it has code: editors show one or the other."""
    if "`" not in description:
        return {"description": description}
    return {"description": description.replace("`", ""), "markdownDescription": description}


def _enum(schema: dict[str, Any]) -> dict[str, Any]:
    """The part of a property that lists its values: itself, its items, or what it is when it is not null."""
    parts: tuple[dict[str, Any], ...] = (schema, schema.get("items", {}), *schema.get("anyOf", ()))
    for part in parts:
        if "enum" in part:
            return part
    return {}


def _value_meaning(value: Any, description: str) -> str:
    """What a description says about a value, or nothing."""
    meaning = re.search(VALUE.format(value=re.escape(str(value))), description)
    if meaning is None:
        return ""
    return f"{meaning[1][0].upper()}{meaning[1][1:]}."


def _with_shared_types(part: Any, definitions: dict[str, Any]) -> Any:
    """A part of a schema in which every use of a shared type refers to one definition."""
    if isinstance(part, list):
        return [_with_shared_types(child, definitions) for child in part]
    if not isinstance(part, dict):
        return part
    written = {}
    for key, child in part.items():
        if key != TYPE:
            written[key] = _with_shared_types(child, definitions)
    if TYPE in part:
        name = part[TYPE]["title"].title().replace(" ", "")
        definitions[name] = part[TYPE]
        written["$ref"] = f"#/$defs/{name}"
    return written
