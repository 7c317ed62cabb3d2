"""A printer that speaks IPP, with a print system of its own: what lp sends arrives here."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

import pikepdf
import pytest

NAME, SHRINKS = "office", "-o print-scaling-default=fit"
PATIENCE = 20
TRIAL = "trial"
PLACES = f"{os.environ['PATH']}:/usr/sbin:/usr/lib/cups/filter"
TOOLS = ("lp", "lpadmin", "cupsd", "pdftopdf", "ippeveprinter", "dbus-daemon")
MISSING = ", ".join(tool for tool in TOOLS if shutil.which(tool, path=PLACES) is None)
on_a_printer = pytest.mark.skipif(MISSING != "", reason=f"no {MISSING} here; make print-tools installs it")
CUPSD = """\
Listen {0}/cups.socket
Browsing No
WebInterface No
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
PLACES_OF_CUPSD = """\
ServerRoot {0}
ServerKeychain {0}
RequestRoot {0}/spool
CacheDir {0}/cache
StateDir {0}/state
TempDir {0}/temp
ErrorLog stderr
AccessLog {0}/access.log
PageLog {0}/page.log
Printcap {0}/printcap
"""
KEEP = """\
#!/bin/sh
cd {0}/jobs || exit 1
env > "$IPP_JOB_NAME.attributes"
cp "$1" "$IPP_JOB_NAME.part"
mv "$IPP_JOB_NAME.part" "$IPP_JOB_NAME"
"""
"""What the printer does with a job: it keeps the file, and its attributes beside it."""


@dataclass(frozen=True)
class Printer:
    """What a printer was sent. `environment` is for lp."""

    folder: Path
    environment: Mapping[str, str]

    def taken(self, number: int) -> list[Path]:
        """So many files, as soon as they are there, in the order in which they came."""
        jobs = self.folder / "jobs"
        until(lambda: len([*jobs.glob("*.pdf")]) >= number, self.folder / "programs.log")
        return sorted(jobs.glob("*.pdf"), key=lambda file: int(told(file, "JOB_ID")))


def told(file: Path, attribute: str) -> str:
    """What the printer was told about a file; nothing where it was told nothing."""
    listed = Path(f"{file}.attributes").read_text(encoding="utf-8")
    return (re.findall(rf"^IPP_{attribute}=(.*)$", listed, re.MULTILINE) or [""])[0]


@contextmanager
def print_system() -> Iterator[Printer]:
    """One printer, NAME: in colour, one-sided, on Letter and shrinking pages, if it is not told otherwise."""
    # not in pytest's folder: cupsd lets another user run its filters, who may not look in there
    with TemporaryDirectory(prefix="cups-", ignore_cleanup_errors=True) as name, ExitStack() as programs:
        folder, port = Path(name), free_port()
        set_up(folder)
        printer = Printer(folder, own_environment(folder))
        start(programs, printer, f"dbus-daemon --session --nofork --address=unix:path={name}/bus")
        until(lambda: answers(f"{name}/bus"), folder / "programs.log")
        device = f"ippeveprinter -r off -n localhost -p {port} -2 -s 10,10 -f application/pdf"
        start(programs, printer, f"{device} -d {name}/device -c {name}/keep Test")
        start(programs, printer, f"cupsd -f -c {name}/cupsd.conf -s {name}/cups-files.conf")
        until(lambda: answers(("127.0.0.1", port)), folder / "programs.log")
        until(lambda: answers(f"{name}/cups.socket"), folder / "programs.log")
        queue = f"lpadmin -p {NAME} -E -v ipp://localhost:{port}/ipp/print -m everywhere {SHRINKS}"
        subprocess.run(queue.split(), env=printer.environment, check=True, capture_output=True)
        until(lambda: prints(printer), folder / "programs.log")
        yield printer


def prints(printer: Printer) -> bool:
    """Whether a page that was sent arrives. On a busy machine cupsd aborts the first job of a new queue."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(printer.folder / TRIAL)
    sent = f"lp -d {NAME} -t {TRIAL} {printer.folder / TRIAL}"
    if subprocess.run(sent.split(), env=printer.environment, check=False, capture_output=True).returncode:
        return False  # the queue is a moment old, and not open yet
    end = time.monotonic() + 2
    while not (arrived := (printer.folder / "jobs" / TRIAL).exists()) and time.monotonic() < end:
        time.sleep(0.02)
    return arrived


def own_environment(folder: Path) -> dict[str, str]:
    """An environment that leads nowhere but to this print system."""
    return {
        "PATH": PLACES,
        "HOME": str(folder),
        "LC_ALL": "C",
        "CUPS_SERVER": f"{folder}/cups.socket",
        "CUPS_SERVERROOT": str(folder),
        # a printer tells the network of itself over the machine's bus; on this one nobody listens
        "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus",
    }


def set_up(folder: Path) -> None:
    folder.chmod(0o755)
    for name in ("jobs", "device", "spool", "cache", "state", "temp"):
        (folder / name).mkdir()
    for name, text in (("cupsd.conf", CUPSD), ("cups-files.conf", PLACES_OF_CUPSD), ("keep", KEEP)):
        (folder / name).write_text(text.format(folder), encoding="utf-8")
    (folder / "keep").chmod(0o755)


def start(programs: ExitStack, printer: Printer, command: str) -> None:
    log = programs.enter_context((printer.folder / "programs.log").open("ab"))
    programs.callback(end, Popen(command.split(), stdout=log, stderr=log, env=printer.environment))


def end(program: "Popen[bytes]") -> None:
    program.terminate()
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def until(is_so: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"not within {PATIENCE} s:\n{log.read_text(errors='replace')}"
        time.sleep(0.02)


def answers(address: str | tuple[str, int]) -> bool:
    with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET) as tried:
        return tried.connect_ex(address) == 0


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
