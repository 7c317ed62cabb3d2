"""A workshop as one file for other people: what is in it, and what never goes along."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from practicepack.desk.new_names import NO_SERVICES
from practicepack.desk.text_edits import changed
from practicepack.desk.user_files import UserFiles
from practicepack.desk.yaml_places import Places
from practicepack.diagnostics import CallError, Source, near_miss
from practicepack.edits import Remove, Set
from practicepack.library.drafts import used_ids
from practicepack.library.editing import CharacterEdit as Splice
from practicepack.library.editing import edited
from practicepack.library.images.pictures import is_called_picture
from practicepack.library.load import CONTENT_FOLDERS, REFERRALS, Library, WorkshopFolder
from practicepack.library.models.answers import is_placeholder
from practicepack.library.models.workshop import PRIVATE
from practicepack.library.own_workshop import PLACEHOLDER_LINES
from practicepack.library.reading.yaml_source import Reading, read
from practicepack.version import __version__
from practicepack.workspace import WORKSHOP, TooLargeError, Workspace

SHARED_ENDING = ".practicepack.zip"
ABOUT = "practicepack.json"
LICENCE_FILE = "LICENSE"
LICENCE_ID = "CC-BY-SA-4.0"
"""The licence of the library, which asks that what is made of it is shared alike."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Every file has this date, so that the same workshop gives the same bytes."""
SHORTEST_NAME = 3
REMARK = re.compile(r"^[ \t]*#.*\n?", re.MULTILINE)
SCHEMA_COMMENT = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class Shared:
    """A workshop as one file."""

    name: str
    """What to call the file."""
    data: bytes
    files: tuple[str, ...]
    """The names of the files in it."""
    mentions: tuple[str, ...]
    """Files in which the name or the number of someone still stands, in a sentence: look at them first."""


@dataclass(frozen=True, slots=True)
class Include:
    """What goes along that stays at home unless it is asked for. The list of participants never does."""

    contacts: bool = False
    """The names and numbers of the organiser, of those in charge and of who leads; and remarks in files."""
    referrals: bool = False
    logo: bool = False
    templates: bool = False


def shared(library: Library, workspace: Workspace, workshop: str, include: Include) -> Shared:
    """A workshop with the activities, sheets and pictures of one's own that it uses. Raises CallError."""
    folder = library.workshops.get(workshop)
    if folder is None:
        hints = near_miss(workshop, library.workshops)
        raise CallError(f'no workshop called "{workshop}" can be read', hints)
    files = {**_of_folder(workspace, folder, include), **_own_content(library, workspace, workshop)}
    if include.templates:
        files |= _templates(workspace)
    # before the licence and the notes are added, in which no one of the user's is named
    mentions = _mentions(folder, files, include)
    about = {
        "practicepack": __version__,
        "workshop": workshop,
        "title": str(folder.workshop.item.title),
        "licence": LICENCE_ID,
    }
    files[ABOUT] = (json.dumps(about, indent=1, ensure_ascii=False) + "\n").encode()
    files[LICENCE_FILE] = UserFiles(workspace).shipped_files("content")[LICENCE_FILE]
    return Shared(f"{workshop}{SHARED_ENDING}", zipped(files), tuple(sorted(files)), mentions)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip, the same bytes for the same files."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            info = ZipInfo(name, EARLIEST)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def _of_folder(workspace: Workspace, folder: WorkshopFolder, include: Include) -> dict[str, bytes]:
    """The files of a workshop's folder that are for others."""
    files: dict[str, bytes] = {}
    top = f"sessions/{folder.id}"
    entries = {WORKSHOP: folder.workshop}
    for session in folder.sessions.values():
        entries[PurePosixPath(session.source.name).name] = session  # type: ignore[assignment]  # of either kind
    for name, entry in entries.items():
        text = entry.source.text
        if not include.contacts:
            text = without_remarks(text)
            if name == WORKSHOP:
                text = without_people(text)
        if name == WORKSHOP:
            text = _with_files(text, folder, include)
        files[f"{top}/{name}"] = text.encode()
    # an empty list asks to be filled in, where a missing one would be an error of the file
    files[f"{top}/{REFERRALS}"] = NO_SERVICES.encode()
    if include.referrals and folder.referrals is not None:
        files[f"{top}/{REFERRALS}"] = folder.referrals.source.text.encode()
    pictures = [picture.name for picture in folder.pictures.values()]
    if include.logo and folder.logo is not None:
        pictures.append(folder.logo)
    for name in pictures:
        files[name] = _bytes(workspace, name)
    return files


def without_people(text: str) -> str:
    """A workshop.yaml without names and numbers: placeholders stand in their place."""
    source = Source(WORKSHOP, text)
    for path in list(read(source).keys):
        edit: Set | Remove | None = None
        if len(path) == 1 and path[0] in PRIVATE:
            edit = Set(WORKSHOP, path, PLACEHOLDER_LINES[str(path[0])])
        elif path[0] == "days" and path[-1] == "lead":
            edit = Remove(WORKSHOP, path)
        elif path[0] == "days" and path[-1] == "guest":
            edit = Set(WORKSHOP, path, "<a guest>")
        if edit:
            source = Source(WORKSHOP, changed(source, edit))
    return source.text


def _with_files(text: str, folder: WorkshopFolder, include: Include) -> str:
    """A workshop.yaml that names the files which go along, and no other."""
    source = Source(WORKSHOP, text)
    keys = read(source).keys
    if ("referrals",) in keys:
        source = Source(WORKSHOP, changed(source, Set(WORKSHOP, ("referrals",), REFERRALS)))
    has_logo = include.logo and folder.logo is not None
    if ("organiser", "logo") in keys and not has_logo:
        source = Source(WORKSHOP, changed(source, Remove(WORKSHOP, ("organiser", "logo"))))
    return source.text


def without_remarks(text: str) -> str:
    """The text of a file without its remarks: people write numbers and names into them as well."""
    reading = read(Source("", text))
    places = Places(reading)
    texts = []
    for path in reading.values:
        if not isinstance(places.data(path), dict | tuple):
            texts.append(range(places.start(path), places.end(path)))
    splices = []
    for remark in REMARK.finditer(text):
        is_text = any(remark.start() in place for place in texts)
        if not is_text and not remark[0].lstrip().startswith(SCHEMA_COMMENT):
            splices.append(Splice(remark.start(), remark.end()))
    for after_value in reading.remarks:
        start = len(text[: after_value.span.start].rstrip(" \t"))
        splices.append(Splice(start, after_value.span.end))
    result = edited(text, splices)
    assert _says_the_same(reading, result), "remarks say nothing to a program"
    return result


def _says_the_same(reading: Reading, text: str) -> bool:
    return bool(read(Source("", text)).data == reading.data)


def _own_content(library: Library, workspace: Workspace, workshop: str) -> dict[str, bytes]:
    """The files of content/ that are the user's own, and that the workshop uses."""
    used = used_ids(library, workshop)
    files = {}
    for kind in (*CONTENT_FOLDERS, "pictures"):
        for name in workspace.names(f"content/{kind}"):
            is_text = name.endswith((".yaml", ".svg"))
            if not (is_text or is_called_picture(name)) or not UserFiles(workspace).is_own(name):
                continue
            if PurePosixPath(name).stem in used:
                files[name] = _bytes(workspace, name)
    return files


def _bytes(workspace: Workspace, name: str) -> bytes:
    try:
        return workspace.data(name)
    except TooLargeError as fault:
        raise CallError(f'"{name}" is too large to share', ("save the picture smaller",)) from fault


def _templates(workspace: Workspace) -> dict[str, bytes]:
    files = {}
    for folder, names in workspace.own_folders("templates"):
        for name in names:
            files[f"{folder}/{name}"] = _bytes(workspace, f"{folder}/{name}")
    return files


def _mentions(folder: WorkshopFolder, files: Mapping[str, bytes], include: Include) -> tuple[str, ...]:
    """The files in which someone is named although their name was not to go along."""
    names: list[str] = list(folder.names)
    if not include.contacts:
        names += _people(folder)
    if not include.referrals and folder.referrals is not None:
        for service in folder.referrals.item.services:
            names += (service.name, service.phone)
    mentioning = []
    for file, data in files.items():
        text = data.decode(errors="replace")
        if any(len(name) >= SHORTEST_NAME and name in text for name in names):
            mentioning.append(file)
    return tuple(mentioning)


def _people(folder: WorkshopFolder) -> Iterable[str]:
    """The texts of a workshop.yaml that name people."""
    reading = folder.workshop.reading
    places = Places(reading)
    for path in reading.values:
        is_private = path[:1] and path[0] in PRIVATE
        text = places.data(path)
        is_named = is_private or path[-1:] in (("lead",), ("guest",))
        if is_named and isinstance(text, str) and not is_placeholder(text):
            yield text
