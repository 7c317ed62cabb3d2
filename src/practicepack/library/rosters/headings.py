"""Which columns of a list hold the names of people, by the headings that people write over them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining, normalize

Role = Literal["full", "name", "first", "middle", "last"]
WRITTEN: dict[Role, str] = {
    "full": """
        full name|full names|full name of participant|full names of participants
        names in full|participant name|participants name|participants names
        name of participant|names of participants|name of the participant|first and last name
        first name and last name|first name last name|name and surname|name surname|nom complet|noms complets
        nom et prenom|nom et prenoms|noms et prenoms|prenom et nom|prenoms et nom|nom prenom|nom prenoms
        nom du participant|nom de la participante|nom des participants|nombre completo|nombre y apellido
        nombre y apellidos|nombres y apellidos|apellidos y nombres|nombre del participante
        nombre de la participante|nome completo|nome e sobrenome|nome e apelido|nome do participante
        jina kamili|majina kamili|jina la mshiriki|name und vorname|vorname und nachname|nama lengkap
        الاسم الكامل|الاسم الثلاثي|نام کامل|पूरा नाम|পুরো নাম|ሙሉ ስም|фио
    """,
    "name": """
        name|names|nom|noms|nombre|nombres|nome|nomes|jina|majina|participant|participants|participante
        participantes|person|people|personne|personnes|naam|nama|tên|pangalan|suna|magaca|maqaa
        اسم|الاسم|الاسماء|نام|नाम|নাম|ስም|имя
    """,
    "first": """
        first name|first names|firstname|given name|given names|forename|forenames|other name
        other names|prenom|prenoms
        primer nombre|nombre de pila|primeiro nome|vorname|jina la kwanza|الاسم الاول|الاسم الأول
    """,
    "middle": "middle name|middle names|second name|segundo nombre|fathers name|отчество",
    "last": """
        last name|last names|lastname|surname|surnames|family name|family names|nom de famille|apellido
        apellidos|primer apellido|segundo apellido|apellido paterno|apellido materno|sobrenome|apelido
        ultimo nome|nachname|familienname|jina la ukoo|jina la mwisho|اسم العائلة|фамилия
    """,
}
MARKS_BETWEEN_WORDS = re.compile(r"[\s_\-./:*()]+")
DROPPED = re.compile(r"['\u2019]|\((?:s|e|es|a|as)\)")
"""Apostrophes, and what makes a plural or a feminine: prénom(s)."""


def plain_heading(heading: str) -> str:
    """A heading without capitals, accents, points and brackets."""
    # NFKD parts an accent from its letter, so that nom and prénom are typed with or without
    decomposed = normalize("NFKD", heading.casefold())
    letters = "".join(sign for sign in decomposed if not combining(sign))
    return MARKS_BETWEEN_WORDS.sub(" ", DROPPED.sub("", letters)).strip()


def ways_to_write(lines: str) -> Iterator[str]:
    """The words in lines of them, with bars between."""
    for words in re.split(r"\||\n", lines):
        if words.strip():
            yield words.strip()


def _roles() -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for role, lines in WRITTEN.items():
        for heading in ways_to_write(lines):
            roles[plain_heading(heading)] = role
    return roles


ROLES = _roles()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a name stand in a row, by their place from 0, in the order of speaking."""

    places: tuple[int, ...]
    count: int
    """How many columns have a heading, or stand before one that has."""

    def name(self, row: Sequence[str]) -> str:
        """The name in a row; empty where there is none."""
        parts: list[str] = []
        for place in self.places:
            # a spreadsheet leaves out the empty cells at the end of a row
            if place < len(row) and row[place].strip():
                parts.append(" ".join(row[place].split()))
        # a column "name" beside "first name" may hold the whole name already
        if len(parts) > 1 and parts[0] in parts[-1].split():
            return parts[-1]
        return " ".join(parts)


def columns(heads: Sequence[str]) -> Columns | None:
    """The columns of a row of headings; None where none of them is known."""
    by_role: dict[Role, list[int]] = {}
    count = 0
    for place, head in enumerate(heads):
        if head.strip():
            count = place + 1
        role = ROLES.get(plain_heading(head))
        if role:
            by_role.setdefault(role, []).append(place)
    if not by_role:
        return None
    return Columns(tuple(_columns_in_order(by_role)), count)


def _columns_in_order(by_role: dict[Role, list[int]]) -> Iterator[int]:
    """The places of a name's parts: one column where it holds all, else first, middle and last names."""
    first, last, name = by_role.get("first", []), by_role.get("last", []), by_role.get("name", [])
    if "full" in by_role:
        yield by_role["full"][0]
    elif name and bool(first) == bool(last):  # beside first and last names, it is both of them
        yield name[0]
    elif first:
        yield from first
        yield from by_role.get("middle", [])
        # a column "name" beside "first name" alone is the family name
        yield from last or name[:1]
    else:
        yield from name[:1]
        yield from by_role.get("middle", [])
        yield from last
