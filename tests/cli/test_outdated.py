"""A pack that is older than its workshop is not sent, and the reason is said in people's words."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from packages import distribution, on_path
from practicepack.cli.packs.command_again import command_for
from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
ALONE = ("--only", "agenda", "--jobs", "1")
SESSION = "title: {}\nobjectives: [To try.]\nminutes: 10-60-90\nactivities: [{}]\n"
WORKSHOP = """\
title: Spring
purpose: None.
participants: {}
{}
days: [{{start: '09:00', end: '10:00', blocks: [session: 01-open]}}]
"""
ACTIVITY = """\
title: {}
purpose: To try.
reason: It helps.
people: {{min: 2, ideal: 12, max: 60}}
room: Any.
steps: [{{id: one, title: One, minutes: 5-20-60, cues: [{{do: {}}}]}}]
credit: {{origin: us}}
"""
AGENDA = "would be different: Agenda"
NAMED = "printables: [certificate-of-attendance]"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Us</title><path d="M0 0h{}"/></svg>'
SINCE = "{} has changed since"
OWN = "content/activities/try-it.yaml"


def put(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def spring(root: Path) -> Path:
    """A workshop of one activity of its own, for 31 people."""
    put(root, "sessions/spring/workshop.yaml", WORKSHOP.format(31, ""))
    put(root, "sessions/spring/01-open.yaml", SESSION.format("Opening", "use: try-it"))
    put(root, OWN, ACTIVITY.format("We try it", "Try."))
    return root


def built(call: Call, *options: str) -> None:
    assert call("build", "spring", *options).returncode == 0


def refused(call: Call, name: str, *options: str) -> list[str]:
    """What is said when a pack is to be printed, without the first line and the hints."""
    said = call("print", name, "--dry-run", *options)
    assert (said.returncode, said.stdout) == (2, "")
    first, *lines = said.stderr.splitlines()
    assert first == f"error: {name} is out of date, and nothing was sent"
    assert lines[-1] == "   hint: or send it as it is, with --anyway"
    return [line.strip() for line in lines[:-2]]


def sent(call: Call, name: str, *options: str) -> bool:
    said = call("print", name, "--dry-run", *options)
    return (said.returncode, said.stderr) == (0, "") and said.stdout.startswith("lp ")


@pytest.mark.usefixtures("spring")
def test_a_pack_that_is_as_the_workshop_is_sent(call: Call) -> None:
    built(call, *ALONE)
    assert sent(call, "spring--agenda")


def test_other_people_and_other_activities(call: Call, spring: Path) -> None:
    built(call, *ALONE, "--only", "run-of-show")
    put(spring, "sessions/spring/workshop.yaml", WORKSHOP.format(26, "facilitators: 1"))
    put(spring, "content/activities/other.yaml", ACTIVITY.format("Something else", "Do it."))
    put(spring, "sessions/spring/01-open.yaml", SESSION.format("Beginning", "use: other"))
    assert refused(call, "spring--agenda--run-of-show") == [
        "26 people now, the pack is for 31",
        "1 facilitator now, the pack is for 2",
        'no longer in the workshop: "We try it"',
        'new in the workshop: "Something else"',
        "01-open.yaml and workshop.yaml have changed since",
        "would be different: Run of show and Agenda",
    ]
    assert sent(call, "spring--agenda--run-of-show", "--anyway")


def test_what_changes_no_page_stops_nothing(call: Call, spring: Path) -> None:
    built(call, *ALONE)
    text = (spring / "sessions/spring/workshop.yaml").read_text()
    put(spring, "sessions/spring/workshop.yaml", "# only a remark\n" + text)
    put(spring, "content/activities/unused.yaml", ACTIVITY.format("Unused", "Nothing."))
    put(spring, OWN, ACTIVITY.format("We try it", "Try something else."))  # no agenda shows that
    assert sent(call, "spring--agenda")


@pytest.mark.parametrize(
    "options",
    [
        ("--participants", "24"),
        ("--facilitators", "1", "--start", "08:30", "--set", "days.0.end=09:30"),
        ("--audience", "women", "--audience", "adults"),
        ("--lacks", "paper", "--paper", "letter", "--type", "large"),
        ("--session", "01-open", "--only", "facilitator-guide"),
    ],
)
def test_the_same_options_hold_when_a_pack_is_compared(
    call: Call, spring: Path, options: tuple[str, ...]
) -> None:
    only = () if "--only" in options else ("--only", "facilitator-guide")
    built(call, *options, *only, "--jobs", "1")
    (folder,) = (spring / "build").iterdir()
    assert sent(call, folder.name)
    put(spring, "sessions/spring/01-open.yaml", SESSION.format("Another title", "use: try-it"))
    lines = refused(call, folder.name)
    assert "01-open.yaml has changed since" in lines
    assert not any("people now" in line for line in lines)
    listing = json.loads((folder / "manifest.json").read_text())
    hint = command_for(listing, folder.name).split()
    assert hint[:3] == ["practicepack", "build", "spring"]
    call(*hint[1:], "--jobs", "1")
    assert [one.name for one in (spring / "build").iterdir()] == [folder.name]
    assert sent(call, folder.name)


@pytest.mark.parametrize(
    ("name", "text", "only", "said"),
    [
        (OWN, ACTIVITY.format("We try it", "Another way."), "facilitator-guide", SINCE.format(OWN)),
        (
            "sessions/spring/referrals.yaml",
            "services: [{name: Clinic, helps_with: Health, phone: '1', checked: 2026-03-02}]",
            "safety-sheets",
            "referrals.yaml is new",
        ),
        (
            "templates/agenda.html",
            '{% extends "shipped/agenda.html" %}{% block body %}Ours.{% endblock %}',
            "agenda",
            SINCE.format("templates/agenda.html"),
        ),
        (
            "templates/css/own.css",
            "h1 { font-style: italic }",
            "agenda",
            SINCE.format("templates/css/own.css"),
        ),
        (
            "sessions/spring/participants.csv",
            "name\nAmina\nBo\n",
            "forms",
            "2 names in participants.csv now, the pack is for 0",
        ),
        (
            "content/audiences/adults.yaml",
            None,
            "facilitator-guide",
            SINCE.format("content/audiences/adults.yaml"),
        ),
    ],
)
def test_every_kind_of_source_counts(
    call: Call, spring: Path, name: str, text: str | None, only: str, said: str
) -> None:
    put(
        spring,
        "sessions/spring/workshop.yaml",
        WORKSHOP.format(12, f"audience: [adults]\n{NAMED}"),
    )
    built(call, "--only", only, "--jobs", "1")
    assert sent(call, f"spring--{only}")
    shipped = shipped_root() / name
    put(spring, name, text or shipped.read_text(encoding="utf-8").replace("title: ", "title: Our ", 1))
    assert said in refused(call, f"spring--{only}")


def test_other_names_on_as_many_certificates(call: Call, spring: Path) -> None:
    put(
        spring,
        "sessions/spring/workshop.yaml",
        WORKSHOP.format(12, NAMED),
    )
    put(spring, "sessions/spring/participants.csv", "name\nAmina\nBo\n")
    built(call, "--only", "forms", "--jobs", "1")
    put(spring, "sessions/spring/participants.csv", "name\nAmina\nBea\n")
    (line,) = refused(call, "spring--forms")
    assert line.startswith("would be different: ")
    assert "Certificate of attendance" in line
    assert "Bea" not in line


def test_a_logo_that_was_drawn_again(call: Call, spring: Path) -> None:
    more = "organiser: {name: Us, logo: logo.svg}"
    put(spring, "sessions/spring/workshop.yaml", WORKSHOP.format(31, more))
    put(spring, "sessions/spring/logo.svg", LOGO.format(4))
    built(call, *ALONE)
    put(spring, "sessions/spring/logo.svg", LOGO.format(5))
    assert refused(call, "spring--agenda") == ["logo.svg has changed since", AGENDA]


def test_a_workshop_that_is_gone(call: Call, spring: Path) -> None:
    built(call, *ALONE)
    (spring / "sessions/spring").rename(spring / "sessions/summer")
    said = "the folder sessions/spring is gone or has another name, so nothing can be compared"
    assert refused(call, "spring--agenda") == [said]
    assert sent(call, "spring--agenda", "--anyway")


def test_a_workshop_that_has_errors_now(call: Call, spring: Path) -> None:
    built(call, *ALONE)
    put(spring, "sessions/spring/01-open.yaml", SESSION.format("Opening", "use: nothing"))
    assert refused(call, "spring--agenda") == [
        "01-open.yaml has changed since",
        "spring has errors now: practicepack plan spring  shows them",
    ]


def test_another_version_of_the_program(call: Call, spring: Path) -> None:
    built(call, *ALONE)
    path = spring / "build/spring--agenda/manifest.json"
    listing = json.loads(path.read_text())
    listing["versions"]["practicepack"] = "0.0.1"
    path.write_text(json.dumps(listing))
    (line,) = refused(call, "spring--agenda")
    assert line.endswith(" is installed, 0.0.1 made the pack")


def test_another_version_of_a_package_that_adds_a_rule(call: Call, spring: Path, tmp_path: Path) -> None:
    points, files = "[practicepack.rules]\nold = ours:it\n", {"ours.py": "def it(*_): return iter(())"}
    for version in ("1.0", "1.1"):
        distribution(tmp_path / version, "practicepack-ours", version, points, files)
    with on_path(tmp_path / "1.0"):
        built(call, *ALONE)
        assert sent(call, "spring--agenda")
    listing = json.loads((spring / "build/spring--agenda/manifest.json").read_text())
    assert listing["versions"]["practicepack-ours"] == "1.0"
    assert refused(call, "spring--agenda") == ["practicepack-ours 1.0 made the pack, and is not installed"]
    with on_path(tmp_path / "1.1"):
        assert refused(call, "spring--agenda") == ["practicepack-ours 1.1 is installed, 1.0 made the pack"]
    built(call, *ALONE)
    with on_path(tmp_path / "1.1"):
        said = "practicepack-ours 1.1 is installed, the pack was made without it"
        assert refused(call, "spring--agenda") == [said]


@pytest.mark.parametrize("key", ["options", "fingerprints", "versions", "plan", "documents"])
def test_a_pack_that_does_not_say_what_it_was_made_from(call: Call, spring: Path, key: str) -> None:
    built(call, *ALONE)
    path = spring / "build/spring--agenda/manifest.json"
    listing = json.loads(path.read_text())
    del listing[key]
    path.write_text(json.dumps(listing))
    assert refused(call, "spring--agenda") == [
        "it does not say what it was made from: an older version of practicepack made it"
    ]


def test_packs_and_the_map_of_a_programme(call: Call, spring: Path) -> None:
    for name, audience in (("spring", "women"), ("summer", "men")):
        put(spring, f"sessions/{name}/workshop.yaml", WORKSHOP.format(20, f"audience: [{audience}, adults]"))
        put(spring, f"sessions/{name}/01-open.yaml", SESSION.format("Opening", "use: try-it"))
    put(
        spring,
        "sessions/both/programme.yaml",
        "title: Both\npurpose: None.\nstages:\n"
        "  - {workshop: spring, people: women, hands_on: A list.}\n  - {workshop: summer, people: men}\n",
    )
    assert call("build", "both", "--jobs", "1", "--participants", "20").returncode == 0
    for name in ("spring--20-people", "summer--20-people", "programme-map"):
        assert sent(call, f"both--20-people/{name}"), name
    put(spring, "sessions/summer/01-open.yaml", SESSION.format("New", "use: try-it"))
    assert sent(call, "both--20-people/spring--20-people")
    said = call("print", "both--20-people/summer--20-people", "--dry-run")
    assert "   hint: build it again: practicepack build both --participants 20\n" in said.stderr


def test_a_build_names_the_other_packs_that_are_older(call: Call, spring: Path) -> None:
    built(call, *ALONE, "--participants", "24")
    built(call, *ALONE, "--participants", "25")
    assert "was made from" not in call("build", "spring", *ALONE, "--all").stderr
    put(spring, "sessions/spring/01-open.yaml", SESSION.format("Another", "use: try-it"))
    said = call("build", "spring", *ALONE, "--participants", "25")
    assert said.stderr.splitlines()[-2:] == [
        f"build/spring--{people}agenda was made from an older version: build it again "
        f"(practicepack build spring{option} --only agenda) or remove it"
        for people, option in (("24-people--", " --participants 24"), ("", ""))
    ]
    listed = json.loads(call("build", "spring", *ALONE, "--format", "json").stdout)
    assert listed["outdated"] == ["spring--24-people--agenda"]
