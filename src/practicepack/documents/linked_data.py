"""What the catalogue says to search engines: LearningResource of schema.org, as JSON-LD.

The terms are those of schema.org, which took over those of LRMI: https://schema.org/LearningResource
"""

from typing import Any

from practicepack.documents.catalogue import ActivityEntry, Catalogue
from practicepack.library.models.activity import Credit

LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"
"""The licence of everything in content/ and sessions/."""
CONTEXT = "https://schema.org"


def linked_data(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """Every activity of a catalogue as a learning resource."""
    resources = [_resource(activity, language) for activity in catalogue.activities()]
    return {"@context": CONTEXT, "@graph": resources}


def _resource(activity: ActivityEntry, language: str) -> dict[str, Any]:
    item = activity.item
    resource: dict[str, Any] = {
        "@type": "LearningResource",
        "@id": f"#activity-{activity.id}",
        "name": item.title,
        "description": " ".join(item.purpose.split()),
        "learningResourceType": "activity",
        "timeRequired": f"PT{activity.minutes.ideal}M",
        "inLanguage": language,
        "license": LICENCE_URL,
        "teaches": " ".join(item.reason.split()),
        **credited(item.credit),
    }
    if activity.themes:
        resource["about"] = list(activity.themes)
    if activity.sheets:
        works = []
        for sheet in activity.sheets:
            works.append({"@type": "CreativeWork", "name": sheet.title})
        resource["hasPart"] = works
    return resource


def credited(credit: Credit) -> dict[str, Any]:
    """Who made a method, who adapted it, and where to read about it."""
    terms: dict[str, Any] = {"creditText": credit.origin}
    if credit.adapted_by:
        terms["contributor"] = credit.adapted_by
    if credit.source:
        terms["citation"] = credit.source
    return terms
