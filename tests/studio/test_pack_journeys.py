"""Journeys 2 and 10 in a real browser: the night before with more people, and a build that is stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import contents
from packs import copies_of, print_system, sent_since, small_workshop, when
from playwright.sync_api import Browser, expect
from test_journeys import Traveller, browser, served, watch  # noqa: F401  # browser is a fixture

from practicepack.diagnostics import errors


@pytest.fixture
def traveller(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Traveller]:  # noqa: F811
    root = small_workshop(tmp_path)
    print_system(tmp_path, monkeypatch)
    with served(root) as studio, studio.service:
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.set_default_timeout(20000)
        page = context.new_page()
        wrong = watch(page, studio)
        yield Traveller(page, studio, wrong)
        assert wrong == []
        context.close()
        assert list(errors(studio.desk.plan("ours").diagnostics)) == []


def sent(traveller: Traveller) -> dict[str, int]:
    """The copies of each file that were sent to the printer since this was last asked."""
    return copies_of(sent_since(traveller.root.parent / "lp.log"))


def make_all_pages(traveller: Traveller) -> None:
    traveller.go("w/ours/pages")
    traveller.page.get_by_role("button", name="Make all pages").click()
    expect(traveller.page.get_by_text("All pages are ready.")).to_be_visible(timeout=60000)


def test_2_the_night_before_there_are_more_people(traveller: Traveller) -> None:
    page = traveller.page
    make_all_pages(traveller)
    traveller.look_closely()
    traveller.go("w/ours/print")
    traveller.look_closely()
    page.get_by_role("button", name="Print").first.click()
    expect(page.locator("#saved")).to_contain_text("were sent to the printer")
    before = sent(traveller)
    assert before["agenda.pdf"] >= 4
    card = page.get_by_role("button", name="Then put card in")
    if card.count():
        card.click()
        expect(page.get_by_text("Nothing has changed since you printed.")).to_be_visible()
        sent(traveller)

    traveller.go("w/ours/plan")
    page.get_by_label("People", exact=True).fill("15")
    page.get_by_label("People", exact=True).press("Tab")
    traveller.saved("15")
    page.get_by_role("button", name="No one sits with someone they depend on").click()
    expect(page.get_by_role("button", name="No one sits with")).to_have_count(0)
    page.get_by_role("navigation").get_by_role("link", name="Pages").click()
    expect(page.get_by_text("Changed since it was made").first).to_be_visible()
    make_all_pages(traveller)
    traveller.go("w/ours/print")
    expect(page.get_by_role("link", name="Only what changed since I printed")).to_have_attribute(
        "aria-current", "true"
    )
    traveller.look_closely()
    page.get_by_role("button", name="Print").first.click()
    expect(page.locator("#saved")).to_contain_text("were sent to the printer")
    after = sent(traveller)
    assert "background.pdf" not in after
    assert 0 < after["agenda.pdf"] <= before["agenda.pdf"]
    for size in ({"width": 390, "height": 800}, {"width": 341, "height": 192}):
        page.set_viewport_size(size)
        for screen in ("pages", "print"):
            traveller.go(f"w/ours/{screen}")
            traveller.look_closely()


def test_10_a_build_is_stopped_and_the_last_good_pack_stays(traveller: Traveller) -> None:
    page = traveller.page
    make_all_pages(traveller)
    pack = contents(traveller.root / "build")
    traveller.go("w/ours/plan")
    page.get_by_label("Title", exact=True).fill("Another title")
    page.get_by_label("Title", exact=True).press("Tab")
    traveller.saved("Another title")
    traveller.go("w/ours/pages")
    page.get_by_role("button", name="Make all pages").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. The pages that you had before are still there.")).to_be_visible()
    when(lambda: not traveller.studio.service.builds.is_busy, 5)
    assert contents(traveller.root / "build") == pack
    make_all_pages(traveller)
    assert contents(traveller.root / "build") != pack
