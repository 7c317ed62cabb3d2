"""What must be so before something is done with people: each rule where it speaks, and where it is silent."""

import pytest
from trial import CLINIC, activity, changed, codes, day, facet, library, one_session, said, session

from practicepack.library.load import Library

Content = dict[str, str]
NOBODY = ("safeguarding=", "reports_to=")
"""A workshop for which nobody is named yet."""
WARY = "{sensitivity: high, why: It can hurt.}"
SOFT = activity("soft")
DEEP = activity("deep", sensitivity="high")
LATER = activity("later", after="[soft]")


def apart(
    *sessions: str, content: Content, first: str = "guests", second: str = "hosts", audience: str = ""
) -> Library:
    """Two rooms side by side, each with its own people, and what comes after them."""
    rooms = (
        f"{{title: One, audience: [{first}], session: 01-one}},"
        f" {{title: Two, audience: [{second}], session: 02-two}}"
    )
    more = {f"{number:02}-more": text for number, text in enumerate(sessions[2:], start=3)}
    days = day(f"parallel: [{rooms}]", *(f"session: {name}" for name in more))
    held = {"01-one": sessions[0], "02-two": sessions[1], **more}
    people = facet("guests") | facet("hosts")
    return library(days, held, audience=audience, content=people | content)


@pytest.mark.parametrize(
    ("uses", "speaks"),
    [
        (("later",), True),
        (("later", "soft"), True),
        (("soft", "later"), False),
        (("soft",), False),
        (("long", "later"), True),
        (("brief", "later"), False),
    ],
)
def test_what_an_activity_builds_on_or_its_short_form_comes_before_it(
    uses: tuple[str, ...], speaks: bool
) -> None:
    others = activity("long") | activity("brief")
    content = SOFT | LATER | others | activity("soft", short_form="brief")
    found = said(one_session(*uses, content=content), "after-missing")
    expected = (
        '"later" needs "soft" (Soft) earlier in the workshop',
        (
            "use soft in a session before this one",
            "if these people have done it before, write  have_done: [soft]  in workshop.yaml",
        ),
    )
    assert found == ([expected] if speaks else [])


def test_what_happens_next_door_at_the_same_time_comes_too_late() -> None:
    content = SOFT | LATER
    assert "after-missing" in codes(apart(session("soft"), session("later"), content=content))


def test_what_happened_in_a_room_before_counts_for_what_all_do_after_it() -> None:
    content = SOFT | LATER
    found = apart(session("soft"), session("soft"), session("later"), content=content)
    assert said(found, "after-missing") == []


def test_what_is_on_the_day_before_counts() -> None:
    days = day("session: 01-soft", end="09:30") + day("session: 02-later", end="09:30")
    held = {"01-soft": session("soft"), "02-later": session("later")}
    assert said(library(days, held, content=SOFT | LATER), "after-missing") == []


NEVER = activity("never", never_with="[{audience: guests, why: It shames them.}]")


@pytest.mark.parametrize(("audience", "speaks"), [("guests", True), ("hosts", False), ("", False)])
def test_an_activity_is_never_used_with_those_whom_it_hurts(audience: str, speaks: bool) -> None:
    content = NEVER | facet("guests") | facet("hosts", kind="need")
    found = one_session("never", audience=audience, content=content)
    expected = ('"never" is never used with "guests"', ("It shames them.", "--without never"))
    assert said(found, "never-with") == ([expected] if speaks else [])


def test_it_is_told_by_room_who_is_there() -> None:
    assert said(apart(session("never"), session("soft"), content=NEVER | SOFT), "never-with") != []
    assert said(apart(session("soft"), session("never"), content=NEVER | SOFT), "never-with") == []


def test_those_whom_a_room_takes_the_place_of_are_not_in_it() -> None:
    found = apart(session("never"), session("soft"), first="hosts", audience="guests", content=NEVER | SOFT)
    assert said(found, "never-with") == []


@pytest.mark.parametrize(("uses", "speaks"), [("deep", True), ("soft", False)])
def test_what_is_too_sensitive_for_people_is_never_done_with_them(uses: str, speaks: bool) -> None:
    content = SOFT | DEEP | facet("guests", gates=f"[{WARY}]")
    found = one_session(uses, audience="guests", content=content)
    expected = ('"deep" is of high sensitivity: never with "Guests"', ("It can hurt.", "--without deep"))
    assert said(found, "too-sensitive") == ([expected] if speaks else [])
    assert "gate" not in codes(found)


def test_a_gate_stands_in_the_room_of_its_people_alone() -> None:
    content = SOFT | DEEP | facet("guests", gates=f"[{WARY}]")
    assert "too-sensitive" in codes(apart(session("deep"), session("soft"), content=content))
    assert "too-sensitive" not in codes(apart(session("soft"), session("deep"), content=content))


LONG = activity("long", workshop_minutes="120")


@pytest.mark.parametrize(("end", "speaks"), [("10:59", True), ("11:00", False)])
def test_a_workshop_is_long_enough_to_come_to_an_activity_slowly(end: str, speaks: bool) -> None:
    found = one_session("long", end=end, content=LONG)
    expected = (
        '"long" needs a workshop of 120 minutes at least, this one has 119',
        ("give the workshop more days or longer ones", "--without long"),
    )
    assert said(found, "workshop-too-short") == ([expected] if speaks else [])


def test_all_days_of_a_workshop_count() -> None:
    days = day("session: 01-long", end="10:00") + day("session: 02-soft", end="10:00")
    held = {"01-long": session("long"), "02-soft": session("soft")}
    assert said(library(days, held, content=LONG | SOFT), "workshop-too-short") == []


EMPTY = "the referral list is empty: no one will know where to send a person who needs help"
FILL_IN = ("fill in sessions/trial/referrals.yaml and check each number by phone",)


@pytest.mark.parametrize(
    ("uses", "referrals", "message"),
    [
        ("soft", "", EMPTY),
        ("soft", "services: []", EMPTY),
        ("deep", "", f'do not run this workshop yet: "deep" is of high sensitivity, and {EMPTY}'),
        ("soft", CLINIC, None),
        ("deep", CLINIC, None),
    ],
)
def test_people_can_be_sent_to_somebody(uses: str, referrals: str, message: str | None) -> None:
    found = said(one_session(uses, content=SOFT | DEEP, referrals=referrals), "no-referrals")
    assert found == ([(message, FILL_IN)] if message else [])


@pytest.mark.parametrize(
    ("audience", "setting", "speaks"),
    [
        ("adolescents-10-14", "safeguarding=", True),
        ("adolescents-15-19", "safeguarding=", True),
        ("adolescents-15-19", "participants=20", False),
        ("adults", "safeguarding=", False),
    ],
)
def test_somebody_is_in_charge_of_the_safety_of_children(audience: str, setting: str, speaks: bool) -> None:
    found = said(
        changed(one_session("soft", audience=audience, content=SOFT), setting), "no-safeguarding-lead"
    )
    expected = (
        "do not run this workshop yet: it has no safeguarding lead",
        ("add  safeguarding: {name: ..., contact: ...}",),
    )
    assert found == ([expected] if speaks else [])


def test_children_in_one_room_are_children() -> None:
    found = apart(session("soft"), session("soft"), second="adolescents-15-19", content=SOFT)
    assert "no-safeguarding-lead" in codes(changed(found, "safeguarding="))
    assert "no-safeguarding-lead" not in codes(found)


@pytest.mark.parametrize(
    ("audience", "setting", "speaks"),
    [
        ("men", "reports_to=", True),
        ("men", "participants=12", False),
        ("women", "reports_to=", False),
        ("mixed", "reports_to=", False),
    ],
)
def test_women_are_told_what_men_talked_about(audience: str, setting: str, speaks: bool) -> None:
    found = said(changed(one_session("soft", audience=audience, content=SOFT), setting), "no-report-back")
    expected = (
        "there is no one to tell women what the men talked about",
        ("add  reports_to: the women's group that is told",),
    )
    assert found == ([expected] if speaks else [])


TO_DO = {
    "safeguarding": "add  safeguarding: {name: ..., contact: ...}",
    "reports_to": "add  reports_to: the women's group that is told",
    "apart": "let women and men meet apart first: a parallel: block before it",
}


def gated(need: str) -> Content:
    return facet("guests", gates=f"[{{sensitivity: medium, needs: [{need}], why: They ask for it.}}]")


@pytest.mark.parametrize("need", TO_DO)
@pytest.mark.parametrize(("sensitivity", "speaks"), [("low", False), ("medium", True), ("high", True)])
def test_what_people_need_before_anything_sensitive_is_told_with_what_to_do(
    need: str, sensitivity: str, speaks: bool
) -> None:
    content = gated(need) | activity("try", sensitivity=sensitivity)
    found = changed(one_session("try", audience="guests", content=content), *NOBODY)
    expected = ('"try" is sensitive, and "Guests" need more before it', ("They ask for it.", TO_DO[need]))
    assert said(found, "gate") == ([expected] if speaks else [])


@pytest.mark.parametrize(
    ("need", "audience", "code"),
    [
        ("referrals", "guests", "no-referrals"),
        ("safeguarding", "guests, adolescents-15-19", "no-safeguarding-lead"),
        ("reports_to", "guests, men", "no-report-back"),
    ],
)
def test_what_a_rule_of_its_own_tells_of_is_told_of_once(need: str, audience: str, code: str) -> None:
    content = gated(need) | DEEP
    found = changed(one_session("deep", audience=audience, content=content), *NOBODY)
    guests = [message for message, _ in said(found, "gate") if '"Guests"' in message]
    assert (len(said(found, code)), guests) == (1, [])


@pytest.mark.parametrize("need", ["referrals", "safeguarding", "reports_to"])
def test_what_is_there_opens_the_gate(need: str) -> None:
    found = one_session("deep", audience="guests", content=gated(need) | DEEP, referrals=CLINIC)
    assert said(found, "gate") == []


@pytest.mark.parametrize(
    ("order", "who", "speaks"),
    [
        (("rooms", "deep"), ("women", "men"), False),
        (("deep", "rooms"), ("women", "men"), True),
        (("rooms", "deep"), ("elders", "adults"), True),
    ],
)
def test_people_who_met_apart_may_go_on_together(
    order: tuple[str, str], who: tuple[str, str], speaks: bool
) -> None:
    one, other = who
    blocks = {
        "rooms": f"parallel: [{{title: One, audience: [{one}], session: 01-one}},"
        f" {{title: Two, audience: [{other}], session: 02-two}}]",
        "deep": "session: 03-deep",
    }
    held = {"01-one": session("soft"), "02-two": session("soft"), "03-deep": session("deep")}
    days = day(*(blocks[block] for block in order))
    found = library(days, held, audience="guests", content=gated("apart") | SOFT | DEEP)
    assert [message for message, _ in said(found, "gate")] == (
        ['"deep" is sensitive, and "Guests" need more before it'] if speaks else []
    )


def test_a_need_is_told_of_once_and_at_the_first_activity() -> None:
    content = gated("safeguarding") | DEEP | activity("deeper", sensitivity="high")
    found = changed(one_session("deep", "deeper", audience="guests", content=content), *NOBODY)
    assert [message for message, _ in said(found, "gate")] == [
        '"deep" is sensitive, and "Guests" need more before it'
    ]


def test_a_gate_is_told_of_in_the_room_of_its_people_alone() -> None:
    content = gated("safeguarding") | SOFT | DEEP
    with_them = changed(apart(session("deep"), session("soft"), content=content), *NOBODY)
    elsewhere = changed(apart(session("soft"), session("deep"), content=content), *NOBODY)
    assert (len(said(with_them, "gate")), said(elsewhere, "gate")) == (1, [])
