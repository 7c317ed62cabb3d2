"""What a pack was made from: files, the plan in short, and a mark that tells two printouts apart."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from practicepack.diagnostics import Source
from practicepack.documents.model import Document
from practicepack.output.sources import digest, digest_now
from practicepack.plan.model import Plan
from practicepack.render.templates import Templates
from practicepack.typeset.layout import style, styles

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""The characters of a mark: none that is easily taken for another."""
MARK_LENGTH = 4
TEMPLATES = ("templates", "templates/css")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a pack was made from, as its manifest lists it."""

    sources: Mapping[str, str]
    """The hash of each file that shapes it. Lists of names are not among them."""
    plan: Mapping[str, object]
    """Head-counts and activities, so that a later plan can be compared in words."""
    fingerprints: Mapping[str, str]
    """The hash of what each document shows, by its path."""


def used_sources(plan: Plan, sources: Mapping[str, Source]) -> dict[str, str]:
    """The hashes of the YAML files that a plan was made from: the workshop's own, and the content it uses."""
    used = {f"content/{kind}/{id_}.yaml" for kind, id_ in _used(plan)}
    own = f"sessions/{plan.id}/"
    return {
        name: digest(source.text) for name, source in sources.items() if name in used or name.startswith(own)
    }


def _used(plan: Plan) -> Iterator[tuple[str, str]]:
    """The kind and the id of each thing of the library that a plan holds."""
    yield from (("activities", one.id) for one in plan.activities)
    yield from (("printables", one.id) for one in plan.sheets)
    yield from (("audiences", one.id) for one in plan.facets)
    yield from (("safety", one.id) for one in plan.safety)
    yield from (("practices", one.id) for one in plan.practices)
    yield from (("energisers", one.id) for one in plan.energisers)


def mark(sources: Mapping[str, str], settings: Mapping[str, object]) -> str:
    """Four characters, such as 7K3F: the same as long as the files and the options of a plan are the same.

    `settings` are the values that options put in place of those in workshop.yaml. Paper and type are not
    among them: a guide on A5 and cards on A4 of one plan belong together.
    """
    named = sorted((_inside(name), found) for name, found in sources.items())
    number = int(digest(json.dumps([named, settings], default=str)), 16)
    places = [number // len(LETTERS) ** place % len(LETTERS) for place in range(MARK_LENGTH)]
    return "".join(LETTERS[place] for place in places)


def _inside(name: str) -> str:
    """A file's name inside its workshop: a copy of a workshop under another name has the same mark."""
    folder, _, rest = name.partition("/")
    return rest.partition("/")[2] if folder == "sessions" else name


def summary(plan: Plan) -> dict[str, object]:
    """What is compared in words when a pack is printed. Of a list of names there is only its length."""
    return {
        "title": plan.title,
        "participants": plan.participants,
        "facilitators": plan.facilitators,
        "names": len(plan.names),
        "activities": {one.id: one.title for one in plan.activities},
    }


def fingerprints(documents: Sequence[Document], templates: Templates) -> dict[str, str]:
    """The hash of all that shapes each document, but for what is known only when pages are counted."""
    return {one.path: _fingerprint(one, templates) for one in documents}


def _fingerprint(document: Document, templates: Templates) -> str:
    said = [repr((document.title, document.copies, document.stock, document.sides, document.times))]
    for part in document.parts:
        if not part.late:
            names = styles(templates, part, has_long_words=True)  # its rules may come to count
            said += [templates.digest(document, part)]
            said += [style(templates.workspace, name).text for name in names]
    return digest("\0".join(said))


def template_sources(templates: Templates) -> dict[str, str]:
    """The hashes of templates, style sheets and pictures that the pages of a pack were filled with."""
    workspace = templates.workspace
    names = {name for folder in TEMPLATES for name in workspace.names(folder)} | templates.pictures_shown
    return {name: found for name in sorted(names) if (found := digest_now(workspace, name))}
