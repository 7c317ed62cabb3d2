"""What is written whole or not at all: where it waits until it is whole, and who is at work on it."""

import os
from hashlib import sha256
from pathlib import Path

from practicepack.locks import locked

DIGEST = 32
"""Bytes of the checksum."""


def with_checksum(mark: bytes, body: bytes) -> bytes:
    """What to keep in a file, so that what is damaged, or of another kind, is told when it is read back."""
    return _head(mark, body) + body


def without_checksum(mark: bytes, data: bytes) -> bytes | None:
    """What was kept there with this mark; None where it is not as it was written."""
    length = len(mark) + DIGEST
    head, body = data[:length], data[length:]
    return body if head == _head(mark, body) else None


def _head(mark: bytes, body: bytes) -> bytes:
    return mark + sha256(body).digest()


def staging(folder: Path) -> tuple[Path, Path]:
    """Beside a folder: where its next state is filled, and where its last one waits meanwhile."""
    return folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")


def write_bytes(path: Path, data: bytes, *, mode: int | None = None, is_durable: bool = False) -> None:
    """Write a file under another name, and give it its own when all of it is there. Raises OSError.

    `mode` are its permissions; without them it is for this user alone. What is durable is on the disk when
    this comes back, even where the machine loses power then.
    """
    from tempfile import NamedTemporaryFile  # noqa: PLC0415  # of no use to who only reads

    path.parent.mkdir(parents=True, exist_ok=True)
    file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115  # it is closed below
    part = Path(file.name)
    try:
        with file:
            locked(file.fileno())
            file.write(data)
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), mode)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
        if is_durable:
            sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk. Raises OSError."""
    if os.name == "nt":  # Windows opens no folders
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def is_abandoned(path: Path) -> bool:
    """Whether the process has ended that began a file with `write_bytes`: what is being written is locked."""
    try:
        with path.open("rb") as file:
            return locked(file.fileno())
    except OSError:
        return False
