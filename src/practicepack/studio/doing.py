"""Carry out what a form asks for, or say why not. Nothing is ever written over what a person has not seen."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from practicepack.desk.desk import Applied, NothingToUndoError, PrivateStepError, StaleError, Step
from practicepack.desk.text_edits import EditRefusedError
from practicepack.library.load import WorkshopFolder
from practicepack.studio.changes import Changer, GoneError, WorkshopChange
from practicepack.studio.findings import files_of, sentence
from practicepack.studio.forms import texts_of
from practicepack.studio.pages import Problem, see, studio_of
from practicepack.studio.state import Studio

SHOWN = "shown"
"""The field of a form that says which files it shows, each with its hash."""


Screen = Callable[[Problem], Response]
"""Shows a screen again, with a problem at its top."""


def shown_files(studio: Studio, workshop: str) -> Mapping[str, str]:
    """The files of a workshop with their hashes, for the forms of a page."""
    hashes = {}
    # each form carries all of them, because a press may change any
    for name in studio.workspace.workshop_names(workshop):
        hashes[name] = studio.desk.hash_of(name)
    return hashes


def seen_files(form: FormData) -> Mapping[str, str]:
    """The files that a form says it was made from, with their hashes."""
    hashes = {}
    for text in texts_of(form, SHOWN):
        name, _, digest = text.rpartition("=")
        hashes[name] = digest
    return hashes


def carry_out(
    request: Request, form: FormData, make: Callable[[Changer], WorkshopChange], show: Screen, back: str
) -> Response:
    """Make a change and go `back` to a page; or show the screen again with what stands in the way."""
    studio, workshop = studio_of(request), workshop_of(request)
    try:
        change = make(Changer(studio.desk.library(workshop), workshop, studio.words))
    except (GoneError, KeyError):
        return show(Problem("gone"))
    except ValueError as fault:
        return show(Problem("refused", str(fault), status=422))
    return apply(request, form, change, show, back)


def apply(request: Request, form: FormData, change: WorkshopChange, show: Screen, back: str) -> Response:
    """Make the edits of a change and go `back` to a page; or show what stands in the way."""
    studio = studio_of(request)
    if not change.edits:
        return see(request, back)
    seen = seen_files(form)
    shown = {}
    for file in files_of(change.edits):
        shown[file] = seen.get(file, "")
    step = Step(change.label, change.edits, shown)
    try:
        # tried first: a file that cannot be read any more would leave people without a plan
        faults = studio.desk.faults(step)
        if faults:
            return show(Problem("refused", sentence(faults[0].message), change.label, status=422))
        applied = studio.desk.apply(step)
    except StaleError as fault:
        again = _fields_again(studio, form, step)
        return show(Problem("stale", _names(fault.files), change.label, again, request.url.path))
    except EditRefusedError as fault:
        return show(Problem("refused", sentence(str(fault)), change.label, status=422))
    studio.note(workshop_of(request), _what_was_done(studio, change.label, applied))
    return see(request, back)


def turn_back(request: Request, show: Screen, back: str, *, is_undo: bool) -> Response:
    """Undo the last step, or make it again."""
    studio = studio_of(request)
    try:
        if is_undo:
            applied = studio.desk.undo()
            text = studio.words.say("Undone: %(label)s.", label=applied.label)
        else:
            applied = studio.desk.redo()
            text = studio.words.say("Done again: %(label)s.", label=applied.label)
    except NothingToUndoError:
        return see(request, back)
    except PrivateStepError:
        return show(Problem("private"))
    except StaleError as fault:
        return show(Problem("turned", _names(fault.files)))
    workshop = workshop_of(request)
    # the last step may have been made in another workshop: it is shown where it can be seen
    for file in applied.files:
        parts = PurePosixPath(file).parts
        if parts[0] == "sessions" and parts[1] in studio.workspace.workshops():
            workshop = parts[1]
    studio.note(workshop, text)
    if workshop != workshop_of(request):
        back = f"w/{workshop}/plan"
    return see(request, back)


def workshop_of(request: Request) -> str:
    """The workshop that a page is about."""
    return str(request.path_params["workshop"])


def folder_of(request: Request) -> WorkshopFolder:
    """The files of the workshop that a page is about. Raises HTTPException where they cannot be read."""
    workshop = workshop_of(request)
    folder = studio_of(request).desk.library(workshop).workshops.get(workshop)
    if folder is None:
        raise HTTPException(404)
    return folder


def _what_was_done(studio: Studio, label: str, applied: Applied) -> str:
    text = f"{label}."
    if applied.copied:
        text = studio.words.say("%(done)s This workshop is now your own copy.", done=text)
    if not applied.can_be_undone:
        text = studio.words.say("%(done)s It names people, so it cannot be undone.", done=text)
    return text


def _fields_again(studio: Studio, form: FormData, step: Step) -> tuple[tuple[str, str], ...]:
    """The fields of a form with the files as they are now; none where the change can no longer be made."""
    try:
        again = studio.desk.offer_again(step)
    except EditRefusedError:
        return ()
    fields = []
    for name, value in form.multi_items():
        if name != SHOWN and isinstance(value, str):
            fields.append((name, value))
    for file, digest in again.shown.items():
        fields.append((SHOWN, f"{file}={digest}"))
    return tuple(fields)


def _names(files: Iterable[str]) -> str:
    """Files by the names that a person sees in a folder."""
    return ", ".join(PurePosixPath(file).name for file in files)
