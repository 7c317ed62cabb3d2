import json
import re
import sys
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from practicepack.library.json_schema import NAMES, field_docstrings, schemas
from practicepack.library.models import activity as model
from practicepack.library.models import printable, workshop
from practicepack.library.models.fields import Authored, Counted, Range
from practicepack.library.models.people import Groups, People, Team
from practicepack.workspace import shipped_root

ROOT = shipped_root()
FILES = sorted([*ROOT.glob("content/*/*.yaml"), *ROOT.glob("sessions/**/*.yaml")])
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
KEYWORDS = {
    *("$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "const", "pattern"),
    *("properties", "required", "additionalProperties", "items", "minItems", "maxItems", "maxLength"),
    *("minimum", "maximum", "anyOf", "oneOf", "discriminator", "examples"),
    *("markdownDescription", "enumDescriptions"),
}
"""Those of JSON Schema 2020-12 that say something here, and those of editors."""
MODELS = [
    made
    for module in (model, printable, workshop)
    for made in vars(module).values()
    if isinstance(made, type) and issubclass(made, Authored) and made.__module__ == module.__name__
    if made is not printable.Printable  # every kind of sheet has its keys
] + [Range, Counted, People, Groups]


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema, itself first."""
    yield schema
    named = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    listed = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    for part in (*named, *listed, *([schema["items"]] if "items" in schema else [])):
        yield from parts(part)


def summary(made: type[Authored]) -> str:
    """The first paragraph of a docstring, as an editor shows it."""
    return " ".join((getdoc(made) or "").partition("\n\n")[0].split()).replace("`", "")


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference of a schema leads to; anything else as it is."""
    if "$ref" not in schema:
        return schema
    definition: dict[str, Any] = SCHEMAS[name]["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return definition


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every schema, with the key that an author writes."""
    for schema in SCHEMAS.values():
        for part in parts(schema):
            yield from part.get("properties", {}).items()


def enums(schema: dict[str, Any]) -> list[str]:
    """The values that a property lists: its own, those of its items, or those that are not null."""
    listed = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return [str(value) for part in listed for value in part.get("enum", ())]


def kind_of(file: Path) -> str:
    if file.parent.parent.name == "sessions":
        names = {f"{name}.yaml": name for name in ("workshop", "referrals", "programme")}
        return names.get(file.name, "session")
    return NAMES[file.parent.name]


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert sorted(SCHEMAS) == [
        "activity.json",
        "audience.json",
        "energiser.json",
        "practice.json",
        "printable.json",
        "programme.json",
        "referrals.json",
        "review.json",
        "safety.json",
        "session.json",
        "theme.json",
        "workshop.json",
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_says_which_version_it_follows(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_readable_and_ends_in_a_line_end(name: str) -> None:
    assert schemas()[name] == json.dumps(SCHEMAS[name], indent=1, ensure_ascii=False) + "\n"


def test_keys_stand_in_the_order_in_which_authors_write_them() -> None:
    """An editor writes the keys that must be there in this order."""
    assert SCHEMAS["activity.json"]["$defs"]["ActivityStep"]["required"] == ["id", "title", "minutes", "cues"]
    people = SCHEMAS["activity.json"]["$defs"]["People"]
    assert [*people["examples"][0]] == ["min", "ideal", "max"]
    assert [*people["properties"]] == ["min", "ideal", "max", "unit"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_to_a_definition(name: str) -> None:
    referred = {part["$ref"] for part in parts(SCHEMAS[name]) if "$ref" in part}
    assert referred == {f"#/$defs/{one}" for one in SCHEMAS[name].get("$defs", {})}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_keyword_is_one_that_editors_know(name: str) -> None:
    assert {key for part in parts(SCHEMAS[name]) for key in part} - KEYWORDS == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_group_of_keys_is_closed(name: str) -> None:
    closed = [part["additionalProperties"] for part in parts(SCHEMAS[name]) if "properties" in part]
    assert set(closed) == {False}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_required_key_is_described(name: str) -> None:
    groups = [part for part in parts(SCHEMAS[name]) if "properties" in part]
    assert {
        key for part in groups for key in part.get("required", ()) if key not in part["properties"]
    } == set()


@pytest.mark.parametrize(
    ("name", "path", "fits", "fails"),
    [
        ("workshop.json", ("WorkshopDay", "start"), "9h30", ("930", "09:300", "x09:30", "24:00")),
        ("referrals.json", ("Service", "checked"), "2026-03-04", ("2026-3", "on 2026-03-04")),
        ("referrals.json", ("Service", "checked"), "2026/3/4", ("2026/3-4", "4/3/2026")),
        ("activity.json", ("Material", "spare"), "10 %", ("10", "x10%")),
        ("session.json", ("Use", "use"), "power-walk", ("Power walk", "power--walk")),
    ],
)
def test_a_pattern_takes_whole_values_only(
    name: str, path: tuple[str, str], fits: str, fails: tuple[str, ...]
) -> None:
    """JSON Schema searches a pattern anywhere in the value unless it is anchored."""
    pattern = resolved(name, SCHEMAS[name]["$defs"][path[0]]["properties"][path[1]])["pattern"]
    assert [bool(re.search(pattern, text)) for text in (fits, *fails)] == [True, *[False] * len(fails)]


def test_the_limits_of_a_count_are_limits_in_the_schema() -> None:
    lunch = SCHEMAS["workshop.json"]["$defs"]["BlockInDay"]["properties"]["lunch"]["anyOf"][0]
    counted = resolved("workshop.json", lunch)
    assert (counted.get("minimum"), counted.get("maximum")) == (0, 9999)


@pytest.mark.parametrize("name", ["Range", "Groups"])
def test_a_short_form_may_be_a_bare_number(name: str) -> None:
    """`minutes: 10` is an integer to an editor."""
    types = [form["type"] for form in SCHEMAS["activity.json"]["$defs"][name]["anyOf"]]
    assert {kind for one in types for kind in ([one] if isinstance(one, str) else one)} == {
        "string",
        "integer",
        "object",
    }


@pytest.mark.parametrize("made", MODELS, ids=lambda made: made.__name__)
def test_every_key_of_every_model_is_in_a_schema(made: type[Authored]) -> None:
    described = [
        group
        for schema in SCHEMAS.values()
        for part in parts(schema)
        if part.get("description") == summary(made)
        for group in (part, *part.get("anyOf", ()))
        if "properties" in group
    ]
    assert {frozenset(group["properties"]) for group in described} == {frozenset(made.known_keys())}


def test_there_are_shipped_files() -> None:
    # a signature is someone's own word: none can be shipped
    assert {kind_of(file) for file in FILES} == {Path(name).stem for name in SCHEMAS} - {"review"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_shipped_file_leads_editors_to_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    start = "# yaml-language-server: $schema="
    assert first[: len(start)] == start
    target = (file.parent / first[len(start) :]).resolve()
    assert target == ROOT / "content" / "schemas" / f"{kind_of(file)}.json"


def test_the_shipped_schemas_are_up_to_date() -> None:
    """`make schemas` writes them."""
    shipped = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "content/schemas").iterdir()}
    assert shipped == schemas()


def test_every_property_is_described() -> None:
    assert len([*properties()]) > 400
    assert [key for key, schema in properties() if not schema.get("description")] == []


def test_a_description_says_more_than_the_key() -> None:
    """In plain words: at least four, in sentences, and short enough to be read while typing."""
    bad = {
        f"{key}: {schema['description']}"
        for key, schema in properties()
        if len(schema["description"].split()) < 3
        or len(schema.get("markdownDescription", schema["description"])) > 240
        or schema["description"].strip(".").lower().replace(" ", "_") in (key, f"the_{key}")
        or schema["description"][-1] != "."
        or "  " in schema["description"]
    }
    assert bad == set()


def test_a_description_says_what_each_value_means() -> None:
    listed = [(key, schema) for key, schema in properties() if enums(schema)]
    assert len(listed) > 50
    unsaid = {
        (key, value)
        for key, schema in listed
        for value in enums(schema)
        if f"`{value}`" not in schema["markdownDescription"]
    }
    assert unsaid == set()


@pytest.mark.parametrize(
    ("name", "group", "key", "value", "meaning"),
    [
        ("activity.json", "Shorter", "by", "two-groups", "Only two groups report."),
        ("activity.json", "Preparation", "when", "week-before", "A week before."),
        ("activity.json", "Cue", "if", "no-paper", "None to write on."),
        ("audience.json", "Gate", "needs", "apart", "Separate rooms earlier."),
        ("printable.json", "FormField", "answer", "numbers", "1 to 5."),
    ],
)
def test_an_editor_shows_what_a_value_means(
    name: str, group: str, key: str, value: str, meaning: str
) -> None:
    definition = SCHEMAS[name]["$defs"][group]
    groups = [part for part in parts(definition) if "properties" in part]
    schema = groups[0]["properties"][key]
    listed = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    part = next(part for part in listed if "enum" in part)
    assert part["enumDescriptions"][part["enum"].index(value)] == meaning


def test_a_description_that_names_a_default_names_the_right_one() -> None:
    """A default that changes must change in the words, too."""
    wrong = []
    for key, schema in properties():
        said = re.search(
            r"The default is `?(\[?[\w%-]+\]?)`?", schema.get("markdownDescription", schema["description"])
        )
        default = schema.get("default")
        if said and said[1] not in ("a", "flipchart", "referrals") and default is not None:
            written = json.dumps(default).replace('"', "")
            wrong += [(key, said[1], written)] if written != said[1] else []
        if default is not None and "default" not in schema["description"].lower():
            wrong.append((key, "nothing", str(default)))
    assert wrong == []


def test_examples_are_values_that_the_model_accepts() -> None:
    """An editor offers them, so they must not be refused."""
    for made in (Range, Groups, People, Team):
        examples = made.model_config["json_schema_extra"]["examples"]  # type: ignore[index, call-overload]
        for example in examples:
            made.model_validate(example if isinstance(example, dict) else str(example))


def test_a_docstring_below_a_field_is_found_in_every_class_above_it() -> None:
    described = field_docstrings(workshop.BlockInDay)
    assert described["for_"] == field_docstrings(printable.Card)["for_"]
    assert "\n" not in described["minutes"]
    assert described["minutes"].startswith("How long it takes, in whole minutes: 20 or 10-15-20.")


def test_every_form_of_a_property_has_its_words() -> None:
    """Editors show the words of the form that someone chose, instead of those beside it."""
    for key, schema in properties():
        forms = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        said = {form.get("description") for form in forms if form != {"type": "null"}}
        assert said <= {schema["description"]}, key


def test_a_model_without_source_has_no_docstrings(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that was typed at a prompt, or comes in a compiled package."""
    made = type("Made", (Authored,), {"__module__": "made_elsewhere", "__annotations__": {"size": int}})
    monkeypatch.setitem(sys.modules, "made_elsewhere", ModuleType("made_elsewhere"))
    assert field_docstrings(made) == field_docstrings(Authored)


def test_every_definition_has_a_title_in_words_and_says_what_it_is() -> None:
    """An editor offers a whole group by its title, and shows what it is."""
    listed = [shape for schema in SCHEMAS.values() for shape in schema["$defs"].values()]
    assert {shape["title"] for shape in listed} >= {"Day", "Block", "Step change", "Time of day", "Line"}
    assert [shape["title"] for shape in listed if "\n" in shape["description"]] == []
    assert all(re.fullmatch(r"[A-Z][a-z]*( [a-z]+)*", shape["title"]) for shape in listed)
    assert all(shape["description"].strip(". ").count(" ") > 1 for shape in listed)


def test_no_default_says_nothing() -> None:
    """An editor would write `shorter: null` or `after: []` into the file."""
    stated = [schema["default"] for _, schema in properties() if "default" in schema]
    assert len(stated) > 50
    assert [default for default in stated if default in (None, "", [], {})] == []


def test_a_default_is_what_an_author_would_write() -> None:
    workshop_keys = SCHEMAS["workshop.json"]["properties"]
    material = SCHEMAS["activity.json"]["$defs"]["Material"]["properties"]
    assert workshop_keys["facilitators"]["default"] == 2
    assert material["spare"]["default"] == "0%"
    assert json.dumps(material["quantity"]["default"]) == "1"


def test_the_title_of_a_property_is_the_key_that_an_author_writes() -> None:
    """Pydantic would call not_for "Not For"."""
    assert [(key, schema["title"]) for key, schema in properties() if schema["title"] != key] == []
