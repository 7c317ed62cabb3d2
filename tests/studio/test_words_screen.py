"""Words: single sentences of one's own sessions, each in its place in the file."""

import pytest
from desks import contents, folder_with_workshop
from studios import Visitor, anew, studio_on

from practicepack.studio.state import Studio

OPENING = "sessions/ours/01-opening.yaml"
WORDS = "w/ours/words"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_on(folder_with_workshop(tmp_path_factory.mktemp("words")))


@pytest.fixture
def person(studio: Studio) -> Visitor:
    return anew(studio).open(WORDS)


def text(person: Visitor) -> str:
    return (person.root / OPENING).read_text(encoding="utf-8")


def test_the_title_of_a_session_is_one_line_and_one_undo(person: Visitor) -> None:
    before = contents(person.root)
    old = text(person)
    person.press("Save the words of “Opening”", title="Karibu: welcome")
    assert [line for line in text(person).splitlines() if line not in old.splitlines()] == [
        'title: "Karibu: welcome"'
    ]
    person.press("Undo")
    assert contents(person.root) == before


def test_nothing_is_written_where_nothing_differs(person: Visitor) -> None:
    before = contents(person.root)
    person.press("Save the words of “Opening”")
    person.press("Save what it is for")
    assert contents(person.root) == before
    assert person.studio.desk.undo_label is None


def test_a_sentence_is_changed_one_added_and_one_taken_out(person: Visitor) -> None:
    item = person.studio.desk.library("ours").workshops["ours"].sessions["01-opening"].item
    first, *others = item.objectives
    typed = {"session": "01-opening", "title": item.title, "take_home": item.take_home or ""}
    shown = [
        f"{name}={person.studio.desk.hash_of(name)}"
        for name in person.studio.workspace.workshop_names("ours")
    ]
    fields = {**typed, "shown": shown, "key_messages": [*item.key_messages, ""]}
    answer = person.client.post(
        f"{person.studio.base}/{WORDS}", data={**fields, "objectives": ["New: first", *others, "One more."]}
    )
    assert answer.status_code == 200
    now = person.studio.desk.library("ours").workshops["ours"].sessions["01-opening"].item
    assert now.objectives == ("New: first", *others, "One more.")
    assert now.key_messages == item.key_messages
    assert first not in now.objectives


def test_what_a_workshop_is_for_keeps_its_paragraphs(person: Visitor) -> None:
    person.press("Save what it is for", purpose="One.\n\nTwo: three.")
    assert person.studio.desk.library("ours").workshops["ours"].workshop.item.purpose.strip() == (
        "One.\n\nTwo: three."
    )


def test_a_session_without_a_title_is_refused_and_keeps_what_was_typed(person: Visitor) -> None:
    before = contents(person.root)
    person.press("Save the words of “Opening”", 422, take_home="Typed", title="")
    assert contents(person.root) == before
    assert "Typed" in [(field.text or "").strip() for field in person.find("textarea")]


def test_a_session_that_is_not_there_is_an_answer(person: Visitor) -> None:
    answer = person.client.post(f"{person.studio.base}/{WORDS}", data={"session": "nowhere"})
    assert answer.status_code == 404
