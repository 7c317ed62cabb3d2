"""What people do in the studio, in a real browser. Each ends without an error, its files compared."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from desks import contents
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright
from served_studio import served
from studios import anew

from practicepack.diagnostics import errors
from practicepack.studio.state import Studio
from practicepack.workspace import shipped_root

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WORKSHOP = "sessions/ours/workshop.yaml"
PATIENCE = 30_000
"""Milliseconds: nothing here measures time, and the machine may be busy."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "the journeys need chromium, and this is where they must run"
        pytest.skip("NO JOURNEYS: there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    root = tmp_path_factory.mktemp("journeys") / "mine"
    shutil.copytree(shipped_root() / "sessions/power-and-voice", root / "sessions/ours")
    with served(root) as studio:
        yield studio


@dataclass
class Traveller:
    """Someone with a browser, a studio and an eye on everything that goes wrong."""

    page: Page
    studio: Studio
    wrong: list[str]

    @property
    def root(self) -> Path:
        return self.studio.desk.files.root

    def go(self, path: str = "") -> None:
        self.page.goto(f"{self.studio.address}{path}")

    def files(self) -> dict[str, bytes]:
        return {name: data for name, data in contents(self.root).items() if name.startswith("sessions/ours")}

    def saved(self, text: str) -> None:
        expect(self.page.locator("#saved")).to_contain_text(text)

    def look_closely(self) -> None:
        """The page as a machine sees it that helps people who cannot see it, and its width."""
        violations = Axe().run(self.page).response["violations"]
        assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == []
        assert not self.scrolls_sideways()

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def watch(page: Page, studio: Studio) -> list[str]:
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(studio.address):
            wrong.append(f"request to {request.url}")

    page.on("request", asked)
    page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    page.on(
        "console",
        lambda line: wrong.append(line.text) if line.type == "error" and "409" not in line.text else None,
    )
    return wrong


@pytest.fixture
def traveller(browser: Browser, shared: Studio) -> Iterator[Traveller]:
    yield from travelling(browser, shared)


def travelling(browser: Browser, studio: Studio, **settings: bool) -> Iterator[Traveller]:
    anew(studio)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, **settings)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wrong = watch(page, studio)
    yield Traveller(page, studio, wrong)
    assert wrong == []
    context.close()
    assert list(errors(studio.desk.plan("ours").diagnostics)) == []


def test_1_from_four_questions_to_a_plan(traveller: Traveller) -> None:
    page = traveller.page
    traveller.go()
    traveller.look_closely()
    page.get_by_label("Who they are").select_option(label="Women")
    page.get_by_label("People who come").fill("27")
    page.get_by_label("Women who lead").fill("2")
    page.get_by_label("Men who lead", exact=True).fill("0")
    page.get_by_label("In your own words").fill("money at home")
    page.get_by_label("What you call it").fill("Our market day")
    page.get_by_role("button", name="Show what fits").click()
    traveller.look_closely()
    page.get_by_role("button", name="Take this").first.click()
    expect(page.get_by_label("People", exact=True)).to_have_value("27")
    traveller.look_closely()
    assert (traveller.root / "sessions/our-market-day/workshop.yaml").is_file()
    shutil.rmtree(traveller.root / "sessions/our-market-day")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_3_and_13_the_hall_is_free_until_three(browser: Browser, shared: Studio, has_script: bool) -> None:
    for traveller in travelling(browser, shared, java_script_enabled=has_script):
        page, before = traveller.page, traveller.files()
        traveller.go("w/ours/plan")
        page.get_by_label("Ends").fill("15:00")
        if has_script:
            page.get_by_label("Ends").press("Tab")
        else:
            page.locator("#clock-0").get_by_role("button", name="Save").click()
        expect(page.locator("#day-findings-0")).to_contain_text("The day needs")
        if has_script:
            traveller.look_closely()
        page.get_by_role("button", name="Leave out").click()
        expect(page.locator("#day-findings-0")).not_to_contain_text("The day needs")
        assert b"without:" in traveller.files()[WORKSHOP]
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#day-findings-0")).to_contain_text("The day needs")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_label("Ends")).to_have_value("16:30")
        assert traveller.files() == before


def press_until(page: Page, is_there: Callable[[str], bool], most: int = 120) -> None:
    """Press Tab until the focus is on something with such a name."""
    script = (
        "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
    )
    for _ in range(most):
        page.keyboard.press("Tab")
        if is_there(page.evaluate(script)):
            return
    raise AssertionError("the keyboard does not lead there")


def test_4_swap_and_move_by_the_keyboard_alone(traveller: Traveller) -> None:
    page, before = traveller.page, traveller.files()
    traveller.go("w/ours/plan")
    press_until(page, lambda name: name == "Swap “Power walk”")
    page.keyboard.press("Enter")
    page.wait_for_url("**/swap*")
    traveller.look_closely()
    press_until(page, lambda name: name.startswith("Put “"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan")
    traveller.saved("Swap “Power walk” for")
    changed = [name for name, data in traveller.files().items() if data != before[name]]
    assert changed == ["sessions/ours/02-where-power-sits.yaml"]
    press_until(page, lambda name: name == "Move “Kinds of power” up")
    page.keyboard.press("Enter")
    traveller.saved("Move “Kinds of power”")
    # the focus goes along with the block, so that it can be moved on
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move “Kinds of power” up"
    page.keyboard.press("Enter")
    expect(page.locator(".block h3").nth(4)).to_have_text("Where power sits")
    for _ in range(3):
        page.get_by_role("button", name="Undo").press("Enter")
        page.wait_for_timeout(150)
    traveller.saved("Undone: Swap")
    assert traveller.files() == before


def test_7_the_file_is_open_in_an_editor_too(traveller: Traveller) -> None:
    page, path = traveller.page, traveller.root / WORKSHOP
    traveller.go("w/ours/plan")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: Power and voice", "title: By hand # mine"), encoding="utf-8")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_label("Title")).to_have_value("By hand")
    by_hand = path.read_text(encoding="utf-8").replace("participants: 20", "participants: 21")
    path.write_text(by_hand, encoding="utf-8")
    page.get_by_role("button", name="Make “Lunch” 5 minutes shorter").click()
    expect(page.locator("#problem")).to_contain_text("Nothing was written.")
    traveller.look_closely()
    assert path.read_text(encoding="utf-8") == by_hand
    page.get_by_role("button", name="Do my change again").click()
    traveller.saved("Make “Lunch” shorter")
    assert path.read_text(encoding="utf-8") == by_hand.replace("lunch: 60", "lunch: 55")


def test_8_the_broken_bracket(traveller: Traveller) -> None:
    page, path = traveller.page, traveller.root / WORKSHOP
    traveller.go("w/ours/plan")
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("[mixed, adults]", "[mixed, adults"), encoding="utf-8")
    page.reload()
    expect(page.get_by_text("The plan as it was last")).to_be_visible()
    traveller.look_closely()
    page.get_by_role("link", name="Open the file").first.click()
    traveller.look_closely()
    box = page.get_by_label("The text of the file")
    box.fill(box.input_value().replace("[mixed, adults", "[mixed, adults]"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/plan")
    expect(page.locator("#sum-0")).to_contain_text("It ends at 16:30")
    assert path.read_text(encoding="utf-8") == good


def test_14_a_slow_answer_never_takes_what_is_being_typed(traveller: Traveller) -> None:
    page = traveller.page
    traveller.go("w/ours/plan")

    def slowly(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/facts", slowly)
    page.get_by_label("People", exact=True).fill("24")
    page.get_by_label("People", exact=True).press("Tab")
    page.get_by_label("Place").press_sequentially("Willow Bridge Hall", delay=40)
    traveller.saved("People: 20 → 24")
    expect(page.get_by_label("Place")).to_have_value("Willow Bridge Hall")
    page.get_by_label("Place").press("Tab")
    traveller.saved("Change the place")
    text = (traveller.root / WORKSHOP).read_text(encoding="utf-8")
    assert "participants: 24" in text
    assert 'place: "Willow Bridge Hall"' in text


@pytest.mark.parametrize(("width", "zoom"), [(390, 1), (1280, 4)])
def test_12_narrow_and_enlarged(traveller: Traveller, width: int, zoom: int) -> None:
    # at 400 % a window of 1280 pixels has room for 320
    traveller.page.set_viewport_size({"width": width // zoom, "height": 844 // zoom})
    for path in (
        "",
        "w/ours/plan",
        "w/ours/swap?session=01-opening",
        "library?q=trust",
        "library/power-walk",
    ):
        traveller.go(path)
        assert not traveller.scrolls_sideways(), path


def test_the_end_of_the_server_is_said_and_nothing_that_was_typed_is_lost(
    browser: Browser, tmp_path: Path
) -> None:
    shutil.copytree(shipped_root() / "sessions/power-and-voice", tmp_path / "mine/sessions/ours")
    page = browser.new_page()
    with served(tmp_path / "mine") as studio:
        page.goto(f"{studio.address}w/ours/plan")
    page.get_by_label("People", exact=True).fill("24")
    page.get_by_label("People", exact=True).press("Tab")
    expect(page.locator("#gone")).to_contain_text("The studio has ended.")
    expect(page.get_by_label("People", exact=True)).to_have_value("24")
    page.close()


@pytest.mark.parametrize(
    "path",
    [
        *("w/ours/people", "w/ours/words", "w/ours/share", "library?q=trust", "programme/homes-and-voices"),
        *("w/homes-that-share/plan", "w/ours/file/workshop.yaml"),
    ],
)
def test_every_other_screen_is_sound(traveller: Traveller, path: str) -> None:
    traveller.go(path)
    traveller.look_closely()


def test_6_who_helps_is_filled_in(traveller: Traveller) -> None:
    page = traveller.page
    traveller.go("w/ours/plan")
    page.get_by_role("link", name="Fill it in").click()
    charge = page.get_by_role("group", name="Who invites")
    charge.get_by_label("Name").fill("Willow Traders")
    charge.get_by_label("Phone or address").fill("0800 5")
    page.get_by_role("button", name="Save who is in charge").click()
    traveller.saved("It names people, so it cannot be undone.")
    place = page.get_by_role("group", name="One more place")
    for label, text in (("Name", "Riverside"), ("Helps with", "rights"), ("Phone", "0700 1")):
        place.get_by_label(label, exact=True).fill(text)
    place.get_by_label("Date you last phoned").fill("2026-03-02")
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_role("button", name="Take out “Riverside”")).to_be_visible()
    # the empty fields wait for the next place
    expect(page.get_by_role("group", name="One more place").get_by_label("Name", exact=True)).to_have_value(
        ""
    )
    traveller.look_closely()
    assert b"Willow Traders" in traveller.files()[WORKSHOP]
    assert b"Riverside" in traveller.files()["sessions/ours/referrals.yaml"]
