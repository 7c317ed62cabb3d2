"""Links, names and values from a stranger lead to no file outside the workspace, and write none."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from practicepack.options import PackOptions
from practicepack.workspace import Workspace
from stranger import SVG, Stranger

BUILD = ("build", "one-day", "--only", "agenda", "--jobs", "1", "--no-cache")
TEXT = "title: Take care\norder: 1\ntext: Know.\ncredit: {origin: Many}\n"


@pytest.mark.parametrize(
    ("name", "target", "code"),
    [
        ("content/safety/more.yaml", "safety/canary.yaml", "missing-file"),
        ("content/pictures/more.svg", "canary.svg", "missing-file"),
        ("content/safety", "safety", "missing-file"),
        ("content", "", "missing-file"),
        ("sessions/trip", "trip", "missing-file"),
        ("sessions/one-day/02-more.yaml", "safety/canary.yaml", "missing-file"),
        ("sessions/one-day/logo.svg", "canary.svg", "missing-logo"),
    ],
)
def test_a_link_that_leads_out_is_told(stranger: Stranger, name: str, target: str, code: str) -> None:
    if name.endswith("logo.svg"):
        stranger.workshop("organiser: {name: Us, logo: logo.svg}")
    elif "one-day" in name:
        stranger.workshop("")
        uses_more(stranger)
    stranger.link(name, target)
    assert (stranger.call("check"), stranger.call(*BUILD)) == (1, 1)
    assert stranger.said.count(f"error[{code}]") == 2
    assert stranger.harm == []


def uses_more(stranger: Stranger) -> None:
    """Let the stranger's workshop use the session 02-more."""
    text = (stranger.root / "sessions/one-day/workshop.yaml").read_text()
    assert "- break: 10" in text
    stranger.put("sessions/one-day/workshop.yaml", text.replace("- break: 10", "- session: 02-more"))


def test_a_link_that_leads_out_in_a_session_that_is_not_used_is_a_warning(stranger: Stranger) -> None:
    stranger.workshop("")
    stranger.link("sessions/one-day/02-more.yaml", "safety/canary.yaml")
    assert (stranger.call("check"), stranger.call(*BUILD)) == (0, 0)
    assert stranger.said.count('warning[missing-file]: there is no file "sessions/one-day/02-more.yaml"') == 2
    assert stranger.harm == []


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("content/safety/care.yaml", "safety/canary.yaml"),
        ("content/pictures/hand.svg", "canary.svg"),
        ("sessions/one-day/01-start.yaml", "safety/canary.yaml"),
        ("sessions/one-day/participants.csv", "canary.csv"),
    ],
)
def test_a_link_that_leads_out_takes_no_files_place(stranger: Stranger, name: str, target: str) -> None:
    if "one-day" in name:
        stranger.workshop("")
        (stranger.root / name).unlink(missing_ok=True)
    stranger.link(name, target)
    assert (stranger.call(*BUILD), stranger.harm) == (0, [])


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("templates", ""),
        ("templates/agenda.html", "canary.html"),
        ("templates/base.html", "canary.html"),
        ("templates/css", ""),
        ("templates/css/own.css", "canary.css"),
        ("templates/css/base.css", "canary.css"),
    ],
)
def test_a_template_that_leads_out_is_none(stranger: Stranger, name: str, target: str) -> None:
    stranger.link(name, target)
    assert (stranger.agenda(), stranger.harm) == ([], [])


@pytest.mark.parametrize("name", ["content/pictures/hand.svg", "sessions/one-day/logo.svg"])
def test_a_link_that_goes_in_a_circle_is_no_file(stranger: Stranger, name: str) -> None:
    stranger.workshop("organiser: {name: Us, logo: logo.svg}")
    (stranger.root / name).parent.mkdir(parents=True, exist_ok=True)
    (stranger.root / name).symlink_to(stranger.root / name)
    assert stranger.call("check") == 1
    assert stranger.said.count("error[missing-logo]") == 1


@pytest.mark.parametrize("name", ["build", "build/one-day--agenda", "build/.one-day--agenda.new"])
def test_no_pack_is_written_through_a_link(stranger: Stranger, name: str) -> None:
    stranger.link(name, "")
    assert (stranger.call(*BUILD), stranger.harm) == (2, [])
    assert stranger.said == (
        f"error: {stranger.root / name} is a link\n   hint: remove it, or name another folder with --out\n"
    )


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("sessions", ""),
        ("content", ""),
        ("content/schemas", ""),
        ("content/schemas/workshop.json", "canary.txt"),
    ],
)
def test_nothing_new_is_written_through_a_link(stranger: Stranger, name: str, target: str) -> None:
    if name == "sessions":
        (stranger.root / name).rmdir()
    stranger.link(name, target)
    assert (stranger.call("new", "mine", "--from", "one-day"), stranger.harm) == (2, [])
    assert "leads out of your folder" in stranger.said


def test_nothing_is_copied_through_a_link(stranger: Stranger) -> None:
    stranger.workshop("")
    stranger.link("sessions/one-day/02-more.yaml", "safety/canary.yaml")
    assert stranger.call("new", "mine", "--from", "one-day") == 0
    assert not (stranger.root / "sessions/mine/02-more.yaml").exists()
    assert stranger.harm == []


@pytest.mark.parametrize(
    "logo",
    [
        "../../../outside/canary.svg",
        "OUTSIDE/canary.svg",
        "/OUTSIDE/canary.svg",
        "file://OUTSIDE/canary.svg",
        "http://NET/x.svg",
        "//NET/x.svg",
        r"C:\canary.svg",
        r"\\NET\share\x.svg",
        r"..\..\..\outside\canary.svg",
        f"{'x' * 300}.svg",
        f"{'x/' * 490}x.svg",
        "../../../outside",
        "OUTSIDE/canary.txt",
    ],
)
def test_a_logo_is_in_the_workspace(stranger: Stranger, logo: str) -> None:
    stranger.workshop(f"organiser: {{name: Us, logo: '{logo}'}}")
    assert stranger.call(*BUILD) == 1
    code = "missing-logo" if logo.endswith(".svg") else "bad-logo"
    assert f"sessions/one-day/workshop.yaml:14:29: error[{code}]" in stranger.said
    assert stranger.harm == []


@pytest.mark.parametrize("name", ["../../../outside/canary.yaml", "OUTSIDE/canary.yaml", "../x", "//NET/x"])
def test_a_referral_list_is_beside_its_workshop(stranger: Stranger, name: str) -> None:
    stranger.workshop(f"referrals: {name}")
    assert stranger.call(*BUILD) == 1
    assert "sessions/one-day/workshop.yaml:14:12: error[missing-file]" in stranger.said
    assert stranger.harm == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("../../outside/canary", "bad-id"),
        ("OUTSIDE/canary", "bad-id"),
        ("a/b", "bad-id"),
        (r"'a\b'", "bad-id"),
        (r'"a\0b"', "strange-character"),
        (r'"a\nb"', "bad-id"),
        ("..", "bad-id"),
        ("x" * 5000, "bad-id"),
    ],
)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "sessions/one-day/01-start.yaml",
            "title: T\nobjectives: [O.]\nminutes: 40\nactivities: [use: ID]\n",
        ),
        ("content/printables/slip.yaml", "title: T\nkind: cards\ncards:\n  - {id: ID, front: X}\n"),
        ("sessions/one-day/workshop.yaml", "without:\n  - ID\n"),
    ],
)
def test_an_id_is_no_path(stranger: Stranger, name: str, text: str, value: str, code: str) -> None:
    stranger.workshop("")
    stranger.put(name, text.replace("ID", value))
    assert (stranger.call("check"), stranger.harm) == (1, [])
    assert code in stranger.said


@pytest.mark.parametrize("id_", ["con", "aux", "nul", "com1", "lpt9", "a b", "A", "a\\b", "a:b", "x.y", "é"])
@pytest.mark.parametrize("name", ["content/safety/{}.yaml", "sessions/{}/workshop.yaml"])
def test_a_name_that_cannot_be_a_file_everywhere_is_no_id(stranger: Stranger, name: str, id_: str) -> None:
    stranger.put(name.format(id_), TEXT)
    assert (stranger.call("check"), stranger.harm) == (1, [])


@pytest.mark.parametrize(
    "language", ["../../outside/canary", "OUTSIDE/canary", "//NET/x", "x" * 5000, '"a\\0"']
)
def test_a_language_is_no_path(stranger: Stranger, language: str) -> None:
    stranger.workshop(f"language: {language}")
    assert (stranger.call(*BUILD), stranger.harm) == (1, [])
    assert "sessions/one-day/workshop.yaml:" in stranger.said


@pytest.mark.parametrize(
    "wishes",
    [
        {"sets": ("title=../../../new", "version=..", "place=/new")},
        {"sets": (r"place=C:\new", r"place=\\host\share", "place=a\0b", "place=con")},
        {"sets": (f"place={'x' * 5000}",)},
        {"start": "09:00/../../x", "participants": "../12", "facilitators": "/2"},
        {"audience": ("../../outside", "/x"), "without": ("../../x",), "lacks": ("..",)},
        {"session": "../../outside"},
    ],
)
def test_no_option_names_a_folder_elsewhere(wishes: dict[str, Any]) -> None:
    assert re.fullmatch("one-day(--[a-z0-9-]{0,40})+", PackOptions(**wishes).request("one-day").folder)


@pytest.mark.parametrize(
    ("option", "code"),
    [
        ("--set place=../../../outside/new", 0),
        ("--set organiser.logo=OUTSIDE/canary.svg", 2),
        ("--set organiser={name: Us, logo: ../../../outside/canary.svg}", 2),
        ("--set referrals=../../../outside/canary.yaml", 2),
        ("--set language=../../outside/canary", 1),
        ("--audience ../../outside", 1),
        ("--without ../../outside", 1),
        ("--lacks ../../outside", 1),
        ("--participants ../12", 1),
        ("--start 09:00/../../x", 1),
        ("--session ../../outside", 2),
        ("--only ../agenda", 2),
    ],
)
def test_an_option_is_no_path(stranger: Stranger, option: str, code: int) -> None:
    assert (stranger.call(*BUILD, *option.split(" ", 1)), stranger.harm) == (code, [])
    assert len(list(stranger.root.glob("build/one-day--*"))) == (code == 0)


@pytest.mark.parametrize(
    "option",
    [
        "organiser.logo=missing.svg",
        "organiser.logo=workshop.yaml",
        "organiser.logo=program.svg",
        "organiser.logo=../../../outside/canary.svg",
        "organiser.logo=OUTSIDE/canary.svg",
        "organiser={name: Us, logo: program.svg}",
        "organiser={name: Us}",
        "referrals=missing.yaml",
        "referrals=OUTSIDE/canary.yaml",
        "referrals=",
    ],
)
def test_an_option_names_no_file_to_read(stranger: Stranger, option: str) -> None:
    stranger.workshop("organiser: {name: Us, logo: logo.svg}")
    stranger.put("sessions/one-day/logo.svg", f"{SVG}<title>Us</title></svg>")
    stranger.put("sessions/one-day/program.svg", f"{SVG}<title>Us</title><script>1</script></svg>")
    assert (stranger.call(*BUILD, "--set", option), stranger.harm) == (2, [])
    assert stranger.said.endswith("for one time\n   hint: write it into workshop.yaml\n")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("build", "../../outside/trip"),
        ("build", "OUTSIDE/trip"),
        ("build", ".."),
        ("build", ""),
        ("build", "x" * 5000),
        ("plan", "../../outside/trip"),
        ("show", "../../outside/canary"),
        ("print", "../../outside"),
        ("print", "OUTSIDE"),
        ("new", "../../outside/new"),
        ("new", "OUTSIDE/new"),
    ],
)
def test_what_is_called_by_a_path_is_not_there(stranger: Stranger, command: str, name: str) -> None:
    assert (stranger.call(command, "--", name), stranger.harm) == (2, [])


@pytest.mark.parametrize("file", ["../../../outside/canary.txt", "OUTSIDE/canary.txt"])
def test_only_files_of_the_pack_are_printed(stranger: Stranger, file: str) -> None:
    job = {"file": stranger.real(file), "paper": "a4", "sides": "one", "ink": "black", "copies": 1}
    stranger.put("build/mine/manifest.json", json.dumps({"run": [job]}))
    assert (stranger.call("print", "mine", "--dry-run"), stranger.harm) == (2, [])


@pytest.mark.parametrize(
    "name",
    ["/etc/hostname", "//host/share/x", "C:x", r"C:\x", r"\\host\share\x", r"content\x", "a\0b", "../x"],
)
def test_a_name_that_leads_elsewhere_on_any_system_is_not_looked_for(
    stranger: Stranger, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def is_file(path: Path) -> bool:
        asked.append(path)
        return True

    monkeypatch.setattr(Path, "is_file", is_file)
    assert Workspace(stranger.root, stranger.shipped).find(name) is None
    assert asked == []
