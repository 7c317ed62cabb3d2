"""How many adults there are for the children in a room."""

import pytest
from trial import activity, changed, codes, facet, library, one_session, said, session

SOFT = activity("soft", people="{min: 2, ideal: 20, max: 60}")


@pytest.mark.parametrize(
    ("audience", "participants", "team", "is_too_few"),
    [
        ("adolescents-10-14", 16, 2, False),
        ("adolescents-10-14", 17, 2, True),
        ("adolescents-10-14", 17, 3, False),
        ("adolescents-15-19", 20, 2, False),
        ("adolescents-15-19", 21, 2, True),
        ("adults", 40, 1, False),
    ],
)
def test_there_is_an_adult_for_every_few_children(
    audience: str, participants: int, team: int, is_too_few: bool
) -> None:
    found = changed(
        one_session("soft", content=SOFT, audience=audience, participants=participants),
        f"facilitators={team}",
    )
    assert ("few-adults" in codes(found)) == is_too_few


def test_it_is_counted_in_each_room_and_said_once() -> None:
    day = (
        '  - start: "09:00"\n    end: "17:00"\n    blocks:\n      - parallel:\n'
        "          - {title: Girls, session: 01-try, participants: 9, facilitators: 1}\n"
        "          - {title: Boys, session: 01-try, participants: 21, facilitators: 2}\n"
    )
    found = library(
        day, {"01-try": session("soft")}, content=SOFT, audience="mixed, adolescents-10-14", participants=30
    )
    ((message, hints),) = said(changed(found, "facilitators=3"), "few-adults")
    assert message.startswith("9 children need 2 adults in the room, one for every 8")
    assert hints


def test_people_of_ones_own_are_counted_as_the_shipped_ones_of_their_age() -> None:
    girls = facet("girls", kind="age", under_18="true", ages="10-12")
    found = one_session("soft", content={**SOFT, **girls}, audience="girls", participants=20)
    assert "few-adults" in codes(changed(found, "facilitators=2"))
    strict = facet("girls", kind="age", under_18="true", ages="10-12", children_per_adult="20")
    found = one_session("soft", content={**SOFT, **strict}, audience="girls", participants=20)
    assert "few-adults" not in codes(changed(found, "facilitators=2"))
