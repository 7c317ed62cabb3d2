"""A workshop that came as one file, perhaps from a stranger: looked at first, then taken."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from stat import S_IFDIR, S_IFMT, S_IFREG
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # as exceptions are named

from practicepack.desk.share import ABOUT, LICENCE_FILE
from practicepack.desk.user_files import UserFiles
from practicepack.diagnostics import CallError, Diagnostic
from practicepack.library.entry import parsed
from practicepack.library.images.pictures import is_called_picture
from practicepack.library.images.svg import drawing
from practicepack.library.load import CONTENT_FOLDERS, DEVICE, REFERRALS, models
from practicepack.library.models.fields import ID, LONGEST_ID
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.reading.yaml_source import read
from practicepack.limits import Limits
from practicepack.workspace import WORKSHOP, decoded

MOST_UNPACKED = 100_000_000
"""Of all files together, once they are unpacked."""
MOST_SHARED_FILES = 1000
LONGEST_FILE_NAME = 100
PART = re.compile(r"\w[\w .,()+&'-]*")
"""A name of a file or folder that every system takes."""
ENCRYPTED = 0x1


class ImportRefusedError(Exception):
    """A file that came from elsewhere is not taken. Nothing of it was written."""


@dataclass(frozen=True, slots=True)
class Received:
    """What is in a file that came from elsewhere."""

    workshop: str
    title: str
    version: str
    """With which version of practicepack it was made, as it says."""
    licence: str
    files: dict[str, bytes]
    """What would be written, by the names in the workspace."""
    left: tuple[str, ...]
    """What is in it and would not be written: templates, unless they are asked for, and what is not known."""
    replaced: tuple[str, ...]
    """Files of content/ that are there already and say something else: those of the library would be
    overridden in all workshops, and one's own are never overwritten."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with its files, each taken alone."""


def look(data: bytes, files: UserFiles, *, with_templates: bool = False) -> Received:
    """What is in a file, without writing anything. Raises ImportRefusedError."""
    limits = files.workspace.bounds
    unpacked = _unpacked_data(data, limits)
    about = _description_in(unpacked.pop(ABOUT, b""))
    # it is for people who open the file by hand
    unpacked.pop(LICENCE_FILE, None)
    workshops = {name.split("/")[1] for name in unpacked if name.endswith(f"/{WORKSHOP}")}
    if len(workshops) != 1:
        raise ImportRefusedError("there must be one workshop in it")
    workshop = workshops.pop()
    if not ID.fullmatch(workshop) or len(workshop) > LONGEST_ID or DEVICE.fullmatch(workshop):
        raise ImportRefusedError(f'"{workshop}" cannot be a folder')
    taken, left, replaced = {}, [], []
    for name, content in sorted(unpacked.items()):
        is_template = name.startswith("templates/")
        if not _is_known(name, workshop) and not (is_template and with_templates):
            left.append(name)
            continue
        taken[name] = content
        there = None
        if not name.startswith("sessions/"):
            there = files.read(name)
        if there is not None and there != content:
            replaced.append(name)
    diagnostics: list[Diagnostic] = []
    for name, content in taken.items():
        diagnostics += faults_of(name, content, limits)
    return Received(
        workshop,
        about.get("title") or workshop,
        about.get("practicepack", ""),
        about.get("licence", ""),
        taken,
        tuple(left),
        tuple(replaced),
        tuple(diagnostics),
    )


def take(received: Received, files: UserFiles, name: str = "", *, overrides: bool = False) -> str:
    """Write what was looked at, as a workshop with a name that is free; the name.

    Raises ImportRefusedError where a file of content/ would take the place of another one: the library's is
    overridden only with `overrides`, and the user's own is never overwritten. Raises CallError for a name
    that is no id or is taken, MachineError where the disk refuses.
    """
    workshop = name or received.workshop
    if not ID.fullmatch(workshop) or len(workshop) > LONGEST_ID or DEVICE.fullmatch(workshop):
        raise CallError(f'"{workshop}" cannot be a folder', ("use small letters, digits and hyphens",))
    # a shipped name is taken as well: the new folder would hide that workshop
    if workshop in files.workspace.session_folders():
        raise CallError(f'there is a workshop "{workshop}" already', ("give it another name",))
    content, beside = {}, {}
    for file, data in received.files.items():
        if file.startswith("sessions/"):
            beside[PurePosixPath(file).name] = data
        else:
            content[file] = data
    for file, data in content.items():
        there = files.read(file)
        if there is None or there == data:
            continue
        if files.is_own(file):
            raise ImportRefusedError(f'your own file "{file}" says something else')
        if not overrides:
            raise ImportRefusedError(f'"{file}" would override the library in all your workshops')
    # the workshop comes last, so that what it uses is there when it is seen
    for file, data in content.items():
        files.write(file, data)
    files.add_workshop(workshop, beside)
    return workshop


def _unpacked_data(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The files in a zip by their names. Raises ImportRefusedError for anything that is odd about it."""
    if len(data) > MOST_UNPACKED:
        raise ImportRefusedError("the file is too large")
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_SHARED_FILES:
                raise ImportRefusedError(f"there are more than {MOST_SHARED_FILES} files in it")
            for info in infos:
                _admit(info)
            infos = [info for info in infos if not info.is_dir()]
            _refuse_alike([info.filename for info in infos])
            return dict(_unpacked_files(archive, infos, limits))
    except (BadZipFile, ZlibError, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as fault:
        raise ImportRefusedError("the file is damaged, or it is no zip") from fault


def _unpacked_files(archive: ZipFile, infos: list[ZipInfo], limits: Limits) -> Iterator[tuple[str, bytes]]:
    room = MOST_UNPACKED
    for info in infos:
        most = limits.bytes
        if is_called_picture(info.filename):
            most = limits.picture
        with archive.open(info) as file:
            # what the zip says of its sizes may not be so
            content = file.read(min(most, room) + 1)
        if len(content) > min(most, room):
            raise ImportRefusedError(f'"{info.filename}" is too large')
        room -= len(content)
        yield info.filename, content


def _admit(info: ZipInfo) -> None:
    """Raises ImportRefusedError for an entry that is no plain file or folder with a plain name."""
    # `filename` is cut off at a zero, and has its backslashes turned round on Windows
    name = info.orig_filename
    kind = S_IFMT(info.external_attr >> 16)
    if kind not in (0, S_IFREG, S_IFDIR) or info.flag_bits & ENCRYPTED:
        raise ImportRefusedError(f'"{name!a}" is a link, a device or locked, and no file')
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ImportRefusedError(f'"{name!a}" is packed in a way that is not read here')
    parts = name.removesuffix("/").split("/")
    for part in parts:
        stem = part.partition(".")[0].strip().casefold()
        is_plain = PART.fullmatch(part) and len(part) <= LONGEST_FILE_NAME and part[-1] not in " ."
        if not is_plain or DEVICE.fullmatch(stem):
            raise ImportRefusedError(f'"{name!a}" is no name for a file')


def _refuse_alike(names: list[str]) -> None:
    """Raises ImportRefusedError where some systems would write two files into one."""
    seen: set[str] = set()
    folders: set[str] = set()
    for name in names:
        alike = normalize("NFC", normalize("NFC", name).casefold())
        if alike in seen:
            raise ImportRefusedError(f'"{name!a}" is in it twice')
        seen.add(alike)
        for parent in PurePosixPath(alike).parents:
            folders.add(str(parent))
    if seen & folders:
        raise ImportRefusedError("a file in it has the name of a folder")


def _description_in(data: bytes) -> dict[str, str]:
    """What it says of itself, as far as that is text."""
    try:
        read_back = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    about = {}
    if isinstance(read_back, dict):
        for key, value in read_back.items():
            if isinstance(value, str):
                about[key] = value[:LONGEST_FILE_NAME]
    return about


def _is_known(name: str, workshop: str) -> bool:
    """Whether a file has its place in a workspace: in the workshop's folder, or in a folder of content/."""
    path = PurePosixPath(name)
    folder = str(path.parent)
    if folder == f"sessions/{workshop}":
        return path.suffix == ".yaml" or is_called_picture(name)
    if folder == "content/pictures":
        return is_called_picture(name)
    return folder in {f"content/{kind}" for kind in CONTENT_FOLDERS} and path.suffix == ".yaml"


def faults_of(name: str, content: bytes, limits: Limits) -> list[Diagnostic]:
    """What is wrong with one file. Photographs are looked at where a sheet shows them."""
    if not name.endswith((".yaml", ".svg")):
        return []
    source = decoded(name, content)
    if isinstance(source, Diagnostic):
        return [source]
    if name.endswith(".svg"):
        return list(drawing(source, limits)[1])
    kind = name.split("/")[1]
    if not name.startswith("sessions/"):
        return list(parsed(source, models()[kind], limits)[1])
    if PurePosixPath(name).name == WORKSHOP:
        return list(parsed(source, Workshop, limits)[1])
    reading = read(source, limits)
    is_list = PurePosixPath(name).name == REFERRALS
    if isinstance(reading.data, dict) and "services" in reading.data:
        is_list = True
    return list(parsed(source, Referrals if is_list else Session, limits)[1])
