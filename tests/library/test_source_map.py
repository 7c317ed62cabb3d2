"""docs/source-map.md: what carries each claim of the source texts, and in which shipped workshop."""

import re
from dataclasses import dataclass

import pytest
from trial import shipped

from practicepack.library.load import CONTENT_FOLDERS
from practicepack.workspace import shipped_root

PLACES = re.compile(r"`([a-z][a-z0-9/-]*)`")
OPEN = "open"
KNOWN_OPEN = {
    "It comes as groups, as mentors, as coaches",
    "Women's rights groups and others for change led the way in changing laws and habits that shut people "
    "out",
}
"""The claims that no workshop carried on 1 December 2026. Take one out when it is carried; add none."""


@dataclass(frozen=True, slots=True)
class Claim:
    text: str
    practice: str
    carried_by: frozenset[str]
    workshops: str


def rows(columns: int) -> list[list[str]]:
    """The rows of the tables with so many columns, without their heads."""
    page = (shipped_root() / "docs/source-map.md").read_text("utf-8")
    cells = [line.strip().strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    listed = [[cell.strip() for cell in row] for row in cells if len(row) == columns]
    return [row for row in listed if row[0] != "Claim"]


def claims() -> list[Claim]:
    listed = []
    for text, practice, carried_by, workshops in rows(4):
        listed.append(Claim(text, practice, frozenset(PLACES.findall(carried_by)), workshops))
    assert len(listed) > 40
    return listed


def test_every_row_is_a_row_of_one_table() -> None:
    page = (shipped_root() / "docs/source-map.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith("|") or line.endswith("|")]
    assert [line for line in lines if not (line.startswith("|") and line.endswith("|"))] == []


def test_every_id_is_there() -> None:
    practices = {id_ for claim in claims() for id_ in PLACES.findall(claim.practice)}
    others = {id_ for claim in claims() for id_ in claim.carried_by}
    assert practices - set(shipped().practices) == set()
    plain = {f"{kind}/{id_}" for kind in CONTENT_FOLDERS for id_ in getattr(shipped(), kind)}
    plain |= {*shipped().activities, *shipped().audiences}
    assert others - plain - {"content/audiences/"} == set()


def used_in(workshop: str) -> set[str]:
    """The activities of a workshop, and the audiences of all its rooms."""
    folder = shipped().workshops[workshop]
    used = set(folder.workshop.item.audience)
    for session in folder.sessions.values():
        used.update(session.item.uses)
    for day in folder.workshop.item.days:
        for block in day.blocks:
            for track in block.parallel:
                used.update(track.audience)
    return used


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.text[:40])
def test_each_claim_is_in_a_shipped_workshop_or_known_to_be_open(claim: Claim) -> None:
    if claim.workshops == OPEN:
        assert claim.text in KNOWN_OPEN
        return
    workshops = PLACES.findall(claim.workshops)
    assert workshops
    carrying = claim.carried_by & {*shipped().activities, *shipped().audiences}
    for workshop in workshops:
        # where only a page about safety carries a claim, every workshop has it
        assert not carrying or carrying & used_in(workshop), workshop


def test_a_workshop_that_does_nothing_for_a_claim_would_be_seen() -> None:
    assert not {"spectrum-of-allies", "tactical-timeline"} & used_in("mens-circle-six-evenings")


def test_the_open_claims_are_those_of_the_list_and_no_more_than_there_were() -> None:
    still_open = [claim.text for claim in claims() if claim.workshops == OPEN]
    assert [text for text, _ in rows(2)] == still_open
    assert set(still_open) <= KNOWN_OPEN
