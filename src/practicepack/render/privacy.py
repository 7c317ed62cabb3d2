"""What must stay in the user's folder: who comes, and whom to call. It is kept in no store."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from practicepack.fonts.by_hand import LINE
from practicepack.library.models.fields import Line
from practicepack.plan.model import Plan
from practicepack.render.templates import typographic


@dataclass(frozen=True, slots=True)
class Shows:
    """A test of texts, and a value, so that a pack that was built can be sent to another process."""

    pattern: re.Pattern[str] | None = None

    def __call__(self, text: str) -> bool:
        """Whether a text shows what the pattern describes."""
        return self.pattern is not None and self.pattern.search(text) is not None


def mentions_people(plan: Plan) -> Callable[[str], bool]:
    """Asks of a page whether it shows the name of a participant, or of one who helps, or their number."""
    texts: list[str | None] = [*plan.names]
    for service in plan.services:
        texts += [service.name, service.phone]
    for lead in (plan.safeguarding, plan.complaints):
        if lead:
            texts += [lead.name, lead.contact]
    # a page has printers' apostrophes and HTML's entities where the file has neither
    forms: set[str] = set()
    for text in {str(text) for text in texts} - {"", LINE}:
        forms |= {text, str(escape(typographic(Line(text))))}
    if not forms:
        return Shows()
    return Shows(re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(forms)))})(?!\w)", re.IGNORECASE))
