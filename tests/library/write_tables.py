"""Write the tables of docs/authoring.md from the JSON Schemas: `make schemas`.

A table stands between two remarks. The first names a schema, a group of fields in it, and, if not all are
meant, the fields: <!-- fields: activity Cue for not_for if -->. A group called * has what all kinds share.
Several groups may be in one table, with commas between them. Then each field is named with its group.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from practicepack.library.json_schema import schemas

DOCS = Path(__file__).parents[2] / "docs" / "authoring.md"
MARKED = re.compile(r"(<!-- (fields|forms):([^>]*) -->\n).*?(<!-- end -->\n)", re.DOTALL)
HEAD = "| Field | You write | What it is | Must it be there? |\n|---|---|---|---|\n"
FORMS_HEAD = "| Form | What you may write | Examples |\n|---|---|---|\n"
SAID = re.compile(r"\s*(?:The default is|Without it,) (.+)\.$")
"""The end of a description that says what holds without the field."""
EVERYWHERE = ("for", "not_for")
"""Fields that stand in many groups, and have a section of their own."""
SCHEMAS = {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return MARKED.sub(lambda found: found[1] + table(found[2], found[3]) + found[4], text)


def table(subject: str, asked: str) -> str:
    """The table that a remark asks for."""
    if subject == "forms":
        return forms()
    groups = [group.split() for group in asked.split(",")]
    lines = [line for group in groups for line in rows(*group, is_named=len(groups) > 1)]
    return HEAD + "".join(lines)


def rows(name: str, group: str = "", *keys: str, is_named: bool) -> Iterator[str]:
    """A line for each field of a group: of the file itself, where no group is named."""
    properties, required = fields(name, group)
    title = SCHEMAS[name]["$defs"][group]["title"].lower() + ": " if is_named else ""
    for key, schema in properties.items():
        if key in keys or (not keys and key not in EVERYWHERE):
            yield f"| {title}" + row(name, key, schema, is_needed=key in required)


def row(name: str, key: str, schema: dict[str, Any], *, is_needed: bool) -> str:
    """A field: how it is written, what it is, and what holds without it."""
    text = schema.get("markdownDescription", schema["description"])
    without = SAID.search(text)
    said = without[1] if without else "-"
    absent = "**must**" if is_needed else said
    text = SAID.sub("", text)
    return f"`{key}` | {form(name, schema)} | {text} | {absent} |\n"


def fields(name: str, group: str) -> tuple[dict[str, Any], list[str]]:
    """The properties of a group, and the keys among them that must be there."""
    definitions = SCHEMAS[name]["$defs"]
    if not group:
        return keys_of(SCHEMAS[name])
    if "oneOf" not in SCHEMAS[name]:
        return keys_of(definitions[group])
    kinds = [keys_of(resolved(name, kind)) for kind in SCHEMAS[name]["oneOf"]]
    shared = {key: schema for key, schema in kinds[0][0].items() if all(key in kind for kind, _ in kinds)}
    shared.pop("kind", None)
    if group == "*":
        title = {"title": shared.pop("title")}
        return title | {"kind": one_of(kind["kind"] for kind, _ in kinds)} | shared, kinds[0][1]
    properties, required = keys_of(definitions[group])
    if "kind" not in properties:
        return properties, required
    return {key: schema for key, schema in properties.items() if key not in {"kind", *shared}}, required


def keys_of(schema: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The properties of a schema, or of its long form where it has a short one."""
    for part in (schema, *schema.get("anyOf", ())):
        if "properties" in part:
            return part["properties"], part.get("required", [])
    raise KeyError(schema)


def one_of(kinds: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The field that says of which kind a file is."""
    words = [kind["const"] for kind in kinds]
    listed = ", ".join(f"`{word}`" for word in words[:-1]) + f" or `{words[-1]}`"
    return {"description": f"What kind of sheet it is: {listed}.", "enum": words}


def form(name: str, schema: dict[str, Any], *, many: bool = False) -> str:
    """How a value is written, in the words of the page."""
    if "$ref" in schema:
        shape = resolved(name, schema)
        title = str(shape["title"]).lower()
        if "properties" in shape and not many:
            return "group"
        return plural(title) if many else title
    if "enum" in schema or "const" in schema:
        return "words" if many else "word"
    if "items" in schema:
        return f"list of {form(name, schema['items'], many=True)}"
    listed = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if listed:
        return " or ".join(form(name, part) for part in listed if part != {"type": "null"})
    return "numbers" if many else "number"


def plural(title: str) -> str:
    """Several of something: "ids", "people", "texts"."""
    return title if title.endswith(("s", "people")) else f"{title}s"


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to."""
    definition: dict[str, Any] = SCHEMAS[name]["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return definition


def forms() -> str:
    """A line for each type of value that fields share, in the order of the alphabet."""
    shared = {}
    for schema in SCHEMAS.values():
        for shape in schema["$defs"].values():
            if "properties" not in shape and ("examples" in shape or "anyOf" not in shape):
                shared[shape["title"].lower()] = shape
    lines = [
        f"| {title} | {shared[title]['description']} | {examples(shared[title])} |\n"
        for title in sorted(shared)
    ]
    return FORMS_HEAD + "".join(lines)


def examples(shape: dict[str, Any]) -> str:
    """What may be written, as it stands in a file."""
    return ", ".join(f"`{in_yaml(example)}`" for example in shape.get("examples", ()))


def in_yaml(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {in_yaml(item)}" for key, item in value.items()) + "}"
    text = str(value)
    return f'"{text}"' if ":" in text or text.startswith("#") else text


if __name__ == "__main__":
    DOCS.write_text(page(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
