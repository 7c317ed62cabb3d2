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
    helpers = (text for one in plan.services for text in (one.name, one.phone))
    leads = [lead for lead in (plan.safeguarding, plan.complaints) if lead]
    named = [text for lead in leads for text in (lead.name, lead.contact)]
    known = {str(text) for text in (*plan.names, *helpers, *named)} - {"", LINE}
    if not known:
        return Shows()
    forms = sorted({form for text in known for form in (text, str(escape(typographic(Line(text)))))})
    return Shows(re.compile(rf"(?<!\w)({'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE))
