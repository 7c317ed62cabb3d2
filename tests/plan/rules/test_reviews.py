"""What has to be read by someone who knows the subject, until they have signed for it."""

from dataclasses import replace

import pytest
from trial import activity, authored, one_session, planned, said, shipped

from practicepack.library.models.review import Signature
from practicepack.library.reviews import reviewed_text

SOFT = activity("soft", review="{needed: a lawyer}", printables="[chain-cases, free-yes-scenes]")


def test_what_is_used_and_unread_is_one_warning() -> None:
    library = one_session("soft", content=SOFT)
    ((message, hints),) = said(library, "not-reviewed")
    plan, _ = planned(library)
    assert message.startswith(f"{len(plan.unread)} texts are not yet read by a lawyer")
    assert "a specialist in violence against women" in message
    assert "practicepack review" in hints[0]


def test_an_activity_names_those_who_have_to_read_it_or_its_sheets() -> None:
    (soft,) = planned(one_session("soft", content=SOFT))[0].activities
    assert soft.unread_by == (
        "a lawyer",
        "a lawyer who knows the law here",
        "a specialist in violence against women",
    )


def test_once_it_is_signed_it_is_named_no_longer() -> None:
    library = one_session("soft", content=activity("soft", review="{needed: a lawyer}"))
    text = reviewed_text(library, "activities", "soft")
    assert text
    file = f'of: activities/soft\nby: Amina Otieno\non: 2026-03-08\ntext: "{text.text}"\n'
    signature = authored(Signature, "content/reviews/soft.yaml", file)
    (before,) = planned(library)[0].activities
    (after,) = planned(replace(library, reviews={"soft": signature}))[0].activities
    assert (before.unread_by, after.unread_by) == (("a lawyer",), ())


@pytest.mark.parametrize(
    ("audience", "page", "is_there"),
    [
        ("women", "when-somebody-tells-you", True),
        ("women", "under-eighteen", False),
        ("adolescents-15-19", "under-eighteen", True),
    ],
)
def test_a_page_about_safety_counts_for_those_who_get_it(audience: str, page: str, is_there: bool) -> None:
    plan, _ = planned(one_session("plain", content=activity("plain"), audience=audience))
    assert (f"safety/{page}" in {text.name for text in plan.unread}) == is_there
    readers = {chosen.id: chosen.unread_by for chosen in plan.safety}
    assert bool(readers.get(page)) == is_there


@pytest.mark.parametrize("workshop", sorted(shipped().workshops))
def test_each_shipped_workshop_shows_who_has_to_read_it(workshop: str) -> None:
    library = shipped()
    plan, _ = planned(replace(library, workshops={"trial": library.workshops[workshop]}))
    shown = {reader for activity in plan.activities for reader in activity.unread_by}
    shown.update(reader for page in plan.safety for reader in page.unread_by)
    assert shown
    assert shown <= {text.needed for text in plan.unread}
