"""Put the program, Python, Pango and the C library into one folder that needs nothing of the machine.

    .venv/bin/python bundle/tree.py WHEEL LOCK FOLDER

FOLDER is made anew. Beside it, `debian/` and `wheels/` have what it is made from. Python and Pango are the
newest that this machine's Debian offers, so this runs on Debian 12; everything else is what LOCK pins.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
PROGRAM = "practicepack"
PYTHON = "python3.11"
SYSTEM_LIBRARIES = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu")
EXTENSION_ENDING = "cpython-311-x86_64-linux-gnu.so"
LOADER = "ld-linux-x86-64.so.2"
OPENED_LATE = (
    *(LOADER, "libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    *("libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1", "libgcc_s.so.1"),
)
"""What is opened while the program runs: WeasyPrint opens these, and the C library libgcc_s."""
STANDARD_UNUSED = ("test", "pydoc_data")
"""Folders of the standard library that nothing here imports."""
EXTENSIONS_UNUSED = ("_crypt", "_curses", "_curses_panel", "_dbm", "_sqlite3", "nis", "readline")
"""Extensions that nothing here imports, and that ask for libraries which would have to be carried."""
PACKAGES_UNUSED = ("pydantic/v1", "lxml/isoschematron", "lxml/includes")
"""Older or optional halves of packages, with megabytes of code that nothing here imports."""
OF_DEVELOPERS = ("*.c", "*.h", "*.pyx", "*.pxd", "*.pxi", "*.pyi")
OF_THE_BUILDER = {"RECORD", "direct_url.json", "INSTALLER", "REQUESTED"}
"""Files of an installed package that speak of the machine on which it was installed."""


class BundleError(Exception):
    """The bundle cannot be made, or would not work elsewhere."""


def run(*command: str | Path, **options: object) -> str:
    """What a command prints. Raises BundleError with its last words where it fails."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, **options)
    if done.returncode:
        raise BundleError(f"{command[0]} failed: {done.stderr.strip()[-800:]}")
    return done.stdout


def package_names() -> list[str]:
    """The packages of Debian to carry."""
    lines = (HERE / "packages.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unpack_debian(folder: Path) -> Path:
    """The newest of Debian's packages, unpacked into one root."""
    # Made anew each time: a package that is there from the last time may lack a security update.
    shutil.rmtree(folder, ignore_errors=True)
    root = folder / "root"
    root.mkdir(parents=True)
    run("apt-get", "-q", "download", *package_names(), cwd=folder)
    for package in sorted(folder.glob("*.deb")):
        run("dpkg-deb", "-x", package, root)
    return root


def copy_python(root: Path, app: Path) -> None:
    """Debian's Python with its standard library."""
    shutil.copy2(root / "usr/bin" / PYTHON, app / "bin" / PYTHON)
    library = app / "lib" / PYTHON
    shutil.copytree(root / "usr/lib" / PYTHON, library, symlinks=False, ignore_dangling_symlinks=True)
    for name in STANDARD_UNUSED:
        remove(library / name)
    for name in EXTENSIONS_UNUSED:
        remove(library / f"lib-dynload/{name}.{EXTENSION_ENDING}")


def remove(path: Path) -> None:
    """Remove a file or a folder that must be there: a name that fits nothing any more should be noticed."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def install_wheels(wheel: Path, lock: Path, folder: Path) -> None:
    """Everything that the lock pins, and the program's wheel, installed in a folder of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = (sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check")
    options = ("--no-compile", "--no-deps", "--target", folder)
    run(*pip, *options, "--only-binary", ":all:", "--require-hashes", "-r", lock)
    run(*pip, *options, wheel)


def needed_distributions(*folders: Path) -> list[Distribution]:
    """The program's distribution and those that it needs, with all its extras except the developers'.

    They are looked for in these folders; of several with one name, the last counts.
    """
    installed: dict[str, Distribution] = {}
    for folder in folders:
        for distribution in distributions(path=[str(folder)]):
            installed[canonicalize_name(distribution.metadata["Name"])] = distribution
    extras = set(installed[PROGRAM].metadata.get_all("Provides-Extra") or ()) - {"dev"}
    waiting = [Requirement(f"{PROGRAM}[{','.join(extras)}]")]
    needed: dict[str, Distribution] = {}
    asked: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        # The same distribution may be needed again with another extra, so extras count as well.
        if str(requirement) in asked:
            continue
        asked.add(str(requirement))
        if name not in installed:
            raise BundleError(f"{name} is needed, but the lock does not have it")
        needed[name] = installed[name]
        for text in installed[name].requires or ():
            following = Requirement(text)
            if applies(following, requirement.extras):
                waiting.append(following)
    return [needed[name] for name in sorted(needed)]


def applies(requirement: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds for this machine and one of these extras."""
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def copy_distributions(needed: list[Distribution], site: Path) -> None:
    """The files of distributions, except those that name the builder's folders."""
    for distribution in needed:
        for file in distribution.files or ():
            if ".." in file.parts or file.name in OF_THE_BUILDER:
                continue
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), target)


def trim(site: Path) -> None:
    """Take out what nothing here imports, and what is for compilers and editors."""
    for name in PACKAGES_UNUSED:
        remove(site / name)
    for pattern in OF_DEVELOPERS:
        for path in [*site.rglob(pattern)]:
            path.unlink()


def needed_libraries(file: Path) -> Iterator[str]:
    """The names of the shared libraries that a program or library asks for when it is loaded."""
    for line in run("readelf", "-dW", file).splitlines():
        if "(NEEDED)" in line:
            yield line.rpartition("[")[2].rstrip("]")


def copy_libraries(root: Path, app: Path) -> None:
    """Every shared library that something in the folder needs, and what these need. Raises BundleError."""
    binaries = [app / "bin" / PYTHON, *sorted(app.rglob("*.so")), *sorted(app.rglob("*.so.*"))]
    carried = {path.name for path in binaries}
    waiting = [*OPENED_LATE]
    for binary in binaries:
        waiting += needed_libraries(binary)
    while waiting:
        name = waiting.pop()
        if name in carried:
            continue
        carried.add(name)
        places = [root / folder / name for folder in SYSTEM_LIBRARIES if (root / folder / name).exists()]
        if not places:
            raise BundleError(f"no package in bundle/packages.txt has {name}")
        shutil.copy2(places[0], app / "lib" / name)
        waiting += needed_libraries(app / "lib" / name)


def strip(app: Path) -> None:
    """Take out of libraries what only a debugger reads."""
    for path in (*app.rglob("*.so"), *app.rglob("*.so.*")):
        # Others stay untouched: where a wheel's tools have moved parts of a library, strip may break it.
        if ".debug_info" in run("readelf", "-SW", path):
            run("strip", "--strip-debug", path)


def copy_texts(root: Path, debian: Path, app: Path) -> None:
    """Whose work all of it is: the licence of each of Debian's packages, and which versions these are."""
    target = app / "share/doc"
    target.mkdir(parents=True)
    for text in sorted((root / "usr/share/doc").glob("*/copyright")):
        shutil.copyfile(text, target / f"{text.parent.name}.copyright")
    names = sorted(package.stem for package in debian.glob("*.deb"))
    (target / "debian-packages.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


def copy_starters(app: Path) -> None:
    """The command, the icon and what it opens."""
    for name, place in (
        ("python", "bin"),
        ("practicepack", "."),
        ("open-studio", "."),
        ("add-to-menu", "."),
        ("copyright", "share/doc"),
        ("practicepack.desktop", "share"),
        ("practicepack.svg", "share"),
    ):
        shutil.copy(HERE / "files" / name, app / place / name)


def compile_modules(app: Path) -> None:
    """Compile every module now: later no one may write there."""
    # Checked by nothing, since no file changes; a time of change in them would make each build another one.
    options = ("-q", "-f", "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", app)
    run(app / "bin/python", "-I", "-B", "-m", "compileall", *options, app / "lib" / PYTHON)


def newest(folder: Path) -> int:
    """The time of the last change of any file in a folder, in seconds."""
    return max(int(path.lstat().st_mtime) for path in folder.rglob("*") if path.is_file())


def set_times(app: Path, seconds: int) -> None:
    """Give all that is newer the same time, so that Debian's files alone keep theirs; and set the rights."""
    for path in (*app.rglob("*"), app):
        if path.is_symlink() or path.is_dir() or path.stat().st_mtime > seconds:
            os.utime(path, (seconds, seconds), follow_symlinks=False)
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def refuse_path(app: Path, folder: Path) -> None:
    """Raise BundleError where a file names the folder in which it was made."""
    mark = os.fsencode(folder)
    for path in sorted(app.rglob("*")):
        if path.is_file() and mark in path.read_bytes():
            raise BundleError(f"{path.relative_to(app)} names {folder}")


def main(wheel: Path, lock: Path, app: Path) -> None:
    """Make the folder."""
    if f"python{sys.version_info.major}.{sys.version_info.minor}" != PYTHON:
        raise BundleError(f"the wheels have to be for {PYTHON}, so run this with it, on Debian 12")
    shutil.rmtree(app, ignore_errors=True)
    (app / "bin").mkdir(parents=True)
    debian, wheels = app.parent / "debian", app.parent / "wheels"
    root = unpack_debian(debian)
    copy_python(root, app)
    install_wheels(wheel, lock, wheels)
    site = app / "lib" / PYTHON / "dist-packages"
    copy_distributions(needed_distributions(wheels), site)
    trim(site)
    copy_libraries(root, app)
    shutil.copytree(root / "usr/share/libthai", app / "share/libthai")
    strip(app)
    copy_texts(root, debian, app)
    copy_starters(app)
    compile_modules(app)
    set_times(app, max(int(os.environ["SOURCE_DATE_EPOCH"]), newest(root)))
    refuse_path(app, HERE.parent.resolve())


if __name__ == "__main__":
    try:
        main(*(Path(argument).resolve() for argument in sys.argv[1:]))
    except BundleError as fault:
        sys.exit(f"no bundle: {fault}")
