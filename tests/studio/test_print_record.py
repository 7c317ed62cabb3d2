"""What was printed is remembered by hashes alone; what changed, and how many copies more, is found again."""

from pathlib import Path
from typing import Any

import pytest
from desks import folder_with_workshop

from practicepack.cache.parts import owner
from practicepack.cli.main import run
from practicepack.printing import PrintJob
from practicepack.studio.print_record import PRINT_RECORDS, PrintRecord
from practicepack.workspace import Workspace, shipped_root

HANDOUT, AGENDA = "participants/handouts/people-i-trust.pdf", "participants/agenda.pdf"


def job(file: str, copies: int) -> PrintJob:
    return PrintJob(file, copies, "one", "a4", "paper", "black", copies * 2)


def listing(**contents: str) -> dict[str, Any]:
    files = {"handout": HANDOUT, "agenda": AGENDA}
    documents = []
    fingerprints = {}
    for name, content in contents.items():
        sha256, _, fingerprint = content.partition("/")
        documents.append({"file": files[name], "title": name, "pages": 2, "sha256": sha256})
        fingerprints[files[name]] = f"{fingerprint}-copies and sides"
    return {"documents": documents, "fingerprints": fingerprints}


def changes(record: PrintRecord, now: dict[str, Any], *jobs: PrintJob) -> list[tuple[str, int, int]]:
    lines = record.compare("me/ours", "ours", now, jobs)
    return [(line.change, line.missing.copies, line.missing.sheets) for line in lines]


def test_what_was_never_printed_is_new(tmp_path: Path) -> None:
    assert changes(PrintRecord(tmp_path), listing(handout="1/a"), job(HANDOUT, 20)) == [("new", 20, 40)]


def test_more_people_need_more_copies_of_what_looks_the_same(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    record.note("me/ours", "ours", listing(handout="1/a"), job(HANDOUT, 20))
    now = listing(handout="8/a", agenda="2/c")
    compared = changes(record, now, job(HANDOUT, 27), job(AGENDA, 27))
    assert compared == [("more", 7, 14), ("new", 27, 54)]


def test_what_looks_different_is_printed_again_and_what_has_another_mark_alone_is_not(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    for file in (HANDOUT, AGENDA):
        record.note("me/ours", "ours", listing(handout="1/a", agenda="2/c"), job(file, 20))
    # the file of the agenda is another one, because it has another mark
    now = listing(handout="8/other", agenda="9/c")
    assert changes(record, now, job(HANDOUT, 20), job(AGENDA, 20)) == [("changed", 20, 40), ("same", 0, 0)]


def test_fewer_people_need_nothing_again(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    record.note("me/ours", "ours", listing(handout="1/a"), job(HANDOUT, 20))
    assert changes(record, listing(handout="8/a"), job(HANDOUT, 12)) == [("same", 0, 0)]


def test_a_file_made_for_the_printer_is_known_by_its_document_and_its_pages(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    made_over = f"print/{HANDOUT}"
    now = listing(handout="1/a")
    (document,) = now["documents"]
    document["file"] = made_over
    record.note("me/ours", "ours", now, job(made_over, 1))
    document["sha256"] = "with another mark"
    assert changes(record, now, job(made_over, 1)) == [("same", 0, 0)]
    # a file with a set for each person has one copy, however many people there are
    document["pages"] = 6
    assert changes(record, now, job(made_over, 1)) == [("changed", 1, 2)]


def test_a_page_that_is_counted_last_is_known_by_its_file(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    record.note("me/ours", "ours", listing(handout="1/"), job(HANDOUT, 1))
    assert changes(record, listing(handout="1/"), job(HANDOUT, 1)) == [("same", 0, 0)]
    assert changes(record, listing(handout="2/"), job(HANDOUT, 1)) == [("changed", 1, 2)]


def test_the_record_holds_no_hash_that_others_could_look_up_and_no_text(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    for name in ("me/ours", "me/theirs"):
        record.note(name, "ours", listing(handout="abcdef/fingerprint"), job(HANDOUT, 20))
    written = [path.read_text() for path in (tmp_path / PRINT_RECORDS).iterdir()]
    assert len(written) == 2
    for text in written:
        assert "abcdef" not in text
        assert "fingerprint" not in text
        assert "me/" not in text
    assert written[0] != written[1]


def test_a_record_can_be_forgotten_and_one_that_is_damaged_is_empty(tmp_path: Path) -> None:
    record = PrintRecord(tmp_path)
    now = listing(handout="1/a")
    record.note("me/ours", "ours", now, job(HANDOUT, 20))
    (path,) = (tmp_path / PRINT_RECORDS).iterdir()
    for damage in ("", "[]", '{"salt": 3, "packs": {}}', '{"salt": "x", "packs": {"ours": {}}}', "\0"):
        path.write_text(damage)
        assert changes(record, now, job(HANDOUT, 20)) == [("new", 20, 40)]
    assert record.forget("me/ours")
    assert not record.forget("me/ours")


def test_what_was_printed_is_forgotten_with_the_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = folder_with_workshop(tmp_path)
    record = PrintRecord(tmp_path / "cache" / "practicepack")
    record.note(
        owner(Workspace(root, shipped_root()), "ours"), "ours", listing(handout="1/a"), job(HANDOUT, 1)
    )
    assert list(record.folder.iterdir())
    assert run(["--root", str(root), "build", "--forget", "ours"]) == 0
    assert list(record.folder.iterdir()) == []
