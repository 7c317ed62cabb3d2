"""The fields by which shipped activities are planned and found: filled in, in use, and no dead ends."""

from collections import Counter

from trial import ACTIVITY, shipped, with_content

from practicepack.library.checks import planning
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.plan.suitability import MADE, suits

LEAST_IN_A_PHASE = 3
THEMES = range(28, 40)
LANGUAGES = {"en", "fr", "es", "sw", "ar"}


def methods() -> dict[str, Activity]:
    every = {id_: entry.item for id_, entry in shipped().activities.items()}
    listed = {id_: item for id_, item in every.items() if item.kind == "method"}
    assert len(listed) > 40
    return listed


def test_every_method_has_a_phase_themes_and_a_mode() -> None:
    unfilled = [id_ for id_, item in methods().items() if not (item.phase and item.themes and item.mode)]
    assert unfilled == []


def test_each_phase_has_methods_to_choose_from() -> None:
    counts = Counter(item.phase for item in methods().values())
    assert set(counts) == {"trust", "explore", "analyse", "imagine", "act"}
    assert min(counts.values()) >= LEAST_IN_A_PHASE


def test_only_methods_have_a_phase() -> None:
    frames = [entry for entry in shipped().activities.values() if entry.item.kind != "method"]
    assert frames
    assert [entry.id for entry in frames if entry.item.phase] == []
    assert [entry.id for entry in frames if not entry.item.mode] == []


def test_themes_are_few_and_have_words_in_every_language() -> None:
    themes = shipped().themes
    assert len(themes) in THEMES
    wanting = {id_: LANGUAGES - {part.language for part in entry.item.words} for id_, entry in themes.items()}
    assert {id_: missing for id_, missing in wanting.items() if missing} == {}


def test_no_word_is_twice_in_a_theme() -> None:
    twice = {}
    for id_, entry in shipped().themes.items():
        for part in entry.item.words:
            counts = Counter(word.casefold() for word in part.words)
            repeated = [word for word, number in counts.items() if number > 1]
            if repeated:
                twice[id_, part.language] = repeated
    assert twice == {}


def own(**fields: str) -> Library:
    """The shipped library with an activity of one's own."""
    text = "\n".join(f"{name}: {value}" for name, value in {**ACTIVITY, **fields}.items())
    return with_content(shipped(), {"content/activities/own.yaml": text})


def codes(library_: Library) -> list[str]:
    checks = (planning.themes_used, planning.writing_can_be_avoided, planning.taken_things_are_given)
    return [diagnostic.code for check in checks for diagnostic in check(library_)]


def test_writing_may_be_refused_with_a_reason() -> None:
    assert codes(own(mode="[write]")) == ["only-in-writing"]
    assert codes(own(mode="[write]", never_with="[low-literacy]")) == ["only-in-writing"]
    reason = "[{audience: low-literacy, why: It is a course in letter writing.}]"
    assert codes(own(mode="[write]", never_with=reason)) == []
    assert codes(own(mode="[write]", variants="[{for: [low-literacy], text: Draw it.}]")) == []


def test_what_is_made_for_people_is_listed_as_made_for_them() -> None:
    with_own = own(made_for="[elders]")
    item = with_own.activities["own"].item
    assert suits(with_own, item, ["elders"]).rank == MADE
    assert suits(with_own, item, ["women"]).rank != MADE
