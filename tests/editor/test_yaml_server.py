"""What an editor shows while someone types, asked of the YAML server that editors use."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editor.language_server import SERVER, LanguageServer, running
from practicepack.workspace import shipped_root

ROOT = shipped_root()
FILES = sorted([*ROOT.glob("content/*/*.yaml"), *ROOT.glob("sessions/**/*.yaml")])
ACTIVITY = ROOT / "content" / "activities" / "power-walk.yaml"
WORKSHOP = ROOT / "sessions" / "power-and-voice" / "workshop.yaml"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not SERVER.exists(),
    reason="no YAML server here; make editor-test installs it",
)


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    with running(ROOT) as started:
        yield started


def typed(server: LanguageServer, like: Path, *lines: str) -> tuple[Path, int, int]:
    """Open a new file beside a shipped one, with its first line and these; the place at the end of them."""
    schema = like.read_text(encoding="utf-8").splitlines()[0]
    file = like.with_name(f"typed-{len(server.problems)}-{server.requests}.yaml")
    server.open(file, "\n".join((schema, *lines)))
    return file, len(lines), len(lines[-1])


def offered(server: LanguageServer, like: Path, *lines: str) -> dict[str, dict[str, Any]]:
    return server.completion(*typed(server, like, *lines))


def help_of(item: dict[str, Any]) -> str:
    """The words that an editor shows beside what it offers."""
    shown = item.get("documentation", "")
    return str(shown["value"] if isinstance(shown, dict) else shown)


def hovered(server: LanguageServer, file: Path, key: str, after: str = "") -> str:
    """The help on the first such key in a shipped file, below a line where one is given."""
    server.open(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    start = lines.index(after) if after else 0
    number = next(
        at for at, line in enumerate(lines) if at >= start and line.lstrip(" -").startswith(f"{key}:")
    )
    return server.hover(file, number, lines[number].index(key) + 1)


def test_no_shipped_file_has_a_problem(server: LanguageServer) -> None:
    """All are open at once, with a wrong one among them: a server that checks nothing would pass."""
    for file in FILES[:200]:
        server.open(file)
    wrong, *_ = typed(server, WORKSHOP, "title: A", "days: 3")
    for file in FILES[200:]:
        server.open(file)
    found = server.problems_of([*FILES, wrong])
    assert len(found) > 300
    assert {file for file, messages in found.items() if messages} == {wrong}


def test_a_misspelt_key_is_marked(server: LanguageServer) -> None:
    file, *_ = typed(server, ACTIVITY, "title: A", "purpos: B")
    messages = server.problems_of([file])[file]
    assert "Property purpos is not allowed." in messages


def test_a_value_out_of_range_is_marked(server: LanguageServer) -> None:
    file, *_ = typed(server, WORKSHOP, "title: A", "participants: 501")
    assert any("500" in message for message in server.problems_of([file])[file])


def test_the_keys_of_a_step_are_offered_with_what_they_are(server: LanguageServer) -> None:
    keys = offered(server, ACTIVITY, "steps:", "  - id: start", "    title: Start", "    ")
    assert {"minutes", "keep", "optional", "shorter", "pause_after", "cues", "for", "not_for"} <= keys.keys()
    assert "title" not in keys
    helps = {key: help_of(keys[key]) for key in ("minutes", "cues", "keep", "not_for")}
    assert helps["minutes"].startswith("How long the step takes, in whole minutes: 10, 5-10 or 15-20-30.")
    assert helps["cues"] == "What the facilitator does, says and asks, in order. At least one cue."
    assert helps["keep"].endswith("The default is false.")
    assert "`for`" in helps["not_for"]


def test_no_empty_value_is_written_for_a_key(server: LanguageServer) -> None:
    """`shorter: null` and `for: []` say nothing, and someone must delete them first."""
    keys = offered(server, ACTIVITY, "steps:", "  - id: start", "    ")
    texts = [item["insertText"] for item in keys.values()]
    assert [text for text in texts if "null" in text or "[]" in text] == []


def test_the_keys_of_a_cue_begin_with_one_text(server: LanguageServer) -> None:
    """A list is for the rarer case of several."""
    keys = offered(server, ACTIVITY, "steps:", "  - id: start", "    cues:", "      - ")
    assert {keys[key]["insertText"] for key in ("do", "say", "ask")} == {"do: ", "say: ", "ask: "}
    assert help_of(keys["say"]) == "Words to say to the group, exactly as they are spoken."


def test_the_kinds_of_a_printable_are_offered_with_what_they_are(server: LanguageServer) -> None:
    kinds = offered(server, ROOT / "content" / "printables" / "a-word-alone.yaml", "title: Mine", "kind: ")
    assert {"handout", "cards", "numbers", "sign", "poster", "list", "form", "certificate"} <= kinds.keys()
    assert help_of(kinds["poster"]) == "`poster`: a large sheet for the wall."


@pytest.mark.parametrize(
    ("line", "value", "meaning"),
    [
        ("sensitivity: ", "high", "May bring back violence or loss."),
        ("level: ", "relationships", "Partners and family."),
        ("needs: [", "apart", "Separate rooms before."),
        ("materials: [{item: bean, kind: ", "consumable", "Used up, so it is added up."),
    ],
)
def test_the_values_of_a_key_are_offered_with_what_they_mean(
    server: LanguageServer, line: str, value: str, meaning: str
) -> None:
    values = offered(server, ACTIVITY, line)
    assert help_of(values[value]) == meaning


def test_minutes_are_offered_in_each_form(server: LanguageServer) -> None:
    values = offered(server, ACTIVITY, "steps:", "  - id: start", "    minutes: ")
    assert {"10", "5-10", "15-20-30"} <= values.keys()


def test_the_help_on_the_minutes_of_a_step_is_about_steps(server: LanguageServer) -> None:
    shown = hovered(server, ACTIVITY, "minutes", after="steps:")
    assert shown.startswith(
        "#### minutes\n\nHow long the step takes, in whole minutes: 10, 5-10 or 15-20-30."
    )
    assert "```yaml\n15-20-30\n```" in shown


@pytest.mark.parametrize(
    ("file", "key", "words"),
    [
        (ACTIVITY, "purpose", "What people get from it."),
        (ACTIVITY, "sensitivity", "* `medium`: May touch on people's own lives."),
        (ACTIVITY, "people", "How many people it works for"),
        (ACTIVITY, "say", "#### say\n\nWords to say to the group, exactly as they are spoken."),
        (WORKSHOP, "participants", "How many people take part, 2 to 500."),
        (WORKSHOP, "break", "#### break\n\nA break, in minutes: 15."),
        (WORKSHOP, "referrals", "The file with services that can help people, beside workshop.yaml."),
    ],
)
def test_the_help_on_a_key_says_what_it_is(server: LanguageServer, file: Path, key: str, words: str) -> None:
    """What may be left out too, whose form is one of several."""
    assert words in hovered(server, file, key)


def test_a_new_workshop_is_checked_in_a_folder_of_its_own(server: LanguageServer, tmp_path: Path) -> None:
    """`new` puts the schemas beside it."""
    command = [sys.executable, "-m", "practicepack", "new", "my-workshop"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    files = sorted(tmp_path.glob("sessions/my-workshop/*.yaml"))
    for file in files[:-1]:
        server.open(file)
    workshop = tmp_path / "sessions/my-workshop/workshop.yaml"
    assert hovered(server, workshop, "participants").startswith(
        "#### participants\n\nHow many people take part"
    )
    found = server.problems_of(files)
    assert {file.name: messages for file, messages in found.items() if messages} == {}
