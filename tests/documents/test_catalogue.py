"""What the catalogue shows of each activity, and what it says of it to search engines."""

from itertools import pairwise

import pytest
from trial import shipped

from practicepack.documents.catalogue import ActivityEntry, Catalogue, catalogue_document, compose_catalogue
from practicepack.documents.edition import Edition
from practicepack.documents.linked_data import linked_data
from practicepack.render.languages import ENGLISH, words_of
from practicepack.workspace import Workspace, shipped_root


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return compose_catalogue(shipped(), words_of(Workspace(None, shipped_root()), ENGLISH))


def entry_of(catalogue: Catalogue, id_: str) -> ActivityEntry:
    (entry,) = (activity for activity in catalogue.activities() if activity.id == id_)
    return entry


def test_every_activity_is_in_one_chapter(catalogue: Catalogue) -> None:
    ids = [activity.id for activity in catalogue.activities()]
    assert sorted(ids) == sorted(shipped().activities)


def test_chapters_are_practices_in_their_order_and_frames_come_last(catalogue: Catalogue) -> None:
    *practices, frames = [chapter.id for chapter in catalogue.chapters]
    assert frames == "frames"
    orders = [shipped().practices[id_].item.order for id_ in practices]
    assert all(before < after for before, after in pairwise(orders))
    for chapter in catalogue.chapters[:-1]:
        assert {activity.item.practices[0] for activity in chapter.activities} == {chapter.id}


def test_an_activity_names_its_sheets_and_the_workshops_that_use_it(catalogue: Catalogue) -> None:
    walk = entry_of(catalogue, "power-walk")
    assert [sheet.id for sheet in walk.sheets] == list(walk.item.printables)
    used_in = set()
    for folder in shipped().workshops.values():
        for session in folder.sessions.values():
            if "power-walk" in session.item.uses:
                used_in.add(folder.workshop.item.title)
    assert used_in
    assert set(walk.used_in) == used_in


def test_a_picture_is_one_of_its_sheets_or_the_icon_of_its_practice(catalogue: Catalogue) -> None:
    library = shipped()
    for activity in catalogue.activities():
        assert activity.picture in {"", *library.pictures}
    icons = {practice.item.icon for practice in library.practices.values()}
    without_sheets = [activity for activity in catalogue.activities() if not activity.sheets]
    assert {activity.picture for activity in without_sheets} <= {"", *icons}


def test_sheets_are_listed_once_by_their_titles(catalogue: Catalogue) -> None:
    sheets = list(catalogue.sheets())
    assert len({sheet.id for sheet in sheets}) == len(sheets)
    assert [sheet.title for sheet in sheets] == sorted(sheet.title for sheet in sheets)


def test_the_document_has_a_part_for_each_chapter_behind_its_contents(catalogue: Catalogue) -> None:
    words = words_of(Workspace(None, shipped_root()), ENGLISH)
    document = catalogue_document(catalogue, words, Edition(paper="letter", type="large"))
    contents, *chapters = document.parts
    assert contents.late == "contents"
    assert [part.name for part in chapters] == [chapter.id for chapter in catalogue.chapters]
    assert [part.label for part in chapters] == [str(number) for number in range(1, len(chapters) + 1)]
    assert {(part.leaf, part.is_large) for part in document.parts} == {("letter", True)}
    places = [place for part in chapters for place in part.places]
    assert list(contents.view["rows"]) == places  # type: ignore[call-overload]


def test_search_engines_learn_what_an_activity_is(catalogue: Catalogue) -> None:
    data = linked_data(catalogue, "en")
    assert data["@context"] == "https://schema.org"
    assert len(data["@graph"]) == len(shipped().activities)
    (walk,) = (resource for resource in data["@graph"] if resource["@id"] == "#activity-power-walk")
    entry = entry_of(catalogue, "power-walk")
    assert walk["@type"] == "LearningResource"
    assert walk["name"] == entry.item.title
    assert walk["timeRequired"] == f"PT{entry.minutes.ideal}M"
    assert walk["inLanguage"] == "en"
    assert walk["license"].startswith("https://creativecommons.org/licenses/by-sa/")
    assert [work["name"] for work in walk["hasPart"]] == [sheet.title for sheet in entry.sheets]
    assert "\n" not in walk["description"] + walk["teaches"]


def test_what_an_activity_lacks_is_not_said(catalogue: Catalogue) -> None:
    resources = linked_data(catalogue, "en")["@graph"]
    for resource, activity in zip(resources, catalogue.activities(), strict=True):
        assert ("about" in resource) == bool(activity.themes)
        assert ("citation" in resource) == bool(activity.item.credit.source)
        assert ("hasPart" in resource) == bool(activity.sheets)
