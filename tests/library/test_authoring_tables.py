"""The tables of docs/authoring.md are those that the schemas give, and no field is missing from them."""

import re

import pytest

from library.write_tables import DOCS, MARKED, SCHEMAS, form, forms, keys_of, page, rows, table

TEXT = DOCS.read_text(encoding="utf-8")
ELSEWHERE = {"Range"}
"""Groups that the section on minutes explains."""
WRITTEN = re.compile(r"^\| (?:[^|`]+: )?`(\w+)` \| ([^|]+) \|", re.MULTILINE)
"""A field of a table, and how it is written."""


def groups() -> list[tuple[str, str]]:
    """Every group of fields of every schema, by the names of both."""
    return [
        (name, group)
        for name, schema in SCHEMAS.items()
        for group, shape in schema["$defs"].items()
        if any("properties" in part for part in (shape, *shape.get("anyOf", ())))
    ]


def test_the_tables_are_up_to_date() -> None:
    """`make schemas` writes them."""
    assert page(TEXT) == TEXT


def test_a_stale_table_would_be_seen() -> None:
    line = "| `participants` | number | How many people take part, 2 to 500. | **must** |\n"
    assert line in TEXT
    assert page(TEXT.replace(line, "")) == TEXT


def test_what_is_around_a_table_stays() -> None:
    text = "Before.\n<!-- fields: safety -->\nold\n<!-- end -->\nAfter.\n"
    assert page(text).startswith("Before.\n<!-- fields: safety -->\n| Field |")
    assert page(text).endswith(" |\n<!-- end -->\nAfter.\n")
    assert "old" not in page(text)


@pytest.mark.parametrize(("name", "group"), groups(), ids="-".join)
def test_every_field_of_a_group_is_in_a_table_or_beside_it(name: str, group: str) -> None:
    """By its words, as a group may be in a table of another schema."""
    properties, _ = keys_of(SCHEMAS[name]["$defs"][group])
    if group in ELSEWHERE:
        return
    missing = []
    for key, schema in properties.items():
        words = schema.get("markdownDescription", schema["description"])
        start = re.split(r"(?<=\.) ", words)[0]
        if key not in ("for", "not_for", "kind") and start not in TEXT:
            missing.append(key)
    if group == "Variant":
        section = TEXT.partition("### Variants")[2].partition("## ")[0]
        missing = [key for key in missing if f"`{key}`" not in section]
    assert missing == []


@pytest.mark.parametrize("name", sorted(SCHEMAS.keys() - {"printable"}))
def test_every_field_of_a_file_is_in_its_table(name: str) -> None:
    assert f"<!-- fields: {name} -->\n{table('fields', name)}<!-- end -->" in TEXT


def test_every_way_to_write_a_field_is_explained() -> None:
    tables = "".join(found[0] for found in MARKED.finditer(TEXT) if found[2] == "fields")
    ways = {way for _, written in WRITTEN.findall(tables) for way in written.split(" or ") if way != "true"}
    single = {way.removeprefix("list of ") for way in ways if not way.startswith("list of ")} - {"false"}
    explained = {line.split("|")[1].strip() for line in forms().splitlines()[2:]}
    assert single - explained == {"number", "word", "group"}
    intro = TEXT.partition("## Words used in the tables")[2].partition("## What")[0]
    assert all(f"**{way}**" in intro for way in ("number", "word", "group"))


@pytest.mark.parametrize(
    ("name", "group", "key", "way"),
    [
        ("activity", "Activity", "title", "line"),
        ("activity", "Activity", "steps", "list of steps"),
        ("activity", "Activity", "never_with", "list of audiences"),
        ("activity", "Activity", "groups", "groups"),
        ("activity", "Activity", "credit", "group"),
        ("activity", "ActivityStep", "minutes", "range or group"),
        ("activity", "Cue", "say", "texts"),
        ("audience", "Gate", "needs", "list of words"),
        ("audience", "Audience", "longest_block", "number of minutes"),
        ("workshop", "Track", "participants", "number"),
    ],
)
def test_a_field_is_written_in_the_words_of_the_page(name: str, group: str, key: str, way: str) -> None:
    schema = SCHEMAS[name] if SCHEMAS[name]["title"] == group else SCHEMAS[name]["$defs"][group]
    assert form(name, keys_of(schema)[0][key]) == way


def test_what_holds_without_a_field_is_in_its_own_column() -> None:
    lines = {line.split("`")[1]: line for line in rows("audience", is_named=False)}
    assert lines["longest_block"].endswith("Beyond it you are warned. | 90 |\n")
    assert lines["under_18"].endswith(" | it is not known |\n")
    assert lines["kind"].endswith(" | **must** |\n")
    assert lines["ages"].endswith(" | - |\n")


def test_fields_of_several_groups_are_named_with_their_group() -> None:
    text = table("fields", "workshop Organiser, workshop Lead")
    assert "| organiser: `name` | line |" in text
    assert "| person: `name` | line |" in text


def test_all_kinds_of_sheets_share_some_fields() -> None:
    shared = {line.split("`")[1] for line in rows("printable", "*", is_named=False)}
    own = {line.split("`")[1] for line in rows("printable", "Cards", is_named=False)}
    assert {"title", "kind", "to", "per"} <= shared
    assert own == {"per_sheet", "services", "cards"}
