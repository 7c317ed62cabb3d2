"""The drafts of all days, each in the order and as long as it has to be."""

from dataclasses import replace
from functools import partial

from practicepack.library.load import Library, WorkshopFolder
from practicepack.plan.clock.pauses import with_pauses
from practicepack.plan.clock.sequence import chosen, pruned, settled
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
    chosen_for = partial(with_energisers, library, drafter.whole, have_met=have_met)
    drafts = chosen_for(_settled(drafter, folder))
    short = [shortened(day, built_on([one for one in drafts if one is not day])) for day in drafts]
    shorter = [day for day, _ in short]
    # what comes before and after an energiser may have gone, so it is chosen once more, if there is time
    again = zip(shorter, chosen_for(shorter), strict=True)
    days = [after if fits(after) else before for before, after in again]
    audience = folder.workshop.item.audience
    paused = tuple(with_pauses(library.audiences, audience, day) for day in days)
    return paused, [cut for _, several in short for cut in several]


def _settled(drafter: Drafter, folder: WorkshopFolder) -> tuple[DraftDay, ...]:
    """The drafts of all days, in the order that is right for what is left of them."""
    drafts = tuple(chosen(day) for day in drafter.days())
    if not folder.workshop.item.without:
        return tuple(pruned(day) for day in drafts)
    nothing_out = folder.workshop.item.model_copy(update={"without": ()})
    usual = Drafter(drafter.library, replace(folder, workshop=replace(folder.workshop, item=nothing_out)))
    pairs = zip(drafts, (chosen(day) for day in usual.days()), strict=True)
    return tuple(settled(day, shortened(pruned(whole))[0]) for day, whole in pairs)
