"""A workshop handed on: what is in the file for colleagues, and what in the one for a print shop."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from zipfile import ZipFile

import pytest

Call = Callable[..., CompletedProcess[str]]
PEOPLE = 'organiser: {name: Bridge House, contact: "Rosa, 555 0123"}\n'


@pytest.fixture
def built(root: Path, call: Call) -> Path:
    """A user's folder with the pack of a short workshop for people with names."""
    folder = root / "sessions/spring"
    folder.mkdir()
    (folder / "workshop.yaml").write_text(
        f"title: Spring\npurpose: None.\nparticipants: 20\n{PEOPLE}"
        "days: [{start: '09:00', end: '09:40', blocks: [session: 01-opening]}]\n"
    )
    (folder / "01-opening.yaml").write_text(
        "title: Opening\nobjectives: [To open.]\nminutes: 35-50-60\n"
        "activities: [use: welcome-names, use: group-agreement]\n"
    )
    (folder / "participants.csv").write_text("name\nZuleikha Qanitova\n")
    assert call("build", "spring", "--only", "agenda", "--jobs", "1").returncode == 0
    return root


def test_one_file_for_colleagues_and_one_for_the_print_shop(built: Path, call: Call) -> None:
    said = call("pack", "spring--agenda", "--to", str(built / "out"))
    assert said.returncode == 0
    assert said.stderr == "warning: the PDFs have names of participants (1): delete them once printed\n"
    plan, prints = built / "out/spring.practicepack.zip", built / "out/spring--agenda-print.zip"
    assert said.stdout == f"made {plan}\nmade {prints}\n"
    with ZipFile(plan) as archive:
        assert {"sessions/spring/workshop.yaml", "sessions/spring/01-opening.yaml"} <= {*archive.namelist()}
        texts = b"".join(archive.read(name) for name in archive.namelist())
    assert [word for word in (b"Bridge House", b"Rosa", b"555 0123", b"Zuleikha") if word in texts] == []
    with ZipFile(prints) as archive:
        assert archive.namelist() == [
            "spring--agenda/participants/agenda.pdf",
        ]
        agenda = archive.read("spring--agenda/participants/agenda.pdf")
    assert agenda == (built / "build/spring--agenda/participants/agenda.pdf").read_bytes()
    assert prints.stat().st_mode & 0o077 == 0


def test_what_has_changed_is_not_handed_on(built: Path, call: Call) -> None:
    path = built / "sessions/spring/workshop.yaml"
    path.write_text(path.read_text().replace("title: Spring", "title: Autumn"))
    said = call("pack", "spring--agenda", "--to", str(built / "out"))
    assert said.returncode == 2
    assert "spring--agenda is out of date, and no file was written" in said.stderr
    assert "practicepack build spring --only agenda" in said.stderr
    assert not (built / "out").exists()
