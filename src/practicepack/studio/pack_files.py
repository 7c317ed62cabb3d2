"""The files of a pack that was built, as the browser gets them: one, or all in a zip."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from practicepack.file_kinds import kind_of


def file_of_pack(folder: Path, listing: dict[str, Any], name: str) -> bytes | None:
    """A PDF of a pack; None for whatever else is asked for. Anyone may have written the manifest."""
    names = {document.get("file") for document in listing.get("documents", ())}
    path = (folder / name).resolve()
    if name not in names or not path.is_relative_to(folder.resolve()):
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if kind_of(data) != "pdf":
        return None
    return data


def zip_of_pack(folder: Path, listing: dict[str, Any], names: Iterable[str]) -> bytes:
    """Some files of a pack in one, below a folder of its name. PDFs are compressed already."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in names:
            data = file_of_pack(folder, listing, name)
            if data is not None:
                archive.writestr(ZipInfo(f"{folder.name}/{name}"), data)
    return target.getvalue()
