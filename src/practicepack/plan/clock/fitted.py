"""The drafts of all days, each in the order and as long as it has to be."""

from collections.abc import Sequence
from dataclasses import replace

from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.pauses import with_pauses
from practicepack.plan.clock.sequence import pruned, settled, with_choice
from practicepack.plan.clock.shorten import Cut, SessionCut, shortened
from practicepack.plan.clock.stretches import fits
from practicepack.plan.draft import DraftDay, built_on
from practicepack.plan.drafter import Drafter
from practicepack.plan.energisers import with_energisers
from practicepack.plan.people.history import done_before

Cuts = list[Cut | SessionCut]


def fitted(library: Library, folder: WorkshopFolder, drafter: Drafter) -> tuple[tuple[DraftDay, ...], Cuts]:
    """The days as they are run, and what was cut for want of time."""
    have_met = bool(done_before(library, folder))
    drafts = with_energisers(library, drafter.everyone, _settled(drafter, folder), have_met=have_met)
    shorter, cuts = _shortened(drafts)
    # What comes before and after an energiser may have gone, so it is chosen once more, if there is time.
    chosen_again = with_energisers(library, drafter.everyone, shorter, have_met=have_met)
    audience = folder.workshop.item.audience
    days: list[DraftDay] = []
    for before, after in zip(shorter, chosen_again, strict=True):
        day = before
        if fits(after):
            day = after
        days.append(with_pauses(library.audiences, audience, day))
    return tuple(days), cuts


def _shortened(drafts: Sequence[DraftDay]) -> tuple[list[DraftDay], Cuts]:
    """Each day as short as it has to be, and what was cut."""
    days: list[DraftDay] = []
    cuts: Cuts = []
    for draft in drafts:
        elsewhere = built_on([other for other in drafts if other is not draft])
        day, cuts_of_day = shortened(draft, elsewhere)
        days.append(day)
        cuts += cuts_of_day
    return days, cuts


def _settled(drafter: Drafter, folder: WorkshopFolder) -> tuple[DraftDay, ...]:
    """The drafts of all days, in the order that is right for what is left of them."""
    drafts = list(map(with_choice, drafter.days()))
    if not folder.workshop.item.without:
        return tuple(map(pruned, drafts))
    # Lunch keeps the hour that it has when nothing is left out, so that day is drafted as well.
    complete = folder.workshop.item.model_copy(update={"without": ()})
    usual = Drafter(drafter.library, replace(folder, workshop=replace(folder.workshop, item=complete)))
    days: list[DraftDay] = []
    for draft, complete_draft in zip(drafts, usual.days(), strict=True):
        shortest, _ = shortened(pruned(with_choice(complete_draft)))
        days.append(settled(draft, shortest))
    return tuple(days)
