"""Starting a workshop of one's own."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from practicepack.cli.main import commands, run
from practicepack.library.json_schema import schemas
from practicepack.workspace import shipped_root

Call = Callable[..., CompletedProcess[str]]
STARTER = shipped_root() / "sessions/power-and-voice"
FOLDERS = sorted(path.parent for path in STARTER.parent.glob("*/workshop.yaml"))
NUMBER = FOLDERS.index(STARTER) + 1
"""The starter's number in the list to choose from."""
SCHEMA = re.compile(r"\$schema=(\S+)")


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_a_copy_with_a_title_of_its_own(call: Call, root: Path) -> None:
    said = call("new", "our-first-day")
    copy = texts(root / "sessions/our-first-day")
    original = texts(STARTER)
    assert copy.keys() == original.keys()
    assert "title: Our first day\n" in copy["workshop.yaml"]
    assert said.stdout.startswith(
        f"made {root}/sessions/our-first-day\nnext:  open {root}/sessions/our-first-day/"
    )
    days = [text["workshop.yaml"].partition("\nlanguage: ")[2] for text in (copy, original)]
    assert days[0] == days[1] != ""


NAMED = """\
title: Homes
purpose: We talk about homes.
place: The house of Juma
audience: [women, adults]
participants: 12
facilitators: {women: 2}
have_done: [power-walk]
organiser: {name: Willow Bridge Traders, contact: "0123 456", logo: us.svg}
safeguarding: {name: Amina Yusuf, contact: "0123 457"}
reports_to: The women of Three Wells
referrals: help.yaml
days:
  - date: 2026-03-08
    start: "09:00"
    end: "10:00"
    blocks:
      - prework: Ask Rosa what she thinks.
      - {guest: Chief Otieno, minutes: 10, lead: Juma}
      - lead: Halima
        session: 01-talk
"""
TALK = """\
title: Talk
objectives: [Say what <some> of us think, "Ask: who?"]
minutes: 20-40-60
activities: [use: welcome-names, use: group-agreement]
key_messages:
  - We are twelve.
take_home: |
  Ask your neighbour.
  Tell us at Three Wells.
"""
HELP = "services: [{name: Doctor Mwangi, helps_with: health, phone: '0123 458', checked: 2026-03-02}]\n"
THEIRS = (
    "Juma",
    "Halima",
    "Otieno",
    "Amina",
    "Rosa",
    "Willow",
    "0123",
    "Three Wells",
    "Mwangi",
    "us.svg",
    "2026",
)


@pytest.fixture
def named(root: Path) -> Path:
    """A workshop with names, numbers and dates in every field that can hold one."""
    folder = root / "sessions/homes"
    folder.mkdir()
    files = {
        "workshop.yaml": NAMED,
        "01-talk.yaml": TALK,
        "help.yaml": HELP,
        "participants.csv": "name\nAmina\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("audience", ["men", "mixed", "adolescents-15-19"])
def test_names_numbers_and_dates_are_never_copied(call: Call, root: Path, named: Path, audience: str) -> None:
    assert named.is_dir()
    assert call("new", "ours", "--from", "homes", "--audience", audience).returncode == 0
    copy = texts(root / "sessions/ours")
    assert set(copy) == {"workshop.yaml", "01-talk.yaml", "referrals.yaml"}
    prepared = {name: re.sub(r"<as in homes: [^<>]*>", "<>", text) for name, text in copy.items()}
    prepared["referrals.yaml"] = re.sub(r"(?m)^#.*$", "", prepared["referrals.yaml"])
    assert [name for name in THEIRS if any(name in text for text in prepared.values())] == []
    assert "organiser: {name: <your organisation>, contact: <your phone number>}" in copy["workshop.yaml"]
    assert "guest: <a guest>" in copy["workshop.yaml"]


def test_sentences_for_other_people_are_marked_and_found(call: Call, root: Path, named: Path) -> None:
    assert named.is_dir()
    call("new", "ours", "--from", "homes", "--audience", "men", "--audience", "adults")
    session = (root / "sessions/ours/01-talk.yaml").read_text()
    assert 'objectives: ["<as in homes: Say what (some) of us think>", "<as in homes: Ask: who?>"]' in session
    assert '- "<as in homes: We are twelve.>"' in session
    assert 'take_home: "<as in homes: Ask your neighbour. Tell us at Three Wells.>"' in session
    said = call("check", "ours")
    assert "warning[placeholder]: 6 sentences are not in your own words yet, in 2 files" in said.stderr
    plan = json.loads(call("plan", "ours", "--format", "json").stdout)
    assert "as in homes" not in json.dumps({**plan, "warnings": []})
    assert plan["purpose"] == ""


def test_what_one_wrote_for_the_same_people_stays(call: Call, root: Path, named: Path) -> None:
    call("new", "ours", "--from", "homes", "--participants", "14")
    copy = texts(root / "sessions/ours")
    assert copy["01-talk.yaml"] == (named / "01-talk.yaml").read_text()
    assert "purpose: We talk about homes.\n" in copy["workshop.yaml"]
    assert "participants: 14\n" in copy["workshop.yaml"]


@pytest.mark.parametrize(
    "origin", sorted(path.parent.name for path in STARTER.parent.glob("*/workshop.yaml"))
)
def test_a_copy_of_every_shipped_workshop_plans(call: Call, root: Path, origin: str) -> None:
    assert call("new", "ours", "--from", origin).returncode == 0
    said = call("plan", "ours", "--all")
    assert said.returncode == 0
    assert "own words" in said.stderr
    for name, text in texts(root / "sessions/ours").items():
        foreign = re.findall(r"^(?:purpose|take_home|prework|objectives): [^\"<\n]+$", text, re.MULTILINE)
        assert (name, foreign) == (name, [])


def test_what_is_known_is_written(call: Call, root: Path) -> None:
    line = (
        "new ours --from our-weekend --audience women --audience adults --participants 26 --start 14:00"
        " --end 17:30 --date 2026-03-08 --date 2026-03-09"
    )
    said = call(*line.split(), "--title", "Money: and asking", "--facilitators", "{women: 2}")
    assert said.returncode == 0
    text = (root / "sessions/ours/workshop.yaml").read_text()
    assert 'title: "Money: and asking"\n' in text
    assert "audience: [women, adults]\nparticipants: 26\nfacilitators: {women: 2}\n" in text
    assert '  - date: 2026-03-08\n    start: "14:00"\n    end: "17:30"\n' in text
    assert '  - date: 2026-03-09\n    start: "14:00"\n' in text


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--participants", "many", 1),
        ("--start", "late", 1),
        ("--end", "08:00", 1),
        ("--date", "Friday", 1),
        ("--audience", "wmen", 2),
        ("--facilitators", "{women: x}", 1),
    ],
)
def test_an_answer_that_is_wrong_makes_no_folder(
    call: Call, root: Path, option: str, value: str, code: int
) -> None:
    said = call("new", "ours", option, value)
    assert said.returncode == code
    assert value.rsplit(maxsplit=1)[-1].strip("}") in said.stderr
    assert not (root / "sessions/ours").exists()


def test_in_a_pipe_it_says_what_is_missing(call: Call, root: Path) -> None:
    said = call("new")
    assert said.returncode == 2
    assert said.stderr.startswith(
        "error: the name of the new workshop is missing\n   hint: give it a name: practicepack new"
    )
    assert list((root / "sessions").iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "folder", "lines"),
    [
        ("\n" * 12, "my-workshop", ["title: My workshop", "audience: [mixed, adults]", "participants: 20"]),
        (
            f"Geld & Mut für uns\n{NUMBER}\nwomen, low-literacy\n26\n2\n0\n2026-03-08\n14:00\n17:30\n",
            "geld-mut-fur-uns",
            [
                'title: "Geld & Mut für uns"',
                "audience: [women, low-literacy]",
                "participants: 26",
                "facilitators: {women: 2, men: 0}",
                "  - date: 2026-03-08",
                '    start: "14:00"',
                '    end: "17:30"',
            ],
        ),
        (
            "Asking\n99\npower-and-voice\nwmen\nmen, adults\nmany\n12\n0\n0\n0\n2\n\n\n\n",
            "asking",
            [
                "title: Asking",
                "audience: [men, adults]",
                "participants: 12",
                "facilitators: {women: 0, men: 2}",
            ],
        ),
    ],
)
def test_called_bare_it_asks(
    root: Path, monkeypatch: pytest.MonkeyPatch, typed: str, folder: str, lines: list[str]
) -> None:
    monkeypatch.setattr("practicepack.cli.workshops.new.is_asked", lambda: True)
    said = CliRunner().invoke(commands, ["--root", str(root), "new"], input=typed)
    assert said.exit_code == 0, said.output
    written = (root / "sessions" / folder / "workshop.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line not in written] == []
    assert f"practicepack build {folder}" in said.output


def test_a_name_that_is_taken_gets_a_number(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "sessions/my-workshop").mkdir()
    monkeypatch.setattr("practicepack.cli.workshops.new.is_asked", lambda: True)
    assert CliRunner().invoke(commands, ["--root", str(root), "new"], input="\n" * 12).exit_code == 0
    assert (root / "sessions/my-workshop-2/workshop.yaml").is_file()


def test_the_original_by_its_path(call: Call, root: Path) -> None:
    assert call("new", "ours", "--from", "sessions/our-weekend/").returncode == 0
    assert (root / "sessions/ours/06-good-morning.yaml").is_file()


def test_a_workshop_with_errors_is_not_copied(call: Call, named: Path) -> None:
    (named / "workshop.yaml").write_text("titel: Homes\n")
    said = call("new", "ours", "--from", "homes")
    assert said.returncode == 1
    assert "sessions/homes/workshop.yaml" in said.stderr


def test_schemas_lie_where_the_files_say(call: Call, root: Path) -> None:
    call("new", "mine")
    assert texts(root / "content/schemas") == schemas()
    named = {
        (file.parent / match[1]).resolve()
        for file in (root / "sessions/mine").iterdir()
        if (match := SCHEMA.search(file.read_text(encoding="utf-8")))
    }
    assert named == {
        root / "content/schemas" / name for name in ("workshop.json", "session.json", "referrals.json")
    }


def test_it_builds_at_once(call: Call, root: Path) -> None:
    call("new", "mine")
    checked = json.loads(call("check", str(root / "sessions/mine"), "--format", "json").stdout)
    assert [one["code"] for one in checked] == ["placeholder"]
    said = call("build", "mine", "--only", "agenda", "--jobs", "1")
    assert said.returncode == 0
    assert set(re.findall(r"warning\[([a-z-]+)\]", said.stderr)) == {
        "no-referrals",
        "no-contact",
        "no-complaints",
        "not-reviewed",
        "rank-unknown",
        "placeholder",
    }
    assert (root / "build/mine--agenda/participants/agenda.pdf").is_file()


@pytest.mark.parametrize("name", ["true", "null", "no", "10", "2026-03-08"])
def test_a_name_that_looks_like_something_else(call: Call, name: str) -> None:
    assert call("new", name).returncode == 0
    plan = json.loads(call("plan", name, "--format", "json").stdout)
    assert plan["title"] == name.replace("-", " ").capitalize()


def test_a_folder_that_is_there_is_left_alone(call: Call, root: Path) -> None:
    folder = root / "sessions/mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    said = call("new", "mine")
    assert (said.returncode, said.stderr) == (
        2,
        f"error: {folder} is there already\n   hint: choose another name\n",
    )
    assert texts(folder) == {"notes.txt": "mine"}


@pytest.mark.parametrize(
    "name", ["Mine", "my workshop", "my_workshop", "../mine", "-mine", "mine-", "my--day", "männer", "", "."]
)
def test_a_name_that_cannot_be_an_id(call: Call, root: Path, name: str) -> None:
    said = call("new", "--", name)
    assert (said.returncode, said.stderr) == (
        2,
        f'error: "{name}" cannot be a folder\n   hint: use small letters, digits and hyphens, at most 60\n',
    )
    assert list((root / "sessions").iterdir()) == []


@pytest.mark.parametrize("length", [61, 300])
def test_a_name_longer_than_an_id(call: Call, root: Path, length: int) -> None:
    said = call("new", "x" * length)
    assert said.returncode == 2
    assert list((root / "sessions").iterdir()) == []


def test_without_a_folder_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "mine"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"made {tmp_path}/sessions/mine"
    assert run(["list", "workshops", "--format", "json"]) == 0
    assert {"mine", "power-and-voice"} <= {one["id"] for one in json.loads(capsys.readouterr().out)}


def test_a_folder_that_takes_nothing(tmp_path: Path, call: Call, root: Path) -> None:
    (root / "sessions").rmdir()
    (tmp_path / "sessions").write_text("a file")
    said = call("new", "mine")
    assert (said.returncode, said.stderr) == (
        3,
        f"error: cannot write {root}/sessions/mine: Not a directory\n"
        "   to fix it: choose a folder that is yours\n",
    )
