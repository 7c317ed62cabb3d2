"""The package for Debian: where its files go, what it says of itself, and that it is the same each time."""

import shutil
import subprocess
from hashlib import md5
from pathlib import Path

import deb
import pytest

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="only Debian has dpkg-deb")


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """A folder with the files that the package puts elsewhere, and one of each other kind."""
    folder = tmp_path / "work/practicepack"
    texts = {
        "practicepack": "#!/bin/sh\n",
        "open-studio": "#!/bin/sh\n",
        "add-to-menu": "#!/bin/sh\n",
        "lib/libc.so.6": "C",
        "share/practicepack.desktop": "[Desktop Entry]\n",
        "share/practicepack.svg": "<svg/>",
        "share/libthai/thbrk.tri": "T",
        "share/doc/copyright": "Apache\n",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "practicepack").chmod(0o755)
    return folder


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_files_are_where_debian_looks_for_them(small_tree: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.deb"
    deb.main(small_tree, "0.1.0-1", package)
    listed = {line.split()[5]: line.split()[:2] for line in told("dpkg-deb", "-c", package).splitlines()}
    assert {name for name in listed if not name.endswith("/")} == {
        "./usr/bin/practicepack",
        "./usr/lib/practicepack/practicepack",
        "./usr/lib/practicepack/open-studio",
        "./usr/lib/practicepack/lib/libc.so.6",
        "./usr/lib/practicepack/share/libthai/thbrk.tri",
        "./usr/share/applications/practicepack.desktop",
        "./usr/share/icons/hicolor/scalable/apps/practicepack.svg",
        "./usr/share/doc/practicepack/copyright",
    }
    assert listed["./usr/lib/practicepack/practicepack"] == ["-rwxr-xr-x", "root/root"]
    assert (small_tree / "add-to-menu").is_file()  # the tar still has it


def test_the_package_needs_no_other_and_knows_its_files(small_tree: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.deb"
    deb.main(small_tree, "0.1.0-2", package)
    assert told("dpkg-deb", "-f", package, "Version").strip() == "0.1.0-2"
    assert told("dpkg-deb", "-f", package, "Depends", "Pre-Depends") == ""
    sums = told("dpkg-deb", "-I", package, "md5sums").splitlines()
    expected = md5(b"C", usedforsecurity=False).hexdigest()
    assert f"{expected}  usr/lib/practicepack/lib/libc.so.6" in sums
    assert len(sums) == 7


def test_the_same_folder_gives_the_same_package(small_tree: Path, tmp_path: Path) -> None:
    for name in ("a.deb", "b.deb"):
        deb.main(small_tree, "0.1.0-1", tmp_path / name)
    assert (tmp_path / "a.deb").read_bytes() == (tmp_path / "b.deb").read_bytes()
