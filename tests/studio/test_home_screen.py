"""Home: from four questions, or from a ready-made workshop, to one of one's own."""

from pathlib import Path

import pytest
from desks import contents
from studios import Visitor, studio_on

from practicepack.pipeline import Request, planned
from practicepack.studio.state import Studio
from practicepack.workspace import Workspace, shipped_root

ASKED = {
    "participants": "27",
    "women": "2",
    "men": "0",
    "about": "money at home",
    "title": "Our día: 1",
    "audience": "women",
}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    root = tmp_path_factory.mktemp("home") / "mine"
    (root / "sessions").mkdir(parents=True)
    return studio_on(root)


@pytest.fixture(scope="module")
def proposed(studio: Studio) -> Visitor:
    person = Visitor(studio).open("")
    assert "You have none yet." in person.text
    person.press("Show what fits", within="questions", **ASKED)
    return person


def test_the_proposals_say_what_they_hold_and_why(proposed: Visitor) -> None:
    assert "These fit" in proposed.text
    assert proposed.buttons().count("Take this") >= 1
    assert "sheets to print" in proposed.text
    assert "About what you asked for" in proposed.text
    # the answers stay, so that one of them can be changed
    assert proposed.values()["about"] == "money at home"


def test_taking_a_proposal_writes_a_folder_that_can_be_planned(proposed: Visitor) -> None:
    proposed.press("Take this", nth=0)
    folder = proposed.root / "sessions/our-dia-1"
    assert 'title: "Our día: 1"' in (folder / "workshop.yaml").read_text(encoding="utf-8")
    assert (folder / "referrals.yaml").is_file()
    assert proposed.values()["participants"] == "27"
    assert "Our día: 1" in proposed.part("saved")
    _, plan, _ = planned(Workspace(proposed.root, shipped_root()), Request("our-dia-1"))
    assert plan.participants == 27


def test_a_ready_made_workshop_is_copied_and_listed(studio: Studio) -> None:
    person = Visitor(studio).open("")
    person.press("Copy “Power and voice”")
    assert (person.root / "sessions/power-and-voice-2/workshop.yaml").is_file()
    assert "You see" not in person.text
    person.open("")
    assert "Go on with “Power and voice”" in [link.get("aria-label") for link in person.find("a")]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("participants", text) for text in ("", "1", "501", "-3", "twenty")),
        *(("start", text) for text in ("", "9", "13:00", "x")),
        ("meetings", "0"),
        ("women", "99"),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(studio: Studio, field: str, typed: str) -> None:
    person = Visitor(studio).open("")
    before = contents(person.root)
    person.press("Show what fits", 422, within="questions", **{field: typed})
    assert "Nothing was written." in person.part("problem")
    assert person.values()[field] == typed
    assert contents(person.root) == before


def test_what_cannot_be_done_says_what_would_help(studio: Studio) -> None:
    person = Visitor(studio).open("")
    person.press("Show what fits", within="questions", **ASKED | {"end": "09:10"})
    assert "No sound workshop fits this" in person.text
    assert "What stands in the way" in person.text
    # to try what would help takes long, so it is asked for
    (link,) = [link.get("href", "") for link in person.find("a") if "would help" in "".join(link.itertext())]
    assert link.endswith("&help=1")


def test_a_proposal_that_is_none_is_refused(studio: Studio) -> None:
    person = Visitor(studio)
    fields = {"start": "09:00", "end": "12:30", "meetings": "1", **ASKED}
    for number in ("", "0", "9", "x"):
        answer = person.client.post(f"{studio.base}/take", data={**fields, "take": number})
        assert answer.status_code == 400


def test_a_programme_leads_to_its_workshops(studio: Studio) -> None:
    person = Visitor(studio).open("programme/homes-and-voices")
    assert "Weeks 1 to 6" in person.text
    links = [link.get("href", "") for link in person.find("a")]
    assert f"{studio.base}/w/mens-circle-six-evenings/plan" in links


def test_every_shipped_workshop_has_a_plan_screen(studio: Studio) -> None:
    person = Visitor(studio)
    names = Workspace(None, shipped_root()).workshops()
    assert len(names) > 10
    for name in names[::4]:
        person.open(f"w/{name}/plan")
        assert "It ends at" in person.text


def test_the_folder_is_named(studio: Studio) -> None:
    assert str(Path(studio.desk.files.root, "sessions")) in Visitor(studio).open("").text
