"""The shipped library holds together: all of it is there and used, and its methods have their figures."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from pydantic import BaseModel
from trial import day, library, planned, session, shipped

from practicepack.cli.library.list import command
from practicepack.library.models.activity import DEBRIEF, Activity, Material
from practicepack.library.models.audience import Audience, Sources
from practicepack.library.models.fields import ForAudience
from practicepack.library.text.prose import of_kind
from practicepack.library.text.prose import parts as walked
from practicepack.plan.clock.timing import bounds, total
from practicepack.plan.people.groups import HeadCount, divided
from practicepack.workspace import shipped_root

AREAS = sorted(id_ for id_, entry in shipped().practices.items() if entry.item.kind == "area")
METHODS = {id_: entry.item for id_, entry in shipped().activities.items() if entry.item.kind == "method"}
WHOLE_WORKSHOP = {
    "before-and-after-faces",
    "before-and-after-key",
    "before-and-after-questions",
    "certificate-of-attendance",
    "certificate-of-completion",
    "childs-assent",
    "gem-scale",
    "consent-by-thumb",
    "end-of-day-faces",
    "end-of-day-words",
    "facilitators-daily-log",
    "final-evaluation-faces",
    "final-evaluation-words",
    "incident-and-backlash-note",
    "needs-assessment",
    "parents-consent",
    "referral-card",
    "registration-and-consent",
    "sign-in-sheet",
    "workshop-report",
}
"""Sheets for a whole workshop, which anybody may add to theirs."""
OPTIONAL_EXTRAS = {
    "access-walk",
    "body-map-of-work",
    "budget-beans",
    "but-why-tree",
    "fair-committee",
    "institution-circles",
    "mock-council",
    "river-of-life",
}
"""Activities that no shipped workshop uses: they are for people to put into their own."""
FIGURES = {
    "daily-clock": (6, 16, 24, 45, 75, 120),
    "who-does-who-decides": (6, 12, 24, 45, 60, 90),
    "margolis-wheel": (8, 12, 36, 35, 45, 60),
    "river-of-life": (4, 12, 16, 60, 90, 120),
    "people-i-trust": (4, 15, 25, 30, 45, 60),
    "body-map-of-work": (5, 15, 25, 60, 90, 120),
    "money-and-dreams": (3, 8, 15, 90, 120, 180),
    "problem-clinic": (4, 10, 15, 45, 75, 90),
    "solidarity-charter": (10, 20, 25, 60, 90, 120),
    "hard-conversations": (6, 14, 20, 45, 60, 90),
    "gender-box": (8, 18, 30, 60, 75, 90),
    "ideal-woman-ideal-man": (10, 18, 25, 60, 90, 120),
    "vote-with-your-feet": (8, 20, 40, 20, 40, 60),
    "norms-story": (6, 10, 12, 60, 75, 90),
    "fishbowl": (10, 15, 24, 45, 60, 90),
    "forum-theatre": (12, 25, 60, 90, 120, 180),
    "early-adopters": (5, 12, 15, 35, 60, 80),
    "but-why-tree": (6, 16, 30, 60, 75, 90),
    "then-now-next": (8, 18, 30, 45, 60, 90),
    "sayings-rewritten": (6, 18, 30, 45, 60, 75),
    "whose-opinion-counts": (6, 12, 20, 45, 60, 90),
    "power-walk": (12, 20, 30, 30, 60, 75),
    "four-kinds-of-power": (8, 18, 30, 45, 60, 90),
    "appreciative-leadership-stories": (6, 16, 30, 45, 60, 90),
    "power-map": (4, 14, 25, 60, 90, 120),
    "spectrum-of-allies": (6, 16, 40, 40, 60, 90),
    "force-field": (6, 12, 20, 45, 60, 90),
    "vision-road": (6, 16, 30, 90, 120, 180),
    "build-the-ask": (6, 14, 24, 45, 75, 90),
    "tactical-timeline": (6, 14, 24, 60, 75, 90),
    "rank-and-vote": (6, 20, 50, 15, 30, 45),
    "rights-quiz": (8, 24, 40, 30, 45, 60),
    "who-owes-what": (6, 18, 30, 45, 60, 75),
    "score-card": (8, 15, 20, 90, 120, 180),
    "interface-meeting + joint-action-plan": (15, 40, 80, 90, 120, 180),
    "institution-circles": (5, 12, 20, 45, 90, 120),
    "budget-beans": (8, 20, 40, 60, 90, 120),
    "meeting-the-official": (6, 14, 24, 45, 75, 90),
    "mock-council": (15, 24, 35, 90, 150, 240),
    "clients-eyes": (6, 15, 25, 60, 90, 120),
    "access-walk": (5, 10, 15, 60, 90, 120),
    "fair-committee": (6, 14, 25, 45, 60, 90),
    "bill-for-a-day": (6, 20, 25, 45, 60, 80),
    "four-doors": (6, 20, 25, 50, 75, 90),
    "where-the-price-goes": (8, 20, 30, 55, 75, 90),
    "one-safe-step": (6, 20, 25, 45, 60, 75),
    "outside-inside": (6, 20, 25, 40, 60, 70),
    "living-pictures": (8, 20, 30, 60, 75, 90),
    "eight-page-zine": (6, 20, 25, 60, 75, 90),
    "what-we-show": (6, 20, 30, 50, 60, 74),
    "the-showing": (6, 20, 30, 45, 60, 75),
    "kinds-of-harm": (6, 16, 20, 50, 75, 90),
    "what-feeds-it": (6, 16, 20, 55, 75, 90),
    "a-free-yes": (6, 16, 25, 45, 60, 75),
    "first-words": (6, 16, 20, 60, 75, 90),
    "step-in": (6, 20, 25, 50, 65, 80),
    "street-talk": (8, 20, 30, 55, 75, 90),
    "house-visit": (6, 20, 24, 50, 68, 81),
    "what-came-back": (6, 20, 25, 50, 75, 90),
    "ordinary-day": (8, 20, 40, 58, 72, 89),
    "hard-remarks": (6, 12, 24, 53, 66, 78),
    "make-a-pack": (4, 12, 24, 57, 68, 81),
    "practise-the-card": (4, 12, 20, 66, 78, 92),
    "teach-back": (8, 12, 16, 84, 92, 102),
    "twenty-minutes-short": (4, 12, 30, 46, 55, 67),
    "what-i-bring": (4, 12, 20, 48, 60, 74),
    "where-is-the-line": (6, 12, 30, 52, 68, 82),
    "not-part-of-the-job": (4, 10, 20, 53, 66, 80),
    "pay-book": (4, 16, 24, 49, 61, 74),
    "who-do-we-call": (6, 16, 30, 45, 57, 71),
    "shared-ask": (8, 24, 40, 59, 75, 91),
    "what-held": (8, 24, 40, 54, 68, 83),
    "who-does-what": (8, 24, 40, 54, 68, 83),
    "may-we-use-it": (6, 16, 30, 52, 62, 76),
    "one-minute-radio": (6, 16, 24, 57, 70, 82),
    "photo-story": (6, 16, 24, 66, 78, 95),
    "before-you-send": (6, 10, 20, 42, 52, 63),
    "light-or-heavy": (6, 10, 20, 48, 60, 73),
    "ten-people": (8, 16, 24, 46, 59, 73),
    "ten-people-again": (8, 16, 24, 45, 59, 74),
}
"""People (couples for money-and-dreams) and minutes: each the fewest, the best number and the most."""
OUR_OWN = {"hopes-apart", "on-our-own-first"}
"""Methods that come from nowhere else: no source gives figures for them."""
METHOD = pytest.mark.parametrize("id_", METHODS)
CODE = re.compile(r"\{[{%].*?[%}]\}")
SHOWN = re.compile(r'"([a-z0-9-]+)"|pictures/([a-z0-9-]+)\.svg')
"""How a template names a picture: in a string of its code, or by its file in a style sheet."""
PLURAL = re.compile(r"(?<=[^aeiou\W])ies\b|(?<=ch|sh|ss)es\b|(?<=x)es\b|(?<=[^us\W])s\b")


def parts() -> Iterator[tuple[str, BaseModel]]:
    """Every group of keys of the library, with the name of its file."""
    for entry in shipped().entries():
        yield from ((entry.source.name, part) for _, part in entry.models)


def test_every_printable_is_named_by_an_activity_or_a_workshop() -> None:
    named = {id_ for _, part in parts() for id_ in getattr(part, "printables", None) or ()}
    assert len(named) > 150
    assert set(shipped().printables) - named - WHOLE_WORKSHOP == set()
    assert set(shipped().printables) >= WHOLE_WORKSHOP


def test_every_picture_is_used() -> None:
    named = {getattr(part, key, None) for _, part in parts() for key in ("picture", "icon")}
    assert len(named) > 300
    templates = shipped_root() / "templates"
    code = [one for path in templates.rglob("*.html") for one in CODE.findall(path.read_text("utf-8"))]
    styles = [path.read_text("utf-8") for path in templates.rglob("*.css")]
    drawn = {id_ for text in (*code, *styles) for found in SHOWN.findall(text) for id_ in found}
    assert {"wreath", "corner-leaves"} <= drawn
    assert set(shipped().pictures) - named - drawn == set()


def test_every_activity_is_used_by_a_workshop_or_is_an_extra() -> None:
    used = {id_ for _, part in parts() if (id_ := getattr(part, "use", None))}
    assert len(used) > 30
    assert set(shipped().activities) - used == OPTIONAL_EXTRAS


def spare(audience: str) -> set[str]:
    """The energisers that the plan chooses for these people, where it may choose as often as it can."""
    uses = ("wake", "calm", "warm-up", "meet")
    blocks = [f"energiser: {use}" for use in uses for _ in shipped().energisers]
    days = day(*blocks, "session: 01-try", start="00:00", end="23:00")
    plan, _ = planned(library(days, {"01-try": session("welcome-names")}, audience=audience))
    return {energiser.id for energiser in plan.energisers}


def test_every_energiser_comes_to_somebody() -> None:
    found = [spare(audience) for audience in sorted(shipped().audiences)]
    assert min(map(len, found)) > 5
    assert set.union(*found) == set(shipped().energisers)


def singular(item: str) -> str:
    """An item as it is whatever its number and its capitals."""
    return PLURAL.sub(lambda ending: "y" if ending[0] == "ies" else "", item.casefold())


def test_plurals_are_seen() -> None:
    many = ["sticky dots", "boxes", "Ballot papers", "berries", "glass of brushes", "status"]
    assert [*map(singular, many)] == [
        "sticky dot",
        "box",
        "ballot paper",
        "berry",
        "glass of brush",
        "status",
    ]


def test_a_material_has_one_name_and_one_kind() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file, part in parts():
        if isinstance(part, Material):
            names[singular(part.item)].add(part.item)
            kinds[part.item][part.kind].add(file)
    assert len(names) > 40
    assert [sorted(each) for each in names.values() if len(each) > 1] == []
    mixed = {item: dict(each) for item, each in kinds.items() if len(each) > 1}
    assert not mixed, f"one thing, two kinds: {mixed}"


def test_there_is_enough_of_everything() -> None:
    per_area = {area: sum(area in item.practices for item in METHODS.values()) for area in AREAS}
    assert len(AREAS) == 4
    assert {area: count for area, count in per_area.items() if count < 8} == {}
    assert len(METHODS) >= 42
    assert len(shipped().activities) - len(METHODS) >= 12
    assert len(shipped().energisers) >= 15
    assert sum(not entry.item.touch for entry in shipped().energisers.values()) >= 10


def minutes(item: Activity) -> tuple[int, int, int]:
    """The fewest minutes, the best number and the most: the sums of its steps, for the best head-count."""
    heads = HeadCount(item.people.ideal, item.facilitators, 1, len(divided(item.people.ideal, item.groups)))
    whole = total([bounds(step.minutes, heads) for step in item.steps])
    return whole.min, whole.ideal, whole.max


def test_every_method_has_figures() -> None:
    assert {id_ for each in FIGURES for id_ in each.split(" + ")} == set(METHODS) - OUR_OWN


@pytest.mark.parametrize(("ids", "figures"), FIGURES.items(), ids=FIGURES)
def test_minutes_and_people_are_those_of_the_table(ids: str, figures: tuple[int, ...]) -> None:
    items = [METHODS[id_] for id_ in ids.split(" + ")]
    assert {(item.people.min, item.people.ideal, item.people.max) for item in items} == {figures[:3]}
    assert tuple(map(sum, zip(*map(minutes, items), strict=True))) == figures[3:]


@METHOD
def test_a_method_says_what_it_needs_to(id_: str) -> None:
    item = METHODS[id_]
    assert 4 <= len(item.debrief) <= 6
    assert len(item.key_messages) >= 2
    assert len(item.risks) >= 2
    assert item.credit.source or id_ in OUR_OWN
    assert [step.keep for step in item.steps if step.id == DEBRIEF] == [True]


@METHOD
def test_a_method_is_fitted_to_its_people(id_: str) -> None:
    tagged = [part for _, part in of_kind(ForAudience, walked(METHODS[id_].steps))]
    fitted = [part for part in tagged if part.for_ or part.not_for]
    assert len(METHODS[id_].variants) + len(fitted) >= 2


def test_what_is_sensitive_comes_after_the_agreement_and_is_led_by_two() -> None:
    sensitive = {
        id_: entry.item for id_, entry in shipped().activities.items() if entry.item.sensitivity != "low"
    }
    assert len(sensitive) > 30
    assert {id_ for id_, item in sensitive.items() if "group-agreement" not in item.after} == set()
    assert {id_ for id_, item in sensitive.items() if item.facilitators.count < 2} == set()


def listed(monkeypatch: pytest.MonkeyPatch, *filters: str) -> list[str]:
    """The ids that `practicepack list activities` gives, read from the library that is at hand."""
    monkeypatch.setattr("practicepack.cli.library.list.readable", lambda _: shipped())
    said = CliRunner().invoke(command, ["activities", *filters, "--format", "json"])
    assert said.exit_code == 0, said.output
    return [row["id"] for row in json.loads(said.output)]


def allowed(audience: Audience) -> str:
    """How sensitive a thing may be with these people, whatever is prepared."""
    shut = {gate.sensitivity for gate in audience.gates if not gate.needs}
    return "low" if "medium" in shut else "medium" if "high" in shut else "high"


@pytest.mark.parametrize("audience", sorted(shipped().audiences))
@pytest.mark.parametrize("area", AREAS)
def test_something_fits_in_an_hour_for_fifteen(
    area: str, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = allowed(shipped().audiences[audience].item)
    base = ("--practice", area, "--for", audience, "--sensitivity", limit)
    assert listed(monkeypatch, *base), "nothing of this area may be done with these people"
    assert listed(monkeypatch, *base, "--people", "15", "--max-minutes", "60")


@pytest.mark.parametrize("id_", sorted(shipped().audiences))
def test_every_figure_of_an_audience_has_its_source(id_: str) -> None:
    item = shipped().audiences[id_].item
    plain = Audience(title=item.title, kind=item.kind, guidance=item.guidance)
    stated = {name for name in Sources.model_fields if getattr(item, name) != getattr(plain, name)}
    stated |= {"rules"} if item.advice else set()
    assert {name for name in Sources.model_fields if getattr(item.sources, name)} == stated


def test_audiences_state_figures() -> None:
    stated = [entry.item.sources.model_fields_set for entry in shipped().audiences.values()]
    assert set.union(*stated) == set(Sources.model_fields)
