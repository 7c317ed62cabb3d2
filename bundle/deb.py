"""Make a package for Debian from the folder that `tree.py` made: `python deb.py FOLDER VERSION FILE.deb`."""

import os
import shutil
import subprocess
import sys
from hashlib import md5
from pathlib import Path

from tree import newest

HERE = Path(__file__).parent
LIBRARY = Path("usr/lib/practicepack")
PLACES = {
    "share/doc": Path("usr/share/doc/practicepack"),
    "share/practicepack.desktop": Path("usr/share/applications/practicepack.desktop"),
    "share/practicepack.svg": Path("usr/share/icons/hicolor/scalable/apps/practicepack.svg"),
}
"""What Debian expects elsewhere than beside the program."""
ONLY_IN_THE_TAR = ("add-to-menu",)


def lay(tree: Path, stage: Path) -> None:
    """The files of the package where they will be, below the folder `stage`."""
    shutil.rmtree(stage, ignore_errors=True)
    # Links instead of copies: the folder has hundreds of megabytes.
    shutil.copytree(tree, stage / LIBRARY, symlinks=True, copy_function=os.link)
    for name, place in PLACES.items():
        (stage / place).parent.mkdir(parents=True, exist_ok=True)
        (stage / LIBRARY / name).rename(stage / place)
    for name in ONLY_IN_THE_TAR:
        (stage / LIBRARY / name).unlink()
    (stage / "usr/bin").mkdir()
    (stage / "usr/bin/practicepack").symlink_to("../lib/practicepack/practicepack")


def control(stage: Path, version: str) -> None:
    """Write what dpkg wants to know: the description, and the checksum of each file."""
    files = sorted(path for path in stage.rglob("*") if path.is_file() and not path.is_symlink())
    size = sum(path.stat().st_size for path in files)
    lines = []
    for path in files:
        checksum = md5(path.read_bytes(), usedforsecurity=False).hexdigest()
        lines.append(f"{checksum}  {path.relative_to(stage).as_posix()}\n")
    template = (HERE / "files/control").read_text(encoding="utf-8")
    text = template.format(version=version, kilobytes=size // 1024)
    (stage / "DEBIAN").mkdir()
    (stage / "DEBIAN/control").write_text(text, encoding="utf-8")
    (stage / "DEBIAN/md5sums").write_text("".join(lines), encoding="utf-8")


def main(tree: Path, version: str, package: Path) -> None:
    """Make the package."""
    stage = tree.parent / "deb"
    lay(tree, stage)
    # dpkg-deb gives this time to the folders and links that were made just now.
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(newest(tree))}
    control(stage, version)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", stage, package]
    subprocess.run(command, env=environment, check=True)
    shutil.rmtree(stage)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
