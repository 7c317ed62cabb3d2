"""Whether what stands in a field is an answer, or only says what belongs there."""

import re

from practicepack.library.models.workshop import Lead, Organiser, Service

TO_FILL_IN = re.compile(r"<[^<>@]*>")
"""How shipped files say what to fill in: <your phone number>. An address such as <a@b.org> is none."""


def is_placeholder(text: str) -> bool:
    """Whether a text as a whole says what belongs in its place. An address, <https://a.org>, is none."""
    # Markdown writes an address in the same brackets
    is_address = "://" in text or text.strip().startswith(("<mailto:", "<tel:"))
    return bool(TO_FILL_IN.fullmatch(text.strip())) and not is_address


def is_answer(text: str | None) -> bool:
    """Whether a text says something: a letter or a digit, and nothing that is still to be filled in."""
    # a dash or a few dots are how a form says that nothing is there
    return text is not None and not TO_FILL_IN.search(text) and any(map(str.isalnum, text))


def can_reach(contact: str | None) -> bool:
    """Whether someone can be reached by it: an answer with a digit, or an address with @."""
    return contact is not None and is_answer(contact) and ("@" in contact or any(map(str.isdigit, contact)))


def is_lead(lead: Lead | None) -> bool:
    """Whether a person is named, and how to reach them."""
    return lead is not None and is_answer(lead.name) and can_reach(lead.contact)


def organiser_with_answers(organiser: Organiser | None) -> Organiser | None:
    """The organiser as far as it is filled in; None where there is no name yet."""
    if organiser is None or not is_answer(organiser.name):
        return None
    if organiser.contact is None or is_answer(organiser.contact):
        return organiser
    # a placeholder on a page that people take home looks like a contact, and reaches no one
    return organiser.model_copy(update={"contact": None})


def is_service(service: Service) -> bool:
    """Whether a service of a referral list is filled in."""
    return is_answer(service.name) and is_answer(service.phone)
