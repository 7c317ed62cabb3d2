"""Words: what a workshop is for, and what its sessions are called, aim at and end in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from practicepack.edits import Edit, Insert, Remove, Set
from practicepack.library.editing import quoted
from practicepack.library.models.workshop import Session
from practicepack.studio.changes import WorkshopChange
from practicepack.studio.doing import apply, folder_of, shown_files, workshop_of
from practicepack.studio.forms import posted, text_of, texts_of
from practicepack.studio.pages import Problem, page, studio_of
from practicepack.workspace import WORKSHOP

LISTS = ("objectives", "key_messages")
"""The fields of a session that are lists of sentences."""


@dataclass(frozen=True, slots=True)
class SessionWords:
    """A session and its words."""

    id: str
    item: Session


def show(request: Request, problem: Problem | None = None, form: FormData | None = None) -> Response:
    """The screen. The form with a problem shows what was typed."""
    studio, workshop = studio_of(request), workshop_of(request)
    folder = folder_of(request)
    sessions = []
    for entry in folder.sessions.values():
        sessions.append(SessionWords(entry.id, entry.item))
    typed_in, typed = "", dict[str, object]()
    if form is not None and problem is not None:
        typed_in = text_of(form, "session")
        typed = {name: text_of(form, name) for name in ("title", "take_home", "purpose")}
        typed |= {name: texts_of(form, name) for name in LISTS}
    return page(
        request,
        "words.html",
        workshop=workshop,
        tab="plan",
        problem=problem,
        purpose=folder.workshop.item.purpose,
        sessions=sessions,
        typed_in=typed_in,
        typed=typed,
        shown=shown_files(studio, workshop),
    )


def save_words(request: Request, form: FormData) -> Response:
    """The words of one session, or without one the purpose of the workshop."""
    studio, folder = studio_of(request), folder_of(request)
    session = text_of(form, "session")
    edits: list[Edit] = []
    if not session:
        before, after = folder.workshop.item.purpose, text_of(form, "purpose")
        if after != before.strip():
            edits.append(Set(f"sessions/{folder.id}/{WORKSHOP}", ("purpose",), _quoted_text(after)))
        title = studio.words.say("the workshop")
    elif session in folder.sessions:
        entry = folder.sessions[session]
        edits += _session_edits(entry.source.name, entry.item, form)
        title = str(entry.item.title)
    else:
        raise HTTPException(404)
    label = studio.words.say("Change the words of “%(title)s”", title=title)
    back = f"w/{workshop_of(request)}/words"
    if session:
        back += f"#{PurePosixPath(session).name}"
    change = WorkshopChange(label, tuple(edits))
    return apply(request, form, change, partial(show, request, form=form), back)


def _session_edits(file: str, item: Session, form: FormData) -> Iterator[Edit]:
    title = text_of(form, "title")
    if title != item.title:
        yield Set(file, ("title",), quoted(title))
    for key in LISTS:
        yield from _list_edits(file, key, getattr(item, key), texts_of(form, key))
    take_home = text_of(form, "take_home")
    if take_home != (item.take_home or "").strip():
        if take_home:
            yield Set(file, ("take_home",), _quoted_text(take_home))
        else:
            yield Remove(file, ("take_home",))


def _list_edits(file: str, key: str, before: Sequence[str], typed: Sequence[str]) -> Iterator[Edit]:
    """The edits of single sentences, so that those which stay keep their lines and remarks."""
    sentences = [text.replace("\r\n", "\n").strip() for text in typed]
    for at, text in enumerate(before):
        if at < len(sentences) and sentences[at] and sentences[at] != text.strip():
            yield Set(file, (key, at), _quoted_text(sentences[at]))
    added = [sentence for sentence in sentences[len(before) :] if sentence]
    if added and not before:
        yield Set(file, (key,), f"[{', '.join(map(_quoted_text, added))}]")
    elif added:
        for number, sentence in enumerate(added):
            yield Insert(file, (key, len(before) + number), _quoted_text(sentence))
    # from the last to the first, so that the places of the others stay
    for at in reversed(range(len(before))):
        if at < len(sentences) and not sentences[at]:
            yield Remove(file, (key, at))


def _quoted_text(text: str) -> str:
    """A text of one or more paragraphs as a value of an edit: what JSON writes is YAML as well."""
    return json.dumps(text, ensure_ascii=False)


def words_screen(request: Request) -> Response:
    """The screen."""
    return show(request)


ROUTES = [
    Route("/w/{workshop}/words", words_screen),
    Route("/w/{workshop}/words", posted(save_words), methods=["POST"]),
]
