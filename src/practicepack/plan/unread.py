"""What a workshop uses that someone who knows the subject still has to read."""

from collections.abc import Iterator, Sequence

from practicepack.library.load import Library, WorkshopFolder
from practicepack.library.reviews import ReviewedText, reviewed_texts
from practicepack.plan.draft import DraftDay, activities
from practicepack.plan.people.audience import AudienceFilter


def unread(library: Library, folder: WorkshopFolder, days: Sequence[DraftDay]) -> Iterator[ReviewedText]:
    """The texts of a workshop that have not been read as they are now."""
    used = {f"printables/{id_}" for id_ in folder.workshop.item.printables}
    for activity in activities(days):
        used.add(f"activities/{activity.id}")
        for id_ in activity.item.printables:
            used.add(f"printables/{id_}")
    for day in days:
        for session in day.sessions:
            room = AudienceFilter(session.gathering.people, careful=session.gathering.careful)
            for entry in library.safety.values():
                if room.keeps(entry.item):
                    used.add(f"safety/{entry.id}")
    # what a text says now is worked out for those that are used alone: it takes a while
    for text in reviewed_texts(library, used):
        if not text.by:
            yield text
