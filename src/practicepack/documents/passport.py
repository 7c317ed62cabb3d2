"""What a pack says of itself to platforms for teaching materials: LearningResource of schema.org, as JSON-LD.

No name, number, place or date of the workshop is in it: it is what people put on the web first.
"""

from collections.abc import Sequence
from typing import Any

from practicepack.documents.context import Context
from practicepack.documents.linked_data import CONTEXT, LICENCE_URL, credited
from practicepack.documents.model import Document
from practicepack.plan.model import ActivityPlan, EnergiserPlan, Plan

PASSPORT = "pack.jsonld"
ACCESSIBILITY = ("taggedPDF", "structuralNavigation", "tableOfContents", "readingOrder", "alternativeText")
"""What each PDF is checked for. The words are those of W3C's vocabulary, which schema.org refers to:
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20240422/"""


def passport(brief: Context, documents: Sequence[Document]) -> dict[str, Any]:
    """A pack as a learning resource."""
    plan = brief.plan
    audiences = []
    for facet in plan.facets:
        audiences.append({"@type": "EducationalAudience", "audienceType": facet.item.title})
    resource = {
        "@context": CONTEXT,
        "@type": "LearningResource",
        "identifier": plan.id,
        "name": plan.title,
        "description": " ".join(plan.purpose.split()),
        "abstract": _head_count(brief),
        "learningResourceType": "workshop",
        "inLanguage": plan.language,
        "timeRequired": f"PT{sum(day.end - day.start for day in plan.days)}M",
        "audience": audiences,
        "about": _subjects(plan),
        "teaches": _objectives(plan),
        "license": LICENCE_URL,
        "isBasedOn": _methods(plan),
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": _accessibility(brief),
        "accessibilityHazard": "none",
        "hasPart": _files(documents),
    }
    if plan.version:
        resource["version"] = plan.version
    return resource


def _head_count(brief: Context) -> str:
    """For how many people it is, and how many lead it."""
    count, plan = brief.words.count, brief.plan
    people = count("%(num)s participant", "%(num)s participants", plan.participants)
    team = count("%(num)s facilitator", "%(num)s facilitators", plan.facilitators)
    return brief.words.all_of((people, team))


def _subjects(plan: Plan) -> list[str]:
    """The practices that its activities are about, each once."""
    titles = []
    for activity in plan.activities:
        titles += [practice.title for practice in activity.practices]
    return list(dict.fromkeys(titles))


def _objectives(plan: Plan) -> list[str]:
    """What people can do afterwards, each once: rooms at the same time may share an objective."""
    objectives: list[str] = []
    for session in plan.sessions:
        objectives += session.objectives
    return list(dict.fromkeys(objectives))


def _methods(plan: Plan) -> list[dict[str, Any]]:
    """Each activity and energiser once, with who made it and who changed it."""
    methods = {}
    used: list[ActivityPlan | EnergiserPlan] = [*plan.activities, *plan.energisers]
    for item in used:
        terms = {"@type": "LearningResource", "identifier": item.id, "name": item.title}
        methods[item.id] = terms | credited(item.credit)
    return list(methods.values())


def _accessibility(brief: Context) -> list[str]:
    features = [*ACCESSIBILITY]
    if brief.for_participants:
        features.append("largePrint")
    return features


def _files(documents: Sequence[Document]) -> list[dict[str, str]]:
    """The files that people read; those for the printer alone hold the same once more."""
    files = []
    for document in documents:
        if document.folder != "print":
            terms = {"@type": "DigitalDocument", "name": document.title, "contentUrl": document.path}
            files.append(terms | {"encodingFormat": "application/pdf"})
    return files
