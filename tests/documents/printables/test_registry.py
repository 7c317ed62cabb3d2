"""Every kind of printable has a model, a class and a template, and states what the plan counts by."""

import pytest

from practicepack.documents.printables import DOCUMENTS, PRINTABLE_KINDS, printable_kind
from practicepack.library.models.printable import SHIPPED, Printable
from practicepack.library.printable_kinds import printable_kinds, word_of
from practicepack.workspace import Workspace, shipped_root


def test_each_model_has_its_class() -> None:
    assert {word: kind.model for word, kind in PRINTABLE_KINDS.items()} == {
        word_of(model): model for model in SHIPPED
    }
    assert {kind.documents for kind in PRINTABLE_KINDS.values()} == set(DOCUMENTS)


@pytest.mark.parametrize("model", SHIPPED, ids=word_of)
def test_each_kind_has_a_template(model: type[Printable]) -> None:
    workspace = Workspace(None, shipped_root())
    sheet = model.model_construct(kind=word_of(model))
    assert workspace.find(f"templates/{printable_kind(sheet.kind).template(sheet)}.html")


@pytest.mark.parametrize("model", SHIPPED, ids=word_of)
def test_the_parts_of_a_kind_are_a_list_of_it(model: type[Printable]) -> None:
    """Nothing else is emptied where nothing is for an audience."""
    lists = {name for name, field in model.model_fields.items() if field.is_required() and field.metadata}
    assert model.parts == "" or model.parts in lists


@pytest.mark.parametrize(
    ("word", "per", "dealt", "taken_home", "for_listed"),
    [
        ("cards", "participant", True, False, False),
        ("cards", "group", False, False, False),
        ("numbers", "participant", False, False, False),
        ("certificate", "participant", False, True, True),
        ("certificate", "workshop", False, False, False),
        ("handout", "participant", False, True, False),
        ("handout", "group", False, False, False),
        ("form", "participant", False, True, False),
        ("poster", "room", False, False, False),
    ],
)
def test_what_the_plan_counts_by(
    word: str, per: str, *, dealt: bool, taken_home: bool, for_listed: bool
) -> None:
    sheet = PRINTABLE_KINDS[word].model.model_construct(kind=word, per=per)
    assert (sheet.is_dealt, sheet.is_taken_home, sheet.is_for_listed) == (dealt, taken_home, for_listed)


def test_a_kind_that_there_is_not() -> None:
    assert printable_kinds().added == {}
    with pytest.raises(KeyError):
        printable_kind("tent")
