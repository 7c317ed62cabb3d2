"""A placeholder is not an answer: what only says what belongs there counts as missing, and is not printed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial import CLINIC, activity, changed, codes, one_session, planned, said, shipped

from practicepack.library.models.answers import can_reach, is_answer
from practicepack.plan.resolve import resolve

SOFT = activity("soft")
NOT_ANSWERED = (
    "<your phone number>",
    "<the person in charge>",
    "the <name> of your group",
    "...",
    "___",
    "?",
    "-",
    "<>",
)
ANSWERED = (
    "Amina Yusuf",
    "The women's committee",
    "مريم",
    "Amina <amina@three-wells.org>",
    "7",
    "O'Hara & Co",
)


@pytest.mark.parametrize("text", NOT_ANSWERED)
def test_what_only_says_what_belongs_there_is_no_answer(text: str) -> None:
    assert not is_answer(text)
    assert not can_reach(text)


@pytest.mark.parametrize("text", ANSWERED)
def test_what_says_something_is_an_answer(text: str) -> None:
    assert is_answer(text)


@pytest.mark.parametrize(
    "contact", ["0123", "+254 700 000 000", "٠١٢٣", "*384*96#", "us@three-wells.org", "room 3"]
)
def test_a_number_or_an_address_can_be_reached(contact: str) -> None:
    assert can_reach(contact)


@pytest.mark.parametrize("contact", ["Your telephone number", "phone", "numéro", "ask there", ""])
def test_words_alone_reach_nobody(contact: str) -> None:
    assert not can_reach(contact)


@given(st.text(st.characters(blacklist_characters="<>@\n"), max_size=40))
def test_whatever_stands_between_the_brackets_is_no_answer(text: str) -> None:
    assert not is_answer(f"<{text}>")


LEADS = (
    "{name: <the person in charge>, contact: <their phone number>}",
    "{name: Amina Yusuf, contact: <their phone number>}",
    "{name: <the person in charge>, contact: '0123'}",
    "{name: The person in charge of child safety, contact: Their telephone number}",
    "{name: ..., contact: ...}",
)


@pytest.mark.parametrize("lead", LEADS)
def test_a_placeholder_is_nobody_in_charge_of_the_safety_of_children(lead: str) -> None:
    found = changed(
        one_session("soft", audience="women, adolescents-15-19", content=SOFT), f"safeguarding={lead}"
    )
    assert "no-safeguarding-lead" in codes(found)
    assert planned(found)[0].safeguarding is None


def test_a_person_with_a_number_is_in_charge() -> None:
    found = one_session("soft", audience="women, adolescents-15-19", content=SOFT)
    named = changed(found, "safeguarding={name: Amina Yusuf, contact: '0123'}")
    assert "no-safeguarding-lead" not in codes(named)
    assert planned(named)[0].safeguarding is not None


@pytest.mark.parametrize("group", ["<the women's group>", "___", "<group>"])
def test_a_placeholder_tells_no_women_what_men_talked_about(group: str) -> None:
    found = changed(one_session("soft", audience="men", content=SOFT), f"reports_to={group}")
    assert "no-report-back" in codes(found)
    assert planned(found)[0].reports_to is None


@pytest.mark.parametrize(
    ("organiser", "speaks"),
    [
        ("", True),
        ("{name: <your organisation>, contact: <your phone number>}", True),
        ("{name: <your organisation>, contact: '0123'}", True),
        ("{name: Weavers}", True),
        ("{name: Weavers, contact: <your phone number>}", True),
        ("{name: Weavers, contact: Your telephone number}", True),
        ("{name: Weavers, contact: '0123'}", False),
        ("{name: Weavers, contact: us@three-wells.org}", False),
    ],
)
def test_people_know_whom_to_ask_or_to_complain_to(organiser: str, speaks: bool) -> None:
    found = changed(one_session("soft", content=SOFT), f"organiser={organiser}")
    assert ("no-contact" in codes(found)) == speaks


@pytest.mark.parametrize(
    ("organiser", "printed"),
    [
        ("{name: <your organisation>, contact: '0123'}", None),
        ("{name: Weavers, contact: <your phone number>}", ("Weavers", None)),
        ("{name: Weavers, contact: '0123'}", ("Weavers", "0123")),
    ],
)
def test_no_placeholder_is_printed(organiser: str, printed: tuple[str, str | None] | None) -> None:
    plan = planned(changed(one_session("soft", content=SOFT), f"organiser={organiser}"))[0]
    assert (plan.organiser and (plan.organiser.name, plan.organiser.contact)) == printed


@pytest.mark.parametrize(
    ("services", "missing", "kept"),
    [
        (CLINIC, False, 1),
        (CLINIC.replace("'1'", "<their number>"), True, 0),
        (CLINIC.replace("name: Clinic", "name: <a clinic>"), True, 0),
        (CLINIC.replace("'1'", "ask there"), True, 1),
    ],
)
def test_a_placeholder_is_no_service(services: str, missing: bool, kept: int) -> None:
    found = one_session("soft", content=SOFT, referrals=services)
    assert ("no-referrals" in codes(found)) == missing
    assert len(planned(found)[0].services) == kept


def test_a_service_without_a_number_is_named() -> None:
    found = one_session("soft", content=SOFT, referrals=CLINIC.replace("'1'", "ask there"))
    ((message, _),) = said(found, "no-number")
    assert message == '"Clinic" cannot be reached by "ask there": it has no number and no @'


def test_other_lines_that_are_to_be_filled_in_are_named() -> None:
    found = changed(one_session("soft", content=SOFT), "place=<where you meet>")
    assert [message for message, _ in said(found, "placeholder")] == ['"<where you meet>" is to be filled in']


@pytest.mark.parametrize("workshop", sorted(shipped().workshops))
def test_nothing_in_a_shipped_workshop_passes_for_an_answer(workshop: str) -> None:
    """What ships is in the form of a placeholder, and none of it is printed."""
    folder = shipped().workshops[workshop]
    item = folder.workshop.item
    assert not is_answer(item.organiser and item.organiser.name)
    assert not is_answer(item.reports_to)
    assert item.safeguarding is None or not is_answer(item.safeguarding.name)
    plan, _ = resolve(shipped(), replace(folder))
    assert (plan.organiser, plan.safeguarding, plan.reports_to) == (None, None, None)
