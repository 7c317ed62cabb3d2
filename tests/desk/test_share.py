"""A workshop as one file: the same plan elsewhere, and nothing in it that names people."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from desks import OURS, contents, desk_on, folder_with_workshop, step
from PIL import Image

from practicepack.desk.desk import Desk
from practicepack.desk.share import Include, without_people, without_remarks
from practicepack.diagnostics import CallError
from practicepack.edits import Insert, NewFile, Set
from practicepack.library.reading.yaml_source import Source, read
from practicepack.workspace import shipped_root

WORDS = ("Nasra", "0700 55 44 33", "Amani", "0711 22 33 44", "Rehema", "Chief Odongo", "0799")
PICTURE = "our-hall.png"
POSTER = f"""\
title: Our hall
kind: poster
to: wall
per: room
how: Hang it up.
signs:
  - {{id: hall, words: Our hall, picture: {PICTURE}}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workshop with names, contacts, a list of people, a logo, and an activity and a sheet of its own."""
    root = folder_with_workshop(tmp_path)
    desk = desk_on(root)
    blocks = ("days", 0, "blocks")
    desk.apply(
        step(
            desk,
            Set(OURS, ("organiser",), '{name: Amani, contact: "0711 22 33 44", logo: logo.svg}'),
            Set(OURS, ("safeguarding",), '{name: Nasra, contact: "0700 55 44 33"}'),
            Set(OURS, (*blocks, 0, "lead"), "Rehema"),
            Insert(OURS, (*blocks, 1), "guest: Chief Odongo\nminutes: 5"),
            Set(OURS, ("printables",), "[our-poster]"),
            NewFile("content/printables/our-poster.yaml", POSTER),
            Set("sessions/ours/01-opening.yaml", ("activities", 0, "use"), "our-own"),
        )
    )
    text = (root / OURS).read_text(encoding="utf-8")
    (root / OURS).write_text(text.replace("days:", "# ring 0799 first\ndays: # 0799\n", 1), encoding="utf-8")
    content = root / "content"
    (content / "activities").mkdir(parents=True)
    (content / "pictures").mkdir()
    opening = read(Source("", (shipped_root() / "sessions/power-and-voice/01-opening.yaml").read_text()))
    first = opening.data["activities"][0]["use"]
    shutil.copy(shipped_root() / f"content/activities/{first}.yaml", content / "activities/our-own.yaml")
    shutil.copy(shipped_root() / f"content/activities/{first}.yaml", content / "activities/not-used.yaml")
    picture = next((shipped_root() / "content/pictures").glob("*.svg"))
    shutil.copy(picture, root / "sessions/ours/logo.svg")
    Image.new("RGB", (400, 400), "white").save(root / "sessions/ours" / PICTURE)
    (root / "sessions/ours/participants.csv").write_text("name\nZuhura\n", encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates/own.css").write_text("p {}\n", encoding="utf-8")
    referrals = "services:\n  - {name: Nasra, helps_with: x, phone: '0700 55 44 33', checked: 2026-03-02}\n"
    (root / "sessions/ours/referrals.yaml").write_text(referrals, encoding="utf-8")
    return desk


def unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nobody_is_named_in_it(desk: Desk) -> None:
    assert any(word.encode() in data for word in WORDS for data in contents(desk.files.root).values())
    shared = desk.share("ours")
    files = unpacked(shared.data)
    assert shared.name == "ours.practicepack.zip"
    assert tuple(sorted(files)) == shared.files
    assert shared.mentions == ()
    for name, data in files.items():
        assert [word for word in (*WORDS, "Zuhura") if word.encode() in data] == [], name
    assert not {"sessions/ours/logo.svg", "sessions/ours/participants.csv"} & files.keys()
    assert not any(name.startswith("templates/") for name in files)
    assert {"content/activities/our-own.yaml", "content/printables/our-poster.yaml"} <= files.keys()
    assert f"sessions/ours/{PICTURE}" in files
    assert "content/activities/not-used.yaml" not in files
    assert json.loads(files["practicepack.json"])["licence"] == "CC-BY-SA-4.0"
    assert files["LICENSE"] == (shipped_root() / "content/LICENSE").read_bytes()
    assert desk.share("ours").data == shared.data, "the same workshop gives the same bytes"


def test_what_is_asked_for_goes_along_but_never_the_list_of_people(desk: Desk) -> None:
    everything = Include(contacts=True, referrals=True, logo=True, templates=True)
    files = unpacked(desk.share("ours", everything).data)
    assert {"sessions/ours/logo.svg", "templates/own.css"} <= files.keys()
    text = b"".join(files.values())
    assert all(word.encode() in text for word in WORDS)
    assert b"Zuhura" not in text


def test_a_name_in_a_sentence_is_said(desk: Desk) -> None:
    name = "sessions/ours/02-where-power-sits.yaml"
    desk.apply(step(desk, Set(name, ("take_home",), "Ask Nasra about it.")))
    assert desk.share("ours").mentions == (name,)
    assert name not in desk.share("ours", Include(contacts=True, referrals=True)).mentions


def test_it_gives_the_same_plan_elsewhere(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "mine/sessions").mkdir(parents=True)
    there = desk_on(other / "mine")
    received = there.look(desk.share("ours", Include(contacts=True, referrals=True, logo=True)).data)
    assert received.workshop == "ours"
    assert received.title == desk.plan("ours").plan.title  # type: ignore[union-attr]
    assert received.diagnostics == ()
    assert (received.left, received.replaced) == ((), ())
    assert contents(other / "mine") == {}, "looking writes nothing"
    assert there.take(received, "theirs") == "theirs"
    plan = desk.plan("ours").plan
    theirs = there.plan("theirs").plan
    assert plan is not None
    assert theirs is not None
    assert [day.slots for day in theirs.days] == [day.slots for day in plan.days]
    with pytest.raises(CallError):
        there.take(received, "theirs")
    with pytest.raises(CallError):
        desk.share("nothing")


def test_remarks_go_and_texts_that_look_like_them_stay() -> None:
    text = 'a: 1 # x\n# y\nb: |\n  # no remark\n  text\nc: "# z"\nd: # w\n  - e\n'
    assert without_remarks(text) == 'a: 1\nb: |\n  # no remark\n  text\nc: "# z"\nd:\n  - e\n'
    schema = "# yaml-language-server: $schema=x\na: 1\n"
    assert without_remarks(schema) == schema


SHIPPED = sorted((shipped_root() / "sessions").glob("*/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_can_be_shared(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(Source("", without_remarks(text))).data == read(Source("", text)).data
    if path.name == "workshop.yaml":
        reading = read(Source("", without_people(text)))
        assert reading.diagnostics == []
        assert not any(key[-1] == "lead" and key[0] == "days" for key in reading.keys)
