"""What the screen People & help writes: who invites, who is in charge, where help is, and who comes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from practicepack.edits import Edit, Insert, NewFile, Path, Remove, Replace, Set
from practicepack.library.editing import quoted
from practicepack.library.load import REFERRALS, WorkshopFolder
from practicepack.library.models.answers import is_placeholder
from practicepack.library.models.workshop import Lead, Organiser, Service
from practicepack.library.own_workshop import PLACEHOLDER_LINES
from practicepack.workspace import ROSTER, WORKSHOP

PERSONS = ("organiser", "safeguarding", "complaints")
"""The keys of a workshop with a name and how to reach someone."""
SERVICE_TEXTS = ("name", "helps_with", "phone", "hours", "cost", "checked")
NEEDED_OF_SERVICE = ("name", "helps_with", "phone", "checked")
ONLY_NAMES = "name\n"
"""The heading of a list with nothing but names."""
PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Someone in charge as the fields show them; empty where they are still to be filled in."""

    name: str
    contact: str


def shown_person(person: Organiser | Lead | None) -> ShownPerson:
    """A person without placeholders."""
    if person is None:
        return ShownPerson("", "")
    return ShownPerson(_without_placeholder(person.name), _without_placeholder(person.contact))


def person_edits(folder: WorkshopFolder, key: str, name: str, contact: str) -> Iterator[Edit]:
    """The edits that name someone, or that ask again who it is. None where nothing differs."""
    file = _workshop_file(folder)
    person = getattr(folder.workshop.item, key)
    if (name, contact) == (shown_person(person).name, shown_person(person).contact):
        return
    # an answer that is taken back is asked for again
    if not name and not contact:
        yield from _asked_again(folder, key)
    elif person is None:
        yield Set(file, (key,), f"{{name: {quoted(name)}, contact: {quoted(contact)}}}")
    else:
        for part, text in (("name", name), ("contact", contact)):
            if text != _without_placeholder(getattr(person, part)):
                yield Set(file, (key, part), quoted(text))


def _asked_again(folder: WorkshopFolder, key: str) -> Iterator[Edit]:
    """A placeholder in the place of a name, so that it is asked for again."""
    file = _workshop_file(folder)
    if key == "organiser":
        # its colours and its logo stay
        yield Set(file, (key, "name"), quoted("<your organisation>"))
        if folder.workshop.item.organiser and folder.workshop.item.organiser.contact:
            yield Set(file, (key, "contact"), quoted("<your phone number>"))
    else:
        yield Set(file, (key,), PLACEHOLDER_LINES[key])


def reports_edits(folder: WorkshopFolder, text: str) -> Iterator[Edit]:
    """The edit that says who hears what men talked about."""
    before = folder.workshop.item.reports_to
    if text == _without_placeholder(before):
        return
    if text:
        yield Set(_workshop_file(folder), ("reports_to",), quoted(text))
    else:
        yield Remove(_workshop_file(folder), ("reports_to",))


def referrals_file(folder: WorkshopFolder) -> str:
    """The file of the referral list, whether it is there or not."""
    return f"sessions/{folder.id}/{folder.workshop.item.referrals or REFERRALS}"


def service_edits(
    folder: WorkshopFolder, at: int, typed: Mapping[str, str], *, for_men: bool
) -> Iterator[Edit]:
    """The edits of one service; `at` the end of the list, those that add it. None where nothing differs."""
    file = referrals_file(folder)
    services: tuple[Service, ...] = ()
    if folder.referrals is not None:
        services = folder.referrals.item.services
    if at < len(services):
        yield from _changed_service(file, at, services[at], typed, for_men=for_men)
        return
    written = _new_service(typed, for_men=for_men)
    if folder.has_referrals:
        yield Insert(file, ("services", at), written)
    else:
        yield NewFile(file, f"services:\n  - {written}\n")


def _new_service(typed: Mapping[str, str], *, for_men: bool) -> str:
    parts = []
    for key in SERVICE_TEXTS:
        if typed[key]:
            parts.append(f"{key}: {_service_text(key, typed[key])}")
    if for_men:
        parts.append("for_men_who_used_violence: true")
    return f"{{{', '.join(parts)}}}"


def _changed_service(
    file: str, at: int, service: Service, typed: Mapping[str, str], *, for_men: bool
) -> Iterator[Edit]:
    for key in SERVICE_TEXTS:
        path: Path = ("services", at, key)
        before = str(getattr(service, key) or "")
        if typed[key] == before:
            continue
        # what must be there is written empty, and then refused with its reason
        if typed[key] or key in NEEDED_OF_SERVICE:
            yield Set(file, path, _service_text(key, typed[key]))
        else:
            yield Remove(file, path)
    if for_men != service.for_men_who_used_violence:
        yield Set(file, ("services", at, "for_men_who_used_violence"), str(for_men).lower())


def service_out(folder: WorkshopFolder, at: int) -> Edit:
    """The edit that takes a service out of the list."""
    return Remove(referrals_file(folder), ("services", at))


def roster_file(folder: WorkshopFolder) -> str:
    """The list of those who come."""
    return f"sessions/{folder.id}/{ROSTER}"


def has_only_names(text: str) -> bool:
    """Whether a list has one column, so that it can be changed as lines."""
    return text.replace("\r\n", "\n").startswith(ONLY_NAMES) and not set(text) & set(',;\t"')


def roster_edits(folder: WorkshopFolder, before: str | None, names: str) -> Iterator[Edit]:
    """The edit of the list of those who come, a name a line. None where nothing differs."""
    lines = [line.strip() for line in names.splitlines() if line.strip()]
    after = ONLY_NAMES + "".join(f"{line}\n" for line in lines)
    if before is None and lines:
        yield NewFile(roster_file(folder), after)
    elif before is not None and before != after:
        yield Replace(roster_file(folder), 0, before, after)


def _workshop_file(folder: WorkshopFolder) -> str:
    return f"sessions/{folder.id}/{WORKSHOP}"


def _without_placeholder(text: str | None) -> str:
    """A text, or nothing where it only says what belongs in its place."""
    if text is None or is_placeholder(text):
        return ""
    return text


def _service_text(key: str, text: str) -> str:
    if key == "checked" and PLAIN_DATE.fullmatch(text):
        return text
    return quoted(text)
