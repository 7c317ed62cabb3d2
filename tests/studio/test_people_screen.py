"""People & help: written into the files of the workshop, and nowhere else."""

import pytest
from desks import contents, folder_with_workshop
from studios import Visitor, anew, studio_on

from practicepack.studio.state import Studio

WORKSHOP = "sessions/ours/workshop.yaml"
REFERRALS = "sessions/ours/referrals.yaml"
PEOPLE = "w/ours/people"
PLACE = {
    "name": "Riverside: women's room",
    "helps_with": "injuries",
    "phone": "0700 111 222",
    "checked": "2026-03-02",
}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_on(folder_with_workshop(tmp_path_factory.mktemp("people")))


@pytest.fixture
def person(studio: Studio) -> Visitor:
    return anew(studio).open(PEOPLE)


def text(person: Visitor, name: str = WORKSHOP) -> str:
    return (person.root / name).read_text(encoding="utf-8")


def test_placeholders_are_shown_as_empty_fields(person: Visitor) -> None:
    values = person.values()
    assert (values["organiser-name"], values["complaints-contact"]) == ("", "")
    assert "No one outside the team is named who hears complaints" in person.part("general")


def test_who_is_in_charge_is_written_and_cleared_again(person: Visitor) -> None:
    before = text(person)
    typed = {"organiser-name": "Willow Traders", "organiser-contact": "0800 5"}
    typed |= {"complaints-name": "Rosa Abel", "complaints-contact": "0456 789"}
    person.press("Save who is in charge", **typed)
    assert 'organiser: {name: "Willow Traders", contact: "0800 5"}' in text(person)
    assert "It names people, so it cannot be undone." in person.part("saved")
    assert "complaints" not in person.part("general")
    person.press("Save who is in charge", **dict.fromkeys(typed, ""))
    assert "Rosa" not in text(person)
    # it asks again, as at first
    assert person.values()["organiser-name"] == ""
    assert text(person).replace('"', "") == before.replace('"', "")


def test_half_a_person_is_refused(person: Visitor) -> None:
    before = text(person)
    person.press("Save who is in charge", 422, **{"safeguarding-name": "Rosa Abel"})
    assert "Nothing was written." in person.part("problem")
    assert text(person) == before


def test_places_that_help_are_added_changed_and_taken_out(person: Visitor) -> None:
    person.press("Add this place", **PLACE)
    assert 'phone: "0700 111 222"' in text(person, REFERRALS)
    # the remarks that say how to fill it in stay
    assert "Phone each service yourself" in text(person, REFERRALS)
    assert "referral list is empty" not in person.part("general")
    person.press("Save this place", within="service-0", cost="free", phone="0700 333")
    assert "0700 333" in text(person, REFERRALS)
    assert 'cost: "free"' in text(person, REFERRALS) or "cost: free" in text(person, REFERRALS)
    person.press("Add this place", **PLACE | {"name": "Open Door"})
    person.press("Take out “Riverside: women's room”")
    assert "Riverside: women" not in text(person, REFERRALS)
    assert "Open Door" in person.text


@pytest.mark.parametrize("typed", [{"checked": "yesterday"}, {"phone": ""}, {"name": ""}])
def test_a_place_that_is_not_complete_is_refused_and_stays_in_its_fields(
    person: Visitor, typed: dict[str, str]
) -> None:
    before = text(person, REFERRALS)
    person.press("Add this place", 422, **PLACE | typed)
    assert text(person, REFERRALS) == before
    assert person.values()["helps_with"] == "injuries"


def test_names_are_a_list_a_line_each(person: Visitor) -> None:
    person.press("Save the names", names="Ana Abel\n\n  Bea\n")
    roster = person.root / "sessions/ours/participants.csv"
    assert roster.read_text(encoding="utf-8") == "name\nAna Abel\nBea\n"
    assert person.values()["names"].strip() == "Ana Abel\nBea"
    person.press("Save the names", names="Cleo")
    assert roster.read_text(encoding="utf-8") == "name\nCleo\n"
    roster.write_text("name,phone\nAna,1\n", encoding="utf-8")
    person.open(PEOPLE)
    assert "more than one column" in person.text


def test_a_page_that_is_out_of_date_writes_nothing(person: Visitor) -> None:
    path = person.root / REFERRALS
    path.write_text("services: []\n# mine\n", encoding="utf-8")
    person.press("Add this place", 409, **PLACE)
    assert text(person, REFERRALS) == "services: []\n# mine\n"
    person.press("Do my change again")
    assert "0700 111 222" in text(person, REFERRALS)


def test_no_name_is_anywhere_but_in_the_files_of_the_workshop(person: Visitor) -> None:
    secrets = [b"Zenobia", b"0999 888", b"Quellhaus", b"Xanthippe"]
    typed = {"organiser-name": "Zenobia", "organiser-contact": "0999 888"}
    person.press("Save who is in charge", **typed)
    person.press("Add this place", **PLACE | {"name": "Quellhaus"})
    person.press("Save the names", names="Xanthippe")
    person.open("w/ours/plan")
    person.press("Save", within="facts", participants="24")
    with_names = set()
    folder = person.root.parent
    for name, data in contents(folder).items():
        if any(secret in data for secret in secrets):
            with_names.add(name.removeprefix("mine/"))
    assert with_names == {WORKSHOP, REFERRALS, "sessions/ours/participants.csv"}
    person.press("Undo")
    person.press("Undo", 409)
    assert "named people" in person.part("problem")
