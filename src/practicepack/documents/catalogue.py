"""The catalogue: what the library holds, to browse on the screen and to print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from practicepack.documents.edition import Edition
from practicepack.documents.model import Document, Part, Place
from practicepack.i18n import Translator
from practicepack.library.entry import Entry
from practicepack.library.load import Library
from practicepack.library.models.activity import Activity
from practicepack.plan.clock.timing import MinuteRange
from practicepack.plan.draft import NEVER_LEFT_OUT
from practicepack.plan.suitability import minutes

CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet that an activity uses."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity as the catalogue shows it."""

    id: str
    item: Activity
    minutes: MinuteRange
    """How long it takes with the number of people that is best for it."""
    picture: str
    """The name of a picture of it, or of its practice; empty where there is none."""
    themes: tuple[str, ...]
    """The titles of what it is about."""
    sheets: tuple[SheetEntry, ...]
    used_in: tuple[str, ...]
    """The titles of the workshops that use it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Activities that belong together: a practice, or what opens and closes meetings."""

    id: str
    title: str
    summary: str
    icon: str
    activities: tuple[ActivityEntry, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of the library that is shown."""

    chapters: tuple[Chapter, ...]

    def activities(self) -> Iterator[ActivityEntry]:
        """Every activity, once, in the order of the chapters."""
        for chapter in self.chapters:
            yield from chapter.activities

    def sheets(self) -> Iterator[SheetEntry]:
        """Every sheet that an activity uses, once, in the order of their titles."""
        sheets = {}
        for activity in self.activities():
            for sheet in activity.sheets:
                sheets[sheet.id] = sheet
        yield from sorted(sheets.values(), key=lambda sheet: (sheet.title, sheet.id))


def compose_catalogue(library: Library, words: Translator) -> Catalogue:
    """What the library holds, each activity in the chapter of its first practice."""
    used_in = _used_in(library)
    by_practice: dict[str, list[ActivityEntry]] = {}
    frames: list[ActivityEntry] = []
    for entry in library.activities.values():
        shown = _activity_entry(library, entry, used_in.get(entry.id, ()))
        if entry.item.kind in NEVER_LEFT_OUT or not entry.item.practices:
            frames.append(shown)
        else:
            by_practice.setdefault(entry.item.practices[0], []).append(shown)
    chapters = []
    for practice in sorted(library.practices.values(), key=lambda practice: practice.item.order):
        activities = by_practice.get(practice.id, [])
        if activities:
            item = practice.item
            chapters.append(Chapter(practice.id, item.title, item.summary, item.icon, tuple(activities)))
    if frames:
        title, summary = words.say("To open, to remember and to close"), words.say("What frames a meeting.")
        chapters.append(Chapter("frames", title, summary, "", tuple(frames)))
    return Catalogue(tuple(chapters))


def _used_in(library: Library) -> Mapping[str, tuple[str, ...]]:
    """The titles of the workshops that use each activity."""
    titles: dict[str, list[str]] = {}
    for folder in library.workshops.values():
        used: set[str] = set()
        for session in folder.sessions.values():
            used.update(session.item.uses)
        for id_ in used:
            titles.setdefault(id_, []).append(folder.workshop.item.title)
    return {id_: tuple(listed) for id_, listed in titles.items()}


def _activity_entry(library: Library, entry: Entry[Activity], used_in: tuple[str, ...]) -> ActivityEntry:
    sheets = []
    for id_ in entry.item.printables:
        if id_ in library.printables:
            sheet = library.printables[id_].item
            sheets.append(SheetEntry(id_, sheet.title, sheet.kind))
    themes = []
    for id_ in entry.item.themes:
        if id_ in library.themes:
            themes.append(library.themes[id_].item.title)
    length = minutes(entry.item, None)
    picture = _picture(library, entry.item)
    return ActivityEntry(entry.id, entry.item, length, picture, tuple(themes), tuple(sheets), used_in)


def _picture(library: Library, item: Activity) -> str:
    """A picture that says what an activity is about: one of its own sheets, or that of its practice."""
    for id_ in item.printables:
        sheet = library.printables.get(id_)
        for name in _pictures_of(sheet.item) if sheet else ():
            if name in library.pictures:
                return name
    for id_ in item.practices:
        practice = library.practices.get(id_)
        if practice and practice.item.icon in library.pictures:
            return practice.item.icon
    return ""


def _pictures_of(sheet: object) -> Iterator[str]:
    """The names of the pictures on a sheet, the whole sheet's first."""
    own = getattr(sheet, "picture", None)
    if own:
        yield str(own)
    for field in ("cards", "signs", "parts"):
        for thing in getattr(sheet, field, ()):
            picture = getattr(thing, "picture", None)
            if picture:
                yield str(picture)


def catalogue_document(shown: Catalogue, words: Translator, edition: Edition) -> Document:
    """The catalogue as one PDF: a list of contents, then a part for each chapter."""
    title = words.say("Catalogue")
    chapters: list[Part] = []
    rows: list[Place] = []
    for number, chapter in enumerate(shown.chapters, start=1):
        places = [Place(chapter.title, f"chapter-{chapter.id}")]
        for activity in chapter.activities:
            places.append(Place(activity.item.title, f"activity-{activity.id}", level=2))
        rows += places
        view = {"chapter": chapter}
        of = {"label": str(number), "title": chapter.title, "places": tuple(places)}
        chapters.append(_part(chapter.id, "catalogue.html", view, edition, **of))
    listed = {"rows": tuple(rows), "subject": title, "opening": None}
    contents = _part("contents", "contents.html", listed, edition, label="", title=title, late="contents")
    return Document(CATALOGUE, "", CATALOGUE, title, 1, (contents, *chapters), is_read=True)


def _part(name: str, template: str, view: Mapping[str, object], edition: Edition, **more: object) -> Part:
    usual: dict[str, object] = {"leaf": edition.paper, "is_large": edition.is_large}
    return Part(name=name, template=template, view=view, **(usual | more))  # type: ignore[arg-type]
