"""The Plan screen: each press is one step in the files, and nothing is written that was not seen."""

from pathlib import Path

import pytest
from desks import contents, folder_with_workshop
from studios import Visitor, anew, studio_on

from practicepack.studio.state import Studio

WORKSHOP = "sessions/ours/workshop.yaml"
OPENING = "sessions/ours/01-opening.yaml"
PLAN = "w/ours/plan"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_on(folder_with_workshop(tmp_path_factory.mktemp("plan")))


@pytest.fixture
def person(studio: Studio) -> Visitor:
    return anew(studio).open(PLAN)


def lines(person: Visitor, name: str = WORKSHOP) -> list[str]:
    return (person.root / name).read_text(encoding="utf-8").splitlines()


def changed(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_the_day_is_shown_with_its_clock(person: Visitor) -> None:
    assert "08:30 In rooms, at the same time 45 min" in person.text
    assert "Women: On our own first 10 people" in person.text
    assert "10:10 Where power sits 70 min" in person.text
    assert "It ends at 16:30" in person.part("sum-0")


def test_more_people_is_one_line_of_the_file_and_one_undo(person: Visitor) -> None:
    before = contents(person.root)
    old = lines(person)
    person.press("Save", within="facts", participants="24")
    assert changed(old, lines(person)) == (["participants: 20"], ["participants: 24"])
    assert person.part("saved") == "Saved 09:10. People: 20 → 24."
    assert person.values()["participants"] == "24"
    person.press("Undo")
    assert contents(person.root) == before
    assert person.part("saved") == "Saved 09:10. Undone: People: 20 → 24."
    person.press("Redo")
    assert "participants: 24" in lines(person)


def test_what_is_no_number_of_people_is_not_written_and_stays_in_its_field(person: Visitor) -> None:
    before = contents(person.root)
    for typed in ("900", "many", "1", ""):
        person.press("Save", 422, within="facts", participants=typed)
        assert "Nothing was written." in person.part("problem")
        assert person.values()["participants"] == typed
    assert contents(person.root) == before


def test_all_of_the_top_in_one_step(person: Visitor) -> None:
    typed = {"title": "Ours: #1", "participants": "24", "facilitators": "4", "women": "", "men": "2"}
    person.press("Save", within="facts", place="Yes", **typed)
    text = "\n".join(lines(person))
    assert 'title: "Ours: #1"' in text
    assert "facilitators: {number: 4, men: 2}" in text
    assert 'place: "Yes"' in text
    assert person.part("saved").count("Saved") == 1
    person.press("Undo")
    assert "title: Power and voice" in lines(person)
    assert not any(line.startswith("place:") for line in lines(person))


def test_a_day_that_is_too_short_is_shown_with_a_button_for_each_way_out(person: Visitor) -> None:
    person.press("Save", within="clock-0", end="15:00")
    assert "The day needs" in person.part("day-findings-0")
    assert "As it is, it ends at" in person.part("sum-0")
    fixes = [
        label for label in person.buttons() if label.startswith(("End the day", "Start the day", "Leave"))
    ]
    assert len(fixes) == 3
    person.press(fixes[0])
    assert person.part("day-findings-0") == ""
    person.press("Undo")
    assert "The day needs" in person.part("day-findings-0")


def test_findings_name_titles_and_stand_beneath_what_they_are_about(person: Visitor) -> None:
    person.press("Save", within="facts", participants="37")
    assert "“Power walk” (30 at most)" in person.part("general")
    assert "power-walk" not in person.text
    person.press("Save", within="clock-0", end="15:30")
    block = next(
        element for element in person.find("li") if "Where power sits" in "".join(element.itertext())
    )
    assert "“Power walk” is done in a shorter way" in " ".join("".join(block.itertext()).split())


def test_a_finding_is_settled_with_one_press(person: Visitor) -> None:
    person.press("No one sits with someone they depend on")
    assert "ranks_apart: true" in lines(person)
    assert "someone they depend on" not in person.part("general")


def test_blocks_are_moved_made_longer_and_taken_out(person: Visitor) -> None:
    person.press("Move “Where power sits” up")
    order = [line.strip() for line in lines(person) if "session: 0" in line or "- break" in line]
    assert order.index("- session: 02-where-power-sits") < order.index("- break: 15")
    person.press("Undo")
    person.press("Make “Lunch” 5 minutes shorter")
    assert "      - lunch: 55" in lines(person)
    person.press("Make “Opening” 5 minutes longer")
    assert [line for line in lines(person, OPENING) if line.startswith("minutes:")] != []
    person.press("Take out “One wish for all of us”")
    assert not any("04-one-wish" in line for line in lines(person))
    assert (person.root / "sessions/ours/04-one-wish.yaml").exists()


def test_activities_are_moved_within_their_session_and_beyond(person: Visitor) -> None:
    def uses() -> list[str]:
        return [line.split("use: ")[1] for line in lines(person, OPENING) if "use: " in line]

    assert uses() == ["welcome-names", "group-agreement"]
    person.press("Move “Our agreement” up")
    assert uses() == ["group-agreement", "welcome-names"]
    person.press("Move “Welcome and names” down")
    assert uses() == ["group-agreement"]
    where = "sessions/ours/02-where-power-sits.yaml"
    assert [line.split("use: ")[1] for line in lines(person, where) if "use: " in line] == [
        "welcome-names",
        "power-walk",
    ]
    person.press("Undo")
    person.press("Undo")
    assert uses() == ["welcome-names", "group-agreement"]


def test_the_last_activity_takes_its_session_along(person: Visitor) -> None:
    person.press("Take out “Rank and vote”")
    assert not any("04-one-wish" in line for line in lines(person))


def test_a_break_is_put_after_a_session(person: Visitor) -> None:
    number = sum("break:" in line for line in lines(person))
    person.press("A break", nth=0)
    assert sum("break:" in line for line in lines(person)) == number + 1


def test_a_form_that_is_out_of_date_writes_nothing_and_offers_itself_again(person: Visitor) -> None:
    path = person.root / WORKSHOP
    edited = path.read_text(encoding="utf-8").replace("title: Power and voice", "title: By hand  # mine")
    path.write_text(edited, encoding="utf-8")
    person.press("Save", 409, within="facts", participants="24")
    assert path.read_text(encoding="utf-8") == edited
    assert "“workshop.yaml” was changed in another program" in person.part("problem")
    assert "People: 20 → 24" in person.part("problem")
    person.press("Do my change again")
    assert path.read_text(encoding="utf-8") == edited.replace("participants: 20", "participants: 24")


def test_what_was_meant_is_found_again_where_another_block_came_before_it(person: Visitor) -> None:
    path = person.root / WORKSHOP
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("      - session: 01", "      - break: 7\n      - session: 01"), encoding="utf-8"
    )
    person.press("Take out “Lunch”", 409)
    person.press("Do my change again")
    assert "lunch" not in path.read_text(encoding="utf-8")
    assert "break: 7" in path.read_text(encoding="utf-8")


def test_what_is_gone_by_now_is_not_guessed(person: Visitor) -> None:
    path = person.root / WORKSHOP
    path.write_text(path.read_text(encoding="utf-8").replace("      - lunch: 60\n", ""), encoding="utf-8")
    after = contents(person.root)
    person.press("Take out “Lunch”", 409)
    assert "not there any more" in person.part("problem")
    assert contents(person.root) == after


@pytest.mark.parametrize(
    "value",
    [
        *("", "nothing", "block-up", "block-up:0", "block-up:x:y:z", "__init__:0", "_block:0:0:0", "fix:"),
        *(
            "swap:01-opening:0:zz:power-walk",
            "fix:0123456789abcdef",
            "add:nowhere:power-walk",
            "add-break:7:7",
        ),
    ],
)
def test_a_button_that_is_none_is_refused(person: Visitor, value: str) -> None:
    before = contents(person.root)
    answer = person.client.post(f"{person.studio.base}/w/ours/do", data={"do": value})
    assert answer.status_code == 409
    assert contents(person.root) == before


def test_undo_of_a_file_that_was_changed_since_is_refused(person: Visitor) -> None:
    person.press("Save", within="facts", participants="24")
    path = person.root / WORKSHOP
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    after = contents(person.root)
    person.press("Undo", 409)
    assert "was changed since" in person.part("problem")
    assert contents(person.root) == after


def test_a_missing_bracket_is_shown_with_its_line_and_corrected_in_the_text(person: Visitor) -> None:
    path = person.root / WORKSHOP
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("audience: [mixed, adults]", "audience: [mixed, adults"), encoding="utf-8")
    person.open(PLAN)
    assert "“workshop.yaml”, line" in person.text
    # the plan as it was stays to be seen
    assert "10:10 Where power sits" in person.text
    person.open("w/ours/file/workshop.yaml")
    assert "audience: [mixed, adults" in person.text
    person.press("Save", text=good)
    assert path.read_text(encoding="utf-8") == good
    assert "It ends at 16:30" in person.part("sum-0")


def test_a_broken_session_leaves_the_plan_and_names_its_line(person: Visitor) -> None:
    path = person.root / OPENING
    path.write_text("title: [\n", encoding="utf-8")
    person.open(PLAN)
    assert "“01-opening.yaml”, line" in person.text


def test_a_text_that_is_out_of_date_stays_in_its_field(person: Visitor) -> None:
    person.open("w/ours/file/workshop.yaml")
    path = person.root / WORKSHOP
    path.write_text("title: By hand\n", encoding="utf-8")
    person.press("Save", 409, text="title: Mine\n")
    assert path.read_text(encoding="utf-8") == "title: By hand\n"
    assert person.values()["text"].strip() == "title: Mine"


@pytest.mark.parametrize(
    "name", ["workshop.yml", "..%2fworkshop.yaml", "participants.csv", "%2e%2e", "x.yaml"]
)
def test_only_files_of_the_workshop_are_shown(person: Visitor, name: str) -> None:
    person.open(f"w/ours/file/{name}", 404)


def test_a_shipped_workshop_becomes_a_copy_with_the_first_change(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    (root / "sessions").mkdir(parents=True)
    person = Visitor(studio_on(root)).open("w/power-and-voice/plan")
    assert "one of the ready-made ones" in person.text
    person.press("Save", within="facts", participants="24")
    assert "This workshop is now your own copy." in person.part("saved")
    assert "participants: 24" in lines(person, "sessions/power-and-voice/workshop.yaml")
    person.press("Undo")
    assert contents(root) == {}


def test_a_workshop_that_is_not_there_is_an_answer(person: Visitor) -> None:
    person.open("w/nowhere/plan", 400)
    assert "no workshop is called" in person.text.lower()
