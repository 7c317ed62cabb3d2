"""JSON Schemas for editors, one for each kind of file."""

import json
from typing import Any

from practicepack.library.load import KINDS
from practicepack.library.models.programme import Programme
from practicepack.library.models.workshop import Referrals, Session, Workshop
from practicepack.library.reading.validate import adapter

NAMES = {
    "practices": "practice",
    "activities": "activity",
    "printables": "printable",
    "audiences": "audience",
    "safety": "safety",
    "energisers": "energiser",
}


def schemas() -> dict[str, str]:
    """File name to JSON text, for every kind of file that an author writes."""
    kinds: dict[str, Any] = {NAMES[folder]: model for folder, model in KINDS.items()}
    kinds |= {"workshop": Workshop, "session": Session, "referrals": Referrals, "programme": Programme}
    return {f"{name}.json": _schema(name, model) for name, model in sorted(kinds.items())}


def _schema(name: str, model: Any) -> str:
    made = adapter(model).json_schema(by_alias=True)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name} | made
    return json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
