"""The library: to read, and to choose an activity in the place of another."""

import pytest
from desks import folder_with_workshop
from studios import Visitor, anew, studio_on

from practicepack.studio.state import Studio

WALK = "sessions/ours/02-where-power-sits.yaml"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_on(folder_with_workshop(tmp_path_factory.mktemp("library")))


@pytest.fixture
def person(studio: Studio) -> Visitor:
    return anew(studio)


def swapping(person: Visitor, title: str) -> str:
    """Where the link leads that swaps an activity."""
    for link in person.open("w/ours/plan").find("a"):
        if link.get("aria-label") == f"Swap “{title}”":
            return str(link.get("href")).removeprefix(f"{person.studio.base}/")
    raise AssertionError(title)


def test_an_activity_is_swapped_for_one_that_is_like_it(person: Visitor) -> None:
    person.open(swapping(person, "Power walk"))
    assert "Swap “Power walk”" in person.text
    titles = [label.removeprefix("Put “").removesuffix("” in") for label in labels(person) if "” in" in label]
    assert "Power walk" not in titles
    person.press(f"Put “{titles[0]}” in")
    assert "use: power-walk" not in (person.root / WALK).read_text(encoding="utf-8")
    assert f"Swap “Power walk” for “{titles[0]}”." in person.part("saved")
    person.press("Undo")
    assert "use: power-walk" in (person.root / WALK).read_text(encoding="utf-8")


def test_what_does_not_fit_says_why(person: Visitor) -> None:
    person.open("w/ours/plan")
    person.press("Save", within="facts", participants="37")
    person.open(swapping(person, "Rank and vote"))
    person.open(f"{swapping(person, 'Rank and vote')}&q=power walk")
    assert "two rooms would do, with 2 facilitators in each" in person.text
    assert "Put “Power walk” in" in labels(person)


def test_words_are_forgiven_their_spelling(person: Visitor) -> None:
    person.open("w/ours/swap?session=01-opening&q=trsut")
    assert "Put “People I trust” in" in labels(person)


def test_an_activity_is_added_to_a_session(person: Visitor) -> None:
    person.open("w/ours/swap?session=01-opening")
    person.press("Put “Three things in common” in")
    assert "use: three-in-common" in (person.root / "sessions/ours/01-opening.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("query", ["", "session=nowhere", "key=", "key=a:b:c", "key=..:0:x"])
def test_a_place_that_is_not_there_is_an_answer(person: Visitor, query: str) -> None:
    person.open(f"w/ours/swap?{query}", 404)


def test_the_library_is_found_by_words_and_read(person: Visitor) -> None:
    person.open("library?q=who does the housework")
    assert "Who does it, who decides?" in person.text
    person.open("library/power-walk")
    assert "Take care: Never let someone hold a card that is their own life." in person.text
    person.open("library/nothing", 404)


def labels(person: Visitor) -> list[str]:
    return [button.get("aria-label", "") for button in person.find("button")]
