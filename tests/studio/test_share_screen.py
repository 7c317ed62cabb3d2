"""Share: out as one file without names, in after it was looked at."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from desks import contents, folder_with_workshop
from studios import Visitor, anew, studio_on

from practicepack.studio.state import Studio

WORKSHOP = "sessions/ours/workshop.yaml"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return studio_on(folder_with_workshop(tmp_path_factory.mktemp("share")))


@pytest.fixture
def person(studio: Studio) -> Visitor:
    return anew(studio)


def exported(person: Visitor, **ticked: str) -> bytes:
    answer = person.client.post(f"{person.studio.base}/w/ours/export", data=ticked)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''ours.practicepack.zip"
    return answer.content


def brought_in(person: Visitor, data: bytes, status: int = 200) -> None:
    files = {"file": ("x.zip", data, "application/zip")}
    person.see(person.client.post(f"{person.studio.base}/import", files=files), status)


def test_names_stay_at_home_unless_they_are_ticked(person: Visitor) -> None:
    path = person.root / WORKSHOP
    text = path.read_text(encoding="utf-8").replace("<your organisation>", "Zenobia Traders")
    path.write_text(text, encoding="utf-8")
    assert "Names, phone numbers and remarks stay at home" in person.open("w/ours/share").text
    with ZipFile(BytesIO(exported(person))) as archive:
        assert b"Zenobia" not in b"".join(map(archive.read, archive.namelist()))
    with ZipFile(BytesIO(exported(person, contacts="on"))) as archive:
        assert b"Zenobia" in archive.read(WORKSHOP)


def test_a_file_is_looked_at_and_then_taken_with_the_same_plan(person: Visitor) -> None:
    before = contents(person.root)
    brought_in(person, exported(person))
    assert "Nothing is written yet." in person.text
    assert contents(person.root) == before
    person.press("Take it")
    assert "Brought in: “Power and voice”." in person.part("saved")
    assert "10:10 Where power sits" in person.text
    new = contents(person.root).keys() - before.keys()
    assert {name.split("/")[1] for name in new} == {"power-and-voice-2"}


def test_what_is_hostile_is_refused_and_nothing_is_written(person: Visitor) -> None:
    before = contents(person.root)
    with BytesIO() as buffer:
        with ZipFile(buffer, "w") as archive:
            archive.writestr("sessions/ours/workshop.yaml", "title: x\n")
            archive.writestr("../../evil.yaml", "x")
        hostile = buffer.getvalue()
    for data in (b"", b"no zip", hostile):
        brought_in(person, data, 422)
        assert "That cannot be done" in person.text
    assert contents(person.root) == before


def test_only_what_was_looked_at_can_be_taken(person: Visitor) -> None:
    answer = person.client.post(f"{person.studio.base}/import/take", data={"key": "guessed"})
    assert answer.status_code == 404
