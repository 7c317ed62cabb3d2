"""Try the package and the tar in Debian systems without Python and network: `make bundle-test`, as root.

    .venv/bin/python bundle/bare_debian.py PACKAGE.deb FOLDER.tar.xz REFERENCE WORK

REFERENCE is the pack that the checkout built of a new workshop. WORK keeps the bare systems for next time.
Each trial runs in a mount, network and process namespace of its own, over a system that it cannot change.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

RELEASES = {"11": "bullseye", "12": "bookworm", "13": "trixie"}
ABSENT = ("python3", "git", "make", "xdg-user-dir")
USER, NUMBER = "ana", 1000
ENVIRONMENT = {"HOME": f"/home/{USER}", "USER": USER, "PATH": "/usr/local/bin:/usr/bin:/bin"}
PACKAGED = "/usr/lib/practicepack"
UNPACKED = f"/home/{USER}/a folder/practicepack"
"""A blank in the name, since people have such folders."""
FAKE_LP = "#!/bin/sh\nenv >>/tmp/lp-environment\n"
MAPPED = re.compile(r"^\S+ r\S+ .* (/\S.*)$", re.MULTILINE)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
PATIENCE = 30
"""Seconds for the studio to start, to answer and to stop."""
NAMESPACES = ("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child")


class TrialError(Exception):
    """Something that a user would stumble over."""


def expect(holds: object, message: str) -> None:
    """Raise TrialError where something does not hold."""
    if not holds:
        raise TrialError(message)


class Machine:
    """A bare system with the bundle in it, and a user who is not root."""

    def __init__(self, root: Path, app: str) -> None:
        self.root, self.app = root, app
        self.mapped: set[str] = set()
        """Every file that a process of the bundle had in memory."""

    def inside(self, path: str) -> Path:
        """Where a file of the system is for this process."""
        return self.root / path.lstrip("/")

    def as_root(self, *command: str) -> None:
        """Run a command of the system as root. Raises TrialError."""
        done = subprocess.run(["chroot", self.root, *command], capture_output=True, text=True, check=False)
        expect(done.returncode == 0, f"{command[0]}: {done.stderr.strip()[-400:]}")

    def start(self, *command: str) -> subprocess.Popen[str]:
        """A command that the user starts in their folder."""

        def become_user() -> None:
            os.chroot(self.root)
            os.chdir(f"/home/{USER}/work")

        rights = ("setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups", "--")
        return subprocess.Popen(
            [*rights, *command],
            env=ENVIRONMENT,
            preexec_fn=become_user,  # noqa: PLW1509  # this program has no threads
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def call(self, *words: str) -> str:
        """What the command prints to the user. Raises TrialError where it fails."""
        process = self.start(f"{self.app}/practicepack", *words)
        assert process.stdin is not None
        process.stdin.write("\n")  # `print` asks for card, and Enter is the answer
        while True:
            try:
                printed, _ = process.communicate(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                self.look_at_memory()
        expect(process.returncode == 0, f"{words}: exit code {process.returncode}\n{printed[-800:]}")
        return printed

    def look_at_memory(self) -> None:
        """Note which files the processes of the bundle have in memory now."""
        for maps in self.inside("/proc").glob("[0-9]*/maps"):
            try:
                files = MAPPED.findall(maps.read_text(encoding="utf-8"))
            except OSError:  # it has ended
                continue
            names = {file.removeprefix(str(self.root)) for file in files}
            if any(name.startswith(self.app) for name in names):
                self.mapped |= names

    def state(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of every file of the bundle."""
        found = {}
        for path in self.inside(self.app).rglob("*"):
            if path.is_file():
                stat = path.stat()
                found[str(path)] = (stat.st_size, stat.st_mtime_ns)
        return found


def install(machine: Machine, file: Path) -> None:
    """The package as root, or the tar as the user would unpack it."""
    for name in ABSENT:
        expect(not machine.inside(f"/usr/bin/{name}").exists(), f"the system is not bare: it has {name}")
    machine.as_root("useradd", "--create-home", "--uid", str(NUMBER), USER)
    work = machine.inside(f"/home/{USER}/work")
    work.mkdir()
    if file.suffix == ".deb":
        shutil.copy(file, machine.inside("/root/practicepack.deb"))
        machine.as_root("dpkg", "--install", "/root/practicepack.deb")
    else:
        folder = machine.inside(UNPACKED).parent
        folder.mkdir()
        subprocess.run(["tar", "-xf", file, "-C", folder], check=True)
    for path in (work, *machine.inside(f"/home/{USER}").rglob("*")):
        os.chown(path, NUMBER, NUMBER, follow_symlinks=False)


def make_pack(machine: Machine, reference: Path) -> str:
    """Check the machine, start a workshop, build it, and compare each PDF with the checkout's."""
    machine.call("--version")
    machine.call("doctor")
    machine.call("new", "mine")
    began = time.monotonic()
    machine.call("build", "mine")
    seconds = time.monotonic() - began
    pack = machine.inside(f"/home/{USER}/work/build/mine")
    expected = {path.relative_to(reference): path.read_bytes() for path in reference.rglob("*.pdf")}
    built = {path.relative_to(pack): path.read_bytes() for path in pack.rglob("*.pdf")}
    expect(expected, f"{reference} has no PDF")
    expect(built.keys() == expected.keys(), f"other files: {built.keys() ^ expected.keys()}")
    others = [str(name) for name, data in built.items() if data != expected[name]]
    expect(not others, f"{len(others)} PDFs of {len(built)} differ from the checkout's: {others[:3]}")
    return f"{len(built)} PDFs the same in {seconds:.1f} s"


def send_to_printer(machine: Machine) -> None:
    """Print with a program of the machine's own, which must find its own libraries."""
    lp = machine.inside("/usr/local/bin/lp")
    lp.write_text(FAKE_LP, encoding="utf-8")
    lp.chmod(0o755)
    machine.call("print", "mine", "--anyway")
    noted = machine.inside("/tmp/lp-environment")  # noqa: S108  # of the bare system
    names = {line.partition("=")[0] for line in noted.read_text(encoding="utf-8").splitlines()}
    expect("PATH" in names, "lp was not started")
    leaked = [name for name in names if name.startswith(("LD_", "PYTHON"))]
    expect(not leaked, f"{leaked} reached lp")
    noted.unlink()
    lp.unlink()


def open_studio(machine: Machine) -> str:
    """Start the studio, ask for its first page, and stop it as Ctrl-C does."""
    began = time.monotonic()
    process = machine.start(f"{machine.app}/practicepack", "studio", "--no-browser")
    assert process.stdout is not None
    try:
        address = ""
        for line in process.stdout:
            match = ADDRESS.search(line)
            if match:
                address = match[0]
                break
        expect(address, "the studio showed no address")
        page = urllib.request.urlopen(address, timeout=PATIENCE).read().decode()  # noqa: S310  # it is ours
        seconds = time.monotonic() - began
        expect("<html" in page and "practicepack" in page, "the studio's first page is not one")
        machine.look_at_memory()
    except urllib.error.URLError as fault:
        raise TrialError(f"the studio does not answer: {fault}") from fault
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(PATIENCE)
    return f"studio in {seconds:.1f} s"


def look_around(machine: Machine, before: dict[str, tuple[int, int]]) -> None:
    """Nothing of the machine's was in memory, nothing of the bundle changed, nothing is left elsewhere."""
    foreign = {name for name in machine.mapped if ".so" in name and not name.startswith(machine.app)}
    expect(any("libpango" in name for name in machine.mapped), "no process that lays out pages was seen")
    expect(not foreign, f"libraries of the machine were used: {sorted(foreign)[:5]}")
    expect(machine.state() == before, "files of the bundle have changed")
    left = [*machine.inside("/tmp").iterdir(), *machine.inside("/dev/shm").iterdir()]  # noqa: S108
    expect(not left, f"left behind: {left[:5]}")


def add_to_menu(machine: Machine) -> None:
    """The tar's own menu entry, and the packaged one."""
    if machine.app == PACKAGED:
        entry = machine.inside("/usr/share/applications/practicepack.desktop")
    else:
        process = machine.start(f"{machine.app}/add-to-menu")
        printed, _ = process.communicate()
        expect(process.returncode == 0, f"add-to-menu: {printed}")
        entry = machine.inside(f"/home/{USER}/.local/share/applications/practicepack.desktop")
    lines = dict(line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line)
    expect(machine.inside(lines["TryExec"]).is_file(), "the menu entry starts nothing")
    expect(lines["Exec"].strip('"') == lines["TryExec"], "the menu entry tries what it does not start")
    subprocess.run(["desktop-file-validate", entry], check=True)


def take_away(machine: Machine) -> None:
    """Removing the package leaves none of its files."""
    if machine.app == PACKAGED:
        machine.as_root("dpkg", "--verify", "practicepack")
        machine.as_root("dpkg", "--purge", "practicepack")
        expect(not machine.inside(PACKAGED).exists(), "files of the package are left")


def mounted(bare: Path, work: Path) -> Path:
    """A bare system to be changed: what is written goes into memory, and is gone with this process."""
    work.mkdir(exist_ok=True)
    mount("tmpfs", "tmpfs", work)
    root = work / "root"
    for name in ("upper", "scratch", "root"):
        (work / name).mkdir()
    options = f"lowerdir={bare},upperdir={work / 'upper'},workdir={work / 'scratch'}"
    mount("overlay", "overlay", root, "-o", options)
    mount("proc", "proc", root / "proc")
    mount("tmpfs", "tmpfs", root / "dev/shm")
    return root


def mount(kind: str, source: str, target: Path, *options: str) -> None:
    """Mount something; it goes away with the namespace of this process."""
    subprocess.run(["mount", "-t", kind, *options, source, target], check=True)


def one_trial(bare: Path, file: Path, reference: Path, work: Path) -> None:
    """Everything, on one system with one file. In namespaces of its own."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    root = mounted(bare, work)
    app = UNPACKED
    if file.suffix == ".deb":
        app = PACKAGED
    machine = Machine(root, app)
    install(machine, file)
    before = machine.state()
    expect(before, "nothing was installed")
    results = [make_pack(machine, reference)]
    send_to_printer(machine)
    results.append(open_studio(machine))
    look_around(machine, before)
    add_to_menu(machine)
    take_away(machine)
    print(json.dumps(results))


def bare_system(release: str, folder: Path) -> Path:
    """A system as debootstrap makes it, from the last time if there is one."""
    bare = folder / release
    if not bare.exists():
        unfinished = folder / f"{release}.part"
        shutil.rmtree(unfinished, ignore_errors=True)
        sources = Path("/etc/apt/sources.list.d/debian.sources").read_text(encoding="utf-8")
        mirror = re.search(r"^URIs: (\S+)", sources, re.MULTILINE)
        assert mirror is not None
        command = ["debootstrap", "--variant=minbase", release, unfinished, mirror[1]]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        unfinished.rename(bare)
    return bare


def main(files: list[Path], reference: Path, work: Path) -> int:
    """Try both files on each release; the number of trials that failed."""
    failed = 0
    for number, release in RELEASES.items():
        bare = bare_system(release, work / "bare")
        for file in files:
            arguments = [__file__, "--inside", bare, file, reference, work / "trial"]
            command = [*NAMESPACES, sys.executable, *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                failed += 1
                outcome = f"FAILED: {done.stderr.strip()[-1500:]}"
            else:
                outcome = ", ".join(json.loads(done.stdout.splitlines()[-1]))
            print(f"Debian {number}, {file.name}: {outcome}", flush=True)
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        try:
            one_trial(*(Path(argument) for argument in sys.argv[2:]))
        except TrialError as fault:
            sys.exit(str(fault))
    else:
        package, tar, reference, work = (Path(argument).resolve() for argument in sys.argv[1:])
        sys.exit(bool(main([package, tar], reference, work)))
