"""The files of the user's folder: the one place that writes them. Each is written whole or not at all."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_IMODE

from practicepack.atomic import staging, sync_folder, write_bytes
from practicepack.diagnostics import CallError, MachineError
from practicepack.workspace import LAYER_FOLDERS, OTHER_DRIVE_SIGNS, PROGRAMME, WORKSHOP, Workspace

NEW_FILE = 0o644
NO_FOLDER = "there is no folder of your own to write to"


def digest(data: bytes | None) -> str:
    """The hash by which a file's state is known; empty for a file that is not there."""
    return "" if data is None else sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class UserFiles:
    """The user's layer of a workspace. Names are those of the workspace: `sessions/ours/workshop.yaml`."""

    workspace: Workspace

    @property
    def root(self) -> Path:
        """The user's folder. Raises CallError where there is none, or where it is the shipped one."""
        top = self.workspace.layers[0]
        if self.workspace.root is None or top == self.workspace.shipped:
            raise CallError(NO_FOLDER, ("make a folder with a folder sessions/ in it, and work there",))
        return top

    def path(self, name: str) -> Path:
        """Where a file of the user's is, or would be. Raises CallError for a name that leads elsewhere."""
        parts = PurePosixPath(name).parts
        is_odd = not OTHER_DRIVE_SIGNS.isdisjoint(name) or any(part.startswith(".") for part in parts)
        if is_odd or len(parts) < 2 or parts[0] not in LAYER_FOLDERS:
            raise CallError(f'"{name}" is no file of your folder')
        path = self.root / name
        # a link to a file inside is written through; one that leads out is not
        target = path.resolve()
        if not target.is_relative_to(self.root):
            raise CallError(f'"{name}" leads out of your folder', ("remove the link",))
        return target

    def read(self, name: str) -> bytes | None:
        """The bytes of a file as the workspace has it: the user's, or else the shipped one."""
        path: Path | None = self.path(name)
        if path is None or not path.is_file():
            # a workshop of the user's hides the shipped one of the same name, all of it
            if name.startswith("sessions/") and not self.shipped_workshop(name):
                return None
            path = self.workspace.find(name)
        if path is None:
            return None
        return path.read_bytes()

    def shipped_workshop(self, name: str) -> str:
        """The workshop that a file belongs to, where only the shipped folder has it; or else nothing."""
        parts = PurePosixPath(name).parts
        if parts[0] != "sessions" or len(parts) < 3:
            return ""
        folder = "/".join(parts[:2])
        for file in (WORKSHOP, PROGRAMME):
            if self.path(f"{folder}/{file}").exists():
                return ""
        if not (self.workspace.shipped / folder).is_dir():
            return ""
        return parts[1]

    def is_own(self, name: str) -> bool:
        """Whether a file or a folder is in the user's folder."""
        return self.path(name).exists()

    def shipped_files(self, folder: str) -> dict[str, bytes]:
        """The files in a folder of what is shipped, by their names; hidden ones left out."""
        files = {}
        for path in sorted((self.workspace.shipped / folder).iterdir()):
            if path.is_file() and not path.name.startswith("."):
                files[path.name] = path.read_bytes()
        return files

    def copy_workshop(self, workshop: str) -> None:
        """Copy a shipped workshop into the user's folder, its texts as they are. Raises MachineError."""
        self.add_workshop(workshop, self.shipped_files(f"sessions/{workshop}"))

    def add_workshop(self, workshop: str, files: Mapping[str, bytes]) -> None:
        """Write a folder that is not there yet, all of it or nothing. Raises MachineError."""
        target = self.path(f"sessions/{workshop}")
        new, _ = staging(target)
        try:
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(parents=True)
            for name, data in files.items():
                # what is shipped may be read-only; a copy is for writing
                write_bytes(new / name, data, mode=NEW_FILE, is_durable=True)
            new.rename(target)
            sync_folder(target.parent)
        except OSError as fault:
            raise unwritable(target, fault) from fault

    def remove_copy(self, workshop: str) -> bool:
        """Remove a copy of a shipped workshop in which nothing differs; whether it was that."""
        target = self.path(f"sessions/{workshop}")
        shipped = self.shipped_files(f"sessions/{workshop}")
        if not target.is_dir() or {path.name for path in target.iterdir()} != shipped.keys():
            return False
        for name, data in shipped.items():
            if (target / name).read_bytes() != data:
                return False
        _, old = staging(target)
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        shutil.rmtree(old, ignore_errors=True)
        return True

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the user's. It is on the disk when this comes back. Raises MachineError."""
        path = self.path(name)
        try:
            mode = NEW_FILE
            if path.exists():
                mode = S_IMODE(path.stat().st_mode)
            write_bytes(path, data, mode=mode, is_durable=True)
        except OSError as fault:
            raise unwritable(path, fault) from fault

    def erase(self, name: str) -> None:
        """Remove a file of the user's. Raises MachineError."""
        path = self.path(name)
        try:
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
        except OSError as fault:
            raise unwritable(path, fault) from fault

    def give_name(self, name: str, new: str) -> None:
        """Give a file or a folder of the user's another name. Raises MachineError."""
        path, target = self.path(name), self.path(new)
        try:
            path.rename(target)
            sync_folder(target.parent)
        except OSError as fault:
            raise unwritable(path, fault) from fault


def unwritable(path: Path, fault: OSError) -> MachineError:
    """The error for a file that the system lets nobody write."""
    return MachineError(
        f"cannot write {path}: {fault.strerror}", "make room, or choose a folder that is yours"
    )
