"""The public API: its documentation runs, and a host that uses it finds itself unchanged."""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import practicepack

DOCS = Path(__file__).parents[1] / "docs/api.md"
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(DOCS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_documentation_run(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(EXAMPLES[number], str(DOCS), "exec"), {"folder": tmp_path})  # noqa: S102  # our own words
    assert "Traceback" not in capsys.readouterr().err


def test_there_are_examples_of_every_function() -> None:
    text = "".join(EXAMPLES)
    functions = [name for name in practicepack.__all__ if name[0].islower()]
    assert functions == [
        "build_pack",
        "check",
        "find_activities",
        "open_desk",
        "plan_workshop",
        "propose_workshops",
        "read_library",
    ]
    assert [name for name in functions if f"{name}(" not in text] == []


def test_everything_that_is_promised_is_there() -> None:
    assert sorted(practicepack.__all__) == practicepack.__all__
    assert [name for name in practicepack.__all__ if not hasattr(practicepack, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = practicepack.nothing


def test_the_package_alone_imports_nothing_more() -> None:
    code = (
        "import sys, practicepack; print([name for name in sys.modules if name.startswith('practicepack')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "['practicepack.version', 'practicepack']\n"


def test_an_option_that_is_not_known_is_named() -> None:
    with pytest.raises(practicepack.CallError, match="unexpected keyword argument 'particpants'"):
        practicepack.plan_workshop("power-and-voice", particpants=24)  # type: ignore[call-arg]


HOST = """
import logging, os, signal, sys, tempfile, threading, time
from pathlib import Path
import practicepack

def mine(*_): pass

def state():
    return (
        [signal.getsignal(number) for number in signal.valid_signals()],
        dict(os.environ), logging.getLogger().handlers[:], logging.getLogger("weasyprint").handlers[:],
        logging.getLogger("fontTools").level, threading.active_count(), tempfile.gettempdir(), os.getcwd(),
    )

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, mine)
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    stop = threading.Event()
    lock = threading.Lock()
    lock.acquire()  # held for ever: a copy of this process would wait for it
    threading.Thread(target=stop.wait, daemon=True).start()
    before = state()
    packs = []
    def build():
        packs.append(practicepack.build_pack("power-and-voice", out=sys.argv[1], only=["agenda"]))
    thread = threading.Thread(target=build)
    thread.start()
    thread.join(100)
    assert [file.name for file in packs[0].files] == ["agenda.pdf"], packs
    assert state() == before, (state(), before)
    import psutil
    started = [child.cmdline() for child in psutil.Process().children()]
    assert [words for words in started if "--multiprocessing-fork" in words] == [], started
    stop.set()
    print("unchanged")
"""


def test_a_host_with_handlers_and_threads_finds_itself_unchanged(tmp_path: Path) -> None:
    host = tmp_path / "host.py"
    host.write_text(textwrap.dedent(HOST), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(host), str(tmp_path / "packs")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "unchanged\n", "")
