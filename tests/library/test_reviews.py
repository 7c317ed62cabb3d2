"""Who has to read a text, and signatures: one holds only while the text below it says the same."""

import json
from dataclasses import replace
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from trial import activity, authored, one_session, shipped, with_content

from practicepack.library.entry import Entry
from practicepack.library.load import Library, models
from practicepack.library.models.review import REVIEWED, Signature
from practicepack.library.reviews import NOT_READ, reviewed_text, reviewed_texts, text_hash

NEEDED = {"review": "{needed: a lawyer}"}
WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=12)


def marked() -> list[tuple[str, Entry[Any]]]:
    """The shipped things that ask to be read, each with its folder."""
    listed = [(text.kind, getattr(shipped(), text.kind)[text.id]) for text in reviewed_texts(shipped())]
    assert len(listed) > 20
    return listed


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all texts in some plain values."""
    if isinstance(value, str):
        return [path]
    paths = []
    if isinstance(value, dict):
        for key, item in value.items():
            if path or key not in NOT_READ | {"kind"}:
                paths += leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            paths += leaves(item, (*path, index))
    return paths


def put(value: Any, path: tuple[Any, ...], text: str) -> Any:
    copy = json.loads(json.dumps(value))
    inside = copy
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = text
    return copy


def hash_of(kind: str, values: Any, **spelling: Any) -> str:
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, **spelling)
    return text_hash(authored(models()[kind], f"content/{kind}/try.yaml", text).item)


def values_of(entry: Entry[Any]) -> Any:
    # the words as an author could have written them, with no defaults spelt out
    return json.loads(entry.item.model_dump_json(by_alias=True, exclude_defaults=True))


@given(st.data())
def test_any_change_of_words_voids_a_signature(data: st.DataObject) -> None:
    _, entry = data.draw(st.sampled_from(marked()))
    values = values_of(entry)
    # ids, words of a list and shares are texts as well, but no author may write anything there
    free = [path for path in leaves(values) if " " in _at(values, path)]
    path = data.draw(st.sampled_from(free))
    word = data.draw(WORDS)
    before = _at(values, path)
    changed = data.draw(st.sampled_from([f"{before} {word}", f"{word} {before}", _without_one(before)]))
    other = entry.item.model_validate_json(json.dumps(put(values, path, changed)), strict=False)
    assert text_hash(other) != text_hash(entry.item)


def _at(values: Any, path: tuple[Any, ...]) -> str:
    for step in path:
        values = values[step]
    return str(values)


def _without_one(text: str) -> str:
    """The same without its last word."""
    return text.rsplit(maxsplit=1)[0]


@given(st.data())
def test_how_the_yaml_is_spelt_does_not_matter(data: st.DataObject) -> None:
    kind, entry = data.draw(st.sampled_from(marked()))
    width = data.draw(st.integers(20, 200))
    style = data.draw(st.sampled_from(["'", '"', None]))
    values = yaml.load(entry.source.text, yaml.BaseLoader)  # noqa: S506 - texts alone, of our own files
    assert hash_of(kind, values, width=width, default_style=style) == text_hash(entry.item)


def test_where_a_thing_belongs_and_comes_from_is_no_part_of_it() -> None:
    library = with_content(shipped(), activity("plain", **NEEDED))
    themed = with_content(
        shipped(), activity("plain", themes="[power]", credit="{origin: Someone else}", **NEEDED)
    )
    named = with_content(shipped(), activity("plain", review="{needed: a nurse}"))
    hashes = {text_hash(each.activities["plain"].item) for each in (library, themed, named)}
    assert len(hashes) == 1


def test_a_default_that_is_written_out_changes_nothing_and_a_limit_does() -> None:
    plain = with_content(shipped(), activity("plain", **NEEDED))
    written = with_content(shipped(), activity("plain", pace="mixed", **NEEDED))
    higher = with_content(shipped(), activity("plain", sensitivity="high", **NEEDED))
    hashes = [text_hash(each.activities["plain"].item) for each in (plain, written, higher)]
    assert hashes[0] == hashes[1] != hashes[2]


def signed(library: Library, of: str, text: str) -> Library:
    file = f'of: {of}\nby: Amina Otieno\non: 2026-03-08\ntext: "{text}"\n'
    return replace(library, reviews={"try": authored(Signature, "content/reviews/try.yaml", file)})


def test_a_signature_counts_for_its_text_alone() -> None:
    library = one_session("soft", content=activity("soft", **NEEDED))
    waiting = reviewed_text(library, "activities", "soft")
    assert waiting
    assert (waiting.needed, waiting.by) == ("a lawyer", "")
    read = reviewed_text(signed(library, "activities/soft", waiting.text), "activities", "soft")
    assert read
    assert (read.by, str(read.on)) == ("Amina Otieno", "2026-03-08")
    for of, text in (("activities/power-walk", waiting.text), ("activities/soft", "0" * 16)):
        other = reviewed_text(signed(library, of, text), "activities", "soft")
        assert other
        assert other.by == ""


def test_a_signature_can_stand_in_the_text_itself() -> None:
    library = with_content(shipped(), activity("soft", **NEEDED))
    waiting = reviewed_text(library, "activities", "soft")
    assert waiting
    by = f'{{needed: a lawyer, by: Amina Otieno, on: 2026-03-08, text: "{waiting.text}"}}'
    read = reviewed_text(with_content(shipped(), activity("soft", review=by)), "activities", "soft")
    assert read
    assert read.by == "Amina Otieno"


def test_what_asks_for_nothing_is_not_listed() -> None:
    assert set(REVIEWED) <= set(models())
    assert "activities/power-walk" not in {text.name for text in reviewed_texts(shipped())}
