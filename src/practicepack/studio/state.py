"""What the studio knows while it runs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from practicepack.desk.desk import Desk
from practicepack.desk.receive import Received
from practicepack.i18n import Translator
from practicepack.library.load import Library
from practicepack.library.models.audience import Audience
from practicepack.propose.propose import Proposals
from practicepack.propose.request import ProposalRequest
from practicepack.studio.choices import ActivitySearch
from practicepack.studio.pack_service import PackService
from practicepack.workspace import Workspace

HOST = "127.0.0.1"
"""Nothing but this machine can reach the studio, and no option says otherwise."""
KINDS = ("who", "age", "role", "need")
"""The kinds of audiences, in the order of the questions."""
PATIENCE = 15 * 60
"""Seconds without a word from any page, after which the studio takes all pages for closed.

A page in the background may say nothing for a minute, and one that was put to sleep for longer.
"""
PATIENCE_WITHOUT_SCRIPT = 4 * 60 * 60
"""The same where no page has ever said that it is open: without JavaScript none can."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was done last in a workshop, in a sentence, and when: minutes after midnight."""

    text: str
    minutes: int


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A file that was brought in and looked at, and waits to be taken."""

    key: str
    """By which the form that takes it names it."""
    received: Received


@dataclass
class Studio:
    """One run of the studio. Its screens may use it from any thread."""

    workspace: Workspace
    desk: Desk
    words: Translator
    secret: str
    """The first part of every path: other pages in the browser do not know it."""
    port: int
    seconds: Callable[[], float]
    """A clock that never goes back, for how long ago something was."""
    minute_of_day: Callable[[], int]
    """The time on the wall, in minutes after midnight."""
    service: PackService
    """What shows pages, builds packs and prints them."""
    notices: dict[str, Notice] = field(default_factory=dict)
    """By workshop."""
    chooser: ActivitySearch | None = None
    """The search of the library, as it was when something was last looked for."""
    last_proposals: tuple[Library, ProposalRequest, Proposals] | None = None
    """What was proposed last, for what, and from which state of the library."""
    looked_at: LookedAt | None = None
    """The file from elsewhere that was looked at last."""
    _last_heard: float = 0.0
    _has_script: bool = False

    def __post_init__(self) -> None:
        self._last_heard = self.seconds()

    @property
    def host(self) -> str:
        """What a browser that means the studio puts into the Host header."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """What a browser puts into the Origin header of the studio's own forms."""
        return f"http://{self.host}"

    @property
    def base(self) -> str:
        """The start of every path."""
        return f"/{self.secret}"

    @property
    def address(self) -> str:
        """The address of the first screen."""
        return f"{self.origin}{self.base}/"

    def hear(self, *, is_script: bool = False) -> None:
        """A page is open."""
        self._last_heard = self.seconds()
        self._has_script |= is_script

    def is_deserted(self) -> bool:
        """Whether the last page was closed a while ago, and nothing is at work."""
        patience = PATIENCE_WITHOUT_SCRIPT
        if self._has_script:
            patience = PATIENCE
        return self.seconds() - self._last_heard > patience and not self.service.builds.is_busy

    def audiences(self) -> list[tuple[str, list[tuple[str, Audience]]]]:
        """Who can come, by kinds: who they are, how old, in which role, what they need."""
        audiences = self.desk.library().audiences
        groups = []
        for kind in KINDS:
            members = [(entry.id, entry.item) for entry in audiences.values() if entry.item.kind == kind]
            groups.append((kind, members))
        return groups

    def note(self, workshop: str, text: str) -> None:
        """Remember what was done last, for the line that says when it was saved."""
        self.notices[workshop] = Notice(text, self.minute_of_day())
