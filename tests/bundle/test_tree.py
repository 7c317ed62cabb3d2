"""The folder of the bundle: what goes into it, and what must not."""

import os
import re
import shutil
import site
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

import pytest
import tree

REPO = Path(__file__).parents[2]
INSTALLED = Path(site.getsitepackages()[0])
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the bundle is for Linux")


def name(distribution: Distribution) -> str:
    return distribution.metadata["Name"].lower().replace("_", "-")


def locked() -> set[str]:
    text = (REPO / "requirements.lock").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def metadata() -> str:
    """What the program's wheel says that it needs."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [f"Requires-Dist: {text}" for text in project["dependencies"]]
    for extra, texts in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {text}; extra == "{extra}"' for text in texts]
    return "\n".join(lines)


def test_the_program_goes_with_what_it_and_its_extras_need_and_no_more(tmp_path: Path) -> None:
    info = tmp_path / "practicepack-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: practicepack\nVersion: 1\n{metadata()}\n")
    names = {name(distribution) for distribution in tree.needed_distributions(INSTALLED, tmp_path)}
    assert {"practicepack", "weasyprint", "pikepdf", "plutoprint", "uvicorn"} <= names
    assert "brotli" in names  # fonttools asks for it only with the extra that WeasyPrint wants
    assert names & {"hatchling", "pip", "pytest", "mypy", "playwright"} == set()
    assert names - {"practicepack"} <= locked()


def distribution(folder: Path, file: str, text: str = "", needs: str = "") -> list[Distribution]:
    """A folder with the program installed in it, which has one file."""
    info = folder / "practicepack-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: practicepack\nVersion: 1\n{needs}\n")
    (info / "direct_url.json").write_text("{}")
    (info / "licenses").mkdir()
    (info / "licenses/LICENSE").write_text("Apache")
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text)
    held = [*files(folder), "../../bin/practicepack"]
    (info / "RECORD").write_text("\n".join(f"{path},," for path in held))
    return tree.needed_distributions(folder)


def files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def test_what_names_the_machine_that_built_it_stays_behind(tmp_path: Path) -> None:
    installed = distribution(tmp_path / "installed", "practicepack/plan/model.py", "a = 1")
    tree.copy_distributions(installed, tmp_path / "site")
    info = "practicepack-1.dist-info"
    assert set(files(tmp_path / "site")) == {
        "practicepack/plan/model.py",
        f"{info}/METADATA",
        f"{info}/licenses/LICENSE",
    }
    assert {f"{info}/RECORD", f"{info}/direct_url.json"} <= set(files(tmp_path / "installed"))


def test_a_package_that_the_lock_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(tree.BundleError, match="pango-of-nowhere"):
        distribution(tmp_path, "practicepack/x.py", needs="Requires-Dist: pango-of-nowhere>=1")


def test_only_the_developers_extra_is_left_out(tmp_path: Path) -> None:
    needs = "Provides-Extra: dev\nProvides-Extra: word\n"
    needs += 'Requires-Dist: a-linter; extra == "dev"\n'
    assert [name(item) for item in distribution(tmp_path / "1", "practicepack/x.py", needs=needs)] == [
        "practicepack"
    ]
    needs += 'Requires-Dist: a-writer; extra == "word"'
    with pytest.raises(tree.BundleError, match="a-writer"):
        distribution(tmp_path / "2", "practicepack/x.py", needs=needs)


def test_a_file_that_names_the_folder_of_the_builder_is_refused(tmp_path: Path) -> None:
    app = tmp_path / "app"
    app.mkdir()
    (app / "good.pyc").write_bytes(b"lib/python3.11/os.py")
    tree.refuse_path(app, tmp_path)
    (app / "bad.pyc").write_bytes(b"\0\1" + os.fsencode(tmp_path) + b"/x.py\0")
    with pytest.raises(tree.BundleError, match=r"bad\.pyc"):
        tree.refuse_path(app, tmp_path)


@pytest.fixture
def app_with_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle with one program of this machine in the place of Python."""
    app = tmp_path / "app"
    for folder in ("bin", "lib"):
        (app / folder).mkdir(parents=True)
    shutil.copy("/bin/ls", app / "bin" / tree.PYTHON)
    monkeypatch.setattr(tree, "OPENED_LATE", ())
    return app


def unpacked(folder: Path, names: set[str]) -> Path:
    """Libraries of this machine as they lie in Debian's packages."""
    target = folder / "lib/x86_64-linux-gnu"
    target.mkdir(parents=True)
    for library in names:
        shutil.copy(Path("/lib/x86_64-linux-gnu") / library, target)
    return folder


@LINUX
def test_libraries_come_with_those_that_they_need(app_with_program: Path, tmp_path: Path) -> None:
    wanted = set(tree.needed_libraries(app_with_program / "bin" / tree.PYTHON))
    waiting = [*wanted]
    while waiting:
        following = set(tree.needed_libraries(Path("/lib/x86_64-linux-gnu") / waiting.pop()))
        waiting += following - wanted
        wanted |= following
    assert "libc.so.6" in wanted
    root = unpacked(tmp_path / "root", wanted | {"libz.so.1"})
    tree.copy_libraries(root, app_with_program)
    assert set(os.listdir(app_with_program / "lib")) == wanted


@LINUX
def test_a_library_that_no_package_has_is_named(app_with_program: Path, tmp_path: Path) -> None:
    with pytest.raises(tree.BundleError, match="libc"):
        tree.copy_libraries(unpacked(tmp_path / "root", set()), app_with_program)


def test_only_debians_files_keep_their_time(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    for file, seconds in (("lib/libc.so.6", 1000), ("lib/today.py", 9000)):
        (tmp_path / file).write_bytes(b"")
        (tmp_path / file).chmod(0o600)
        os.utime(tmp_path / file, (seconds, seconds))
    tree.set_times(tmp_path, 5000)
    times = [int((tmp_path / file).stat().st_mtime) for file in ("lib/libc.so.6", "lib/today.py", "lib")]
    assert times == [1000, 5000, 5000]
    assert (tmp_path / "lib/today.py").stat().st_mode & 0o777 == 0o644
    assert tree.newest(tmp_path) == 5000


def test_the_packages_have_their_names() -> None:
    names = tree.package_names()
    assert len(names) > 20
    assert {"python3.11-minimal", "libpango-1.0-0", "libssl3", "libc6"} <= set(names)
    assert [entry for entry in names if not re.fullmatch(r"[a-z0-9.+-]+", entry)] == []
