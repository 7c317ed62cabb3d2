"""How the types that many fields share look in a JSON Schema: with a name, a description and examples."""

from typing import Any

from pydantic import WithJsonSchema

TYPE = "x-type"
"""Marks a type that becomes a definition of its own when a schema is written. It is in no schema."""

ONE_OR_MORE = {
    "type": ["string", "array"],
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}
"""A text or a list of texts. With the types beside the forms, an editor writes a text first."""


def named(title: str, description: str, schema: dict[str, Any], *examples: Any) -> WithJsonSchema:
    """The JSON Schema of a shared type. An editor offers the examples as values, so each must be usable."""
    return WithJsonSchema(named_schema(title, description, schema, *examples))


def named_schema(title: str, description: str, schema: dict[str, Any], *examples: Any) -> dict[str, Any]:
    """The same as plain data, for a type that is a class."""
    shared = {"title": title, "description": description, **schema}
    if examples:
        shared["examples"] = list(examples)
    return {TYPE: shared}
