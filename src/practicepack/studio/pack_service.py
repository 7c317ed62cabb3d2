"""What the studio has for pages and packs: its two typesetting threads, and what was made in them."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from practicepack.cache.parts import owner
from practicepack.desk.desk import Desk
from practicepack.diagnostics import CallError
from practicepack.options import PackOptions
from practicepack.output.publish import read_manifest
from practicepack.studio.builds import Builds
from practicepack.studio.page_pictures import PagePictures
from practicepack.studio.previews import Previews
from practicepack.studio.print_record import PrintRecord
from practicepack.studio.typesetting_thread import TypesettingThread
from practicepack.typeset.plutoprint_adapter import is_installed
from practicepack.typeset.scheduler import Typesetter, prepare_drafts


class PackService:
    """Pages, builds and prints of the workshops of one desk. Any thread may use it.

    Use it in a with statement that is begun before a server starts its threads.
    """

    def __init__(
        self, desk: Desk, packs: Path, cache_folder: Path, make_typesetter: Callable[[], Typesetter]
    ) -> None:
        self.desk, self.packs = desk, packs
        self.printed_thread = TypesettingThread(make_typesetter)
        self.draft_thread: TypesettingThread | None = None
        if is_installed():
            # one worker is enough: a whole pack takes it less than a second
            self.draft_thread = TypesettingThread(
                lambda: Typesetter(desk.workspace, 1, prepare=prepare_drafts)
            )
        self.previews = Previews(desk, self.printed_thread, self.draft_thread)
        self.builds = Builds(desk, self.printed_thread, packs)
        self.pictures = PagePictures()
        self.record = PrintRecord(cache_folder)
        self._turn = Lock()
        self._options: dict[str, PackOptions] = {}

    def __enter__(self) -> "PackService":
        if self.draft_thread is not None:
            self.draft_thread.start()
        self.printed_thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.printed_thread.close()
        if self.draft_thread is not None:
            self.draft_thread.close()

    def options(self, workshop: str) -> PackOptions:
        """How the pack of a workshop is printed, as it was chosen last."""
        with self._turn:
            return self._options.get(workshop, PackOptions())

    def choose(self, workshop: str, options: PackOptions) -> None:
        """Print the pack of a workshop so from now on."""
        with self._turn:
            self._options[workshop] = options

    def folder(self, workshop: str) -> Path:
        """Where its pack is, or will be."""
        return self.builds.folder(workshop, self.options(workshop))

    def listing(self, workshop: str) -> dict[str, Any] | None:
        """The manifest of its pack; None where it is not built."""
        try:
            return read_manifest(self.folder(workshop))
        except CallError:
            return None

    def owner(self, workshop: str) -> str:
        """Whose pages and prints are remembered, for `--forget`."""
        return owner(self.desk.workspace, workshop)
