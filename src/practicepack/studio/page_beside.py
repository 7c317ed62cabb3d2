"""The page beside the plan: what facilitators will hold for one session of it."""

from dataclasses import dataclass

from practicepack.plan.model import Plan, SessionPlan
from practicepack.studio.pack_service import PackService
from practicepack.studio.previews import PageAsked, PageProgress

MOMENT = 0.3
"""Seconds that the plan waits for a draft, to know how many pages there are. It is usually there sooner."""


@dataclass(frozen=True, slots=True)
class PageBeside:
    """A page of the guide that is shown beside the plan."""

    session: str
    part: str
    title: str
    number: int
    """From 1."""
    pages: int
    """0 where it is not known yet."""
    progress: PageProgress
    others: tuple[tuple[str, str], ...]
    """All sessions: the id and the title of each."""


def page_beside(
    service: PackService, workshop: str, plan: Plan | None, session: str, number: int
) -> PageBeside | None:
    """The page to show beside a plan: of the session that was chosen, or of the first; None without any."""
    sessions: tuple[SessionPlan, ...] = ()
    if plan is not None:
        sessions = tuple(plan.sessions)
    if not sessions:
        return None
    chosen = sessions[0]
    for planned in sessions:
        if planned.id == session:
            chosen = planned
    part = f"session-{chosen.id}"
    edition = service.options(workshop).request(workshop).edition
    asked = PageAsked(workshop, "", 0, part, edition)
    pages = 0
    draft = service.previews.draft(asked, MOMENT)
    if draft is not None:
        pages = draft[0].pages
    number = max(1, min(number, pages or number))
    progress = service.previews.progress(asked)
    others = tuple(dict.fromkeys((planned.id, str(planned.title)) for planned in sessions))
    return PageBeside(chosen.id, part, str(chosen.title), number, pages, progress, others)
