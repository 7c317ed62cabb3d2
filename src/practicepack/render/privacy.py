"""What must stay in the user's folder: who comes, and whom to call. It is kept in no store."""

import re
from collections.abc import Callable

from markupsafe import escape

from practicepack.fonts.by_hand import LINE
from practicepack.library.models.fields import Line
from practicepack.plan.model import Plan
from practicepack.render.templates import typographic


def mentions_people(plan: Plan) -> Callable[[str], bool]:
    """Asks of a page whether it shows the name of a participant, or of one who helps, or their number."""
    helpers = (text for one in plan.services for text in (one.name, one.phone))
    lead = (plan.safeguarding.name, plan.safeguarding.contact) if plan.safeguarding else ()
    known = {str(text) for text in (*plan.names, *helpers, *lead)} - {"", LINE}
    if not known:
        return lambda _: False
    forms = sorted({form for text in known for form in (text, str(escape(typographic(Line(text)))))})
    shown = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, forms))})(?!\w)", re.IGNORECASE)
    return lambda html: shown.search(html) is not None
