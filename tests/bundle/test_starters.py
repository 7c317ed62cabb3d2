"""What people start: the command, Python beside it, and what is behind the icon."""

import os
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

FILES = Path(__file__).parents[2] / "bundle/files"
OF_THE_SHELL = {"PWD", "OLDPWD", "SHLVL", "_"}
SHOW_ALL = '#!/bin/sh\nprintf "%s\\n" "$0" "$@" >"$SHOWN.words"\nenv >"$SHOWN.env"\n'


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder like the bundle's, with a blank in its name. Tests put in programs that note their words."""
    folder = tmp_path / "a folder/practicepack"
    for name in ("bin", "lib", "share"):
        (folder / name).mkdir(parents=True)
    for name in ("practicepack", "open-studio", "add-to-menu"):
        shutil.copy(FILES / name, folder)
    for name in ("practicepack.desktop", "practicepack.svg"):
        shutil.copy(FILES / name, folder / "share")
    return folder


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def start(home: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who has this home and some programs in it."""
    environment = {
        "HOME": str(home),
        "PATH": f"{home / 'programs'}:/usr/bin:/bin",
        "LD_LIBRARY_PATH": "/somewhere/of/mine",
        "SHOWN": str(home / "shown"),
    }
    return subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)


def words(home: Path) -> list[str]:
    return (home / "shown.words").read_text(encoding="utf-8").splitlines()


def environment(home: Path) -> dict[str, str]:
    lines = (home / "shown.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_command_changes_one_variable_and_no_search_path(app: Path, tmp_path: Path) -> None:
    program(app / "bin/python", SHOW_ALL)
    start(tmp_path, app / "practicepack", "new", "a name")
    after = environment(tmp_path)
    before = {"HOME", "PATH", "LD_LIBRARY_PATH", "SHOWN"}
    assert after.keys() - before - OF_THE_SHELL == {"LIBTHAI_DICTDIR"}
    assert after["LIBTHAI_DICTDIR"] == str(app / "share/libthai")
    assert after["LD_LIBRARY_PATH"] == "/somewhere/of/mine"
    assert words(tmp_path)[1:] == ["-I", "-X", "utf8", "-m", "practicepack", "new", "a name"]


def test_the_command_is_found_through_a_link(app: Path, tmp_path: Path) -> None:
    program(app / "bin/python", SHOW_ALL)
    (tmp_path / "link").symlink_to(app / "practicepack")
    start(tmp_path, tmp_path / "link")
    assert words(tmp_path)[0] == str(app / "bin/python")


def test_python_runs_with_the_loader_beside_it_and_takes_the_script_for_itself(
    app: Path, tmp_path: Path
) -> None:
    shutil.copy(FILES / "python", app / "bin")
    program(app / "lib/ld-linux-x86-64.so.2", SHOW_ALL)
    start(tmp_path, app / "bin/python", "-c", "a program")
    loader, *rest = words(tmp_path)
    assert Path(loader).resolve() == app / "lib/ld-linux-x86-64.so.2"
    assert rest[:2] == ["--inhibit-cache", "--library-path"]
    assert Path(rest[2]).resolve() == app / "lib"
    assert rest[3:5] == ["--argv0", str(app / "bin/python")]
    assert rest[5:] == [str(app / "bin/python3.11"), "-c", "a program"]
    assert environment(tmp_path).keys() - OF_THE_SHELL == {"HOME", "PATH", "LD_LIBRARY_PATH", "SHOWN"}


def test_the_icon_opens_the_studio_from_home(app: Path, tmp_path: Path) -> None:
    program(app / "practicepack", f"{SHOW_ALL}pwd >$SHOWN.folder\n")
    assert start(tmp_path, app / "open-studio").returncode == 0
    assert words(tmp_path)[1:] == ["studio"]
    assert (tmp_path / "shown.folder").read_text(encoding="utf-8") == f"{tmp_path}\n"


def test_a_window_shows_why_the_studio_did_not_open(app: Path, tmp_path: Path) -> None:
    program(app / "practicepack", '#!/bin/sh\necho "error: the disk is full" >&2\nexit 3\n')
    program(tmp_path / "programs/zenity", SHOW_ALL)
    assert start(tmp_path, app / "open-studio").returncode == 1
    assert words(tmp_path)[-2:] == ["--text", "error: the disk is full"]


def entry(path: Path) -> dict[str, str]:
    """The lines of a menu entry."""
    parser = ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # the case of keys counts
    parser.read(path, encoding="utf-8")
    assert parser.sections() == ["Desktop Entry"]
    return dict(parser["Desktop Entry"])


def test_the_menu_entry_is_valid() -> None:
    lines = entry(FILES / "practicepack.desktop")
    assert lines["Type"] == "Application"
    assert lines["Exec"] == lines["TryExec"] == "/usr/lib/practicepack/open-studio"
    assert lines["Terminal"] == "false"
    for key in ("Categories", "Keywords"):
        assert re.fullmatch(r"([A-Za-z]+;)+", lines[key])
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", FILES / "practicepack.desktop"], check=True)


def test_the_icon_is_a_drawing_with_a_title() -> None:
    root = ElementTree.parse(FILES / "practicepack.svg").getroot()  # noqa: S314  # our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "practicepack"


def test_an_unpacked_folder_adds_itself_to_the_menu_and_the_desktop(app: Path, tmp_path: Path) -> None:
    (tmp_path / "Desktop").mkdir()
    program(tmp_path / "programs/xdg-user-dir", "#!/bin/sh\nexit 1\n")
    assert start(tmp_path, app / "add-to-menu").returncode == 0
    menu = tmp_path / ".local/share/applications/practicepack.desktop"
    assert entry(menu) == entry(FILES / "practicepack.desktop") | {
        "Exec": f'"{app}/open-studio"',
        "TryExec": f"{app}/open-studio",
        "Icon": f"{app}/share/practicepack.svg",
    }
    on_desktop = tmp_path / "Desktop/practicepack.desktop"
    assert on_desktop.read_bytes() == menu.read_bytes()
    assert os.access(on_desktop, os.X_OK)
    start(tmp_path, app / "add-to-menu", "--remove")
    assert not menu.exists()
    assert not on_desktop.exists()


def test_a_folder_whose_name_a_menu_would_misread_is_refused(app: Path, tmp_path: Path) -> None:
    odd = app.rename(tmp_path / "five $ and 100 %")
    done = start(tmp_path, odd / "add-to-menu")
    assert done.returncode == 1
    assert "Move this folder" in done.stderr
    assert not (tmp_path / ".local").exists()
