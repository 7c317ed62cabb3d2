"""What a pack was made from: files, the plan in short, and a mark that tells two printouts apart."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from practicepack.diagnostics import Source
from practicepack.documents.model import Document
from practicepack.output.sources import digest_now
from practicepack.plan.model import Plan
from practicepack.render.templates import Templates
from practicepack.typeset.layout import style, styles
from practicepack.workspace import text_digest

MARK_CHARACTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""The characters of a mark: none that is easily taken for another."""
MARK_LENGTH = 4
TEMPLATES = ("templates", "templates/css")


class Identified(Protocol):
    """A thing of a plan with the id of its file."""

    @property
    def id(self) -> str:
        """The name of the file, without its ending."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a pack was made from, as its manifest lists it."""

    sources: Mapping[str, str]
    """The hash of each file that shapes it. Lists of names are not among them."""
    plan: Mapping[str, object]
    """Head-counts and activities, so that a later plan can be compared in words."""
    fingerprints: Mapping[str, str]
    """The hashes of what each document shows and how it is printed, by its path."""


def used_sources(plan: Plan, sources: Mapping[str, Source]) -> dict[str, str]:
    """The hashes of the YAML files that a plan was made from: the workshop's own, and the content it uses."""
    used = set(_used_by_pack(plan))
    own = f"sessions/{plan.id}/"
    hashes = {}
    for name, source in sources.items():
        if name in used or name.startswith(own):
            hashes[name] = text_digest(source.text)
    return hashes


def _used_by_pack(plan: Plan) -> Iterator[str]:
    """The file of each thing of the library that a plan holds."""
    used: dict[str, Iterable[Identified]] = {
        "activities": plan.activities,
        "printables": plan.sheets,
        "audiences": plan.facets,
        "safety": plan.safety,
        "practices": plan.practices,
        "energisers": plan.energisers,
    }
    for kind, items in used.items():
        for item in items:
            yield f"content/{kind}/{item.id}.yaml"


def pack_mark(sources: Mapping[str, str], settings: Mapping[str, object]) -> str:
    """Four characters, such as 7K3F: the same as long as the files and the options of a plan are the same.

    `settings` are the values that options put in place of those in workshop.yaml. Paper and type are not
    among them: a guide on A5 and cards on A4 of one plan belong together.
    """
    named = []
    for name, source_hash in sources.items():
        named.append((_name_inside(name), source_hash))
    number = int(text_digest(json.dumps([sorted(named), settings], default=str)), 16)
    letters = ""
    for _ in range(MARK_LENGTH):
        number, place = divmod(number, len(MARK_CHARACTERS))
        letters += MARK_CHARACTERS[place]
    return letters


def _name_inside(name: str) -> str:
    """A file's name inside its workshop: a copy of a workshop under another name has the same mark."""
    folder, _, rest = name.partition("/")
    if folder == "sessions":
        return rest.partition("/")[2]
    return name


def summary(plan: Plan) -> dict[str, object]:
    """What is compared in words when a pack is printed. Of a list of names there is only its length."""
    return {
        "title": plan.title,
        "participants": plan.participants,
        "facilitators": plan.facilitators,
        "names": len(plan.names),
        "activities": dict(map(attrgetter("id", "title"), plan.activities)),
    }


def fingerprints(documents: Sequence[Document], templates: Templates) -> dict[str, str]:
    """The hash of all that shapes each document, but for what is known only when pages are counted."""
    hashes = {}
    for document in documents:
        hashes[document.path] = _fingerprint(document, templates)
    return hashes


def _fingerprint(document: Document, templates: Templates) -> str:
    """Two hashes: of what the pages show, and of how many there are and how they are printed."""
    texts: list[str] = []
    for part in document.parts:
        # What is laid out late counts the pages of the others, which nobody knows before.
        if not part.late:
            texts.append(templates.digest(document, part))
            # Whether a part has long words is known late, so the sheet for them counts for each.
            for name in styles(templates, part, has_long_words=True):
                texts.append(style(templates.workspace, name).text)
    pages = ""
    if texts:
        pages = text_digest("\0".join(texts))
    printed = repr((document.title, document.copies, document.stock, document.sides, document.times))
    return f"{pages}-{text_digest(printed)}"


def pages_of(fingerprint: str) -> str:
    """The hash of what a document's pages show, whatever the pack's mark and the number of copies.

    Empty where that is known only when the pages of other documents are counted.
    """
    return fingerprint.partition("-")[0]


def template_sources(templates: Templates) -> dict[str, str]:
    """The hashes of templates, style sheets and pictures that the pages of a pack were filled with."""
    workspace = templates.workspace
    names = set(templates.pictures_shown)
    for folder in TEMPLATES:
        names.update(workspace.names(folder))
    hashes = {}
    for name in sorted(names):
        source_hash = digest_now(workspace, name)
        if source_hash:
            hashes[name] = source_hash
    return hashes
