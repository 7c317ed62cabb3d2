"""The card for the purse: as many services as it has room for, and its backs behind their fronts."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from built import Made, built, over_each_other
from practicepack.documents.printables.cards import CARD_HEIGHT, CARD_LEADING, on_card
from practicepack.fonts.measure import POINT
from practicepack.library.models.printable import Cards
from practicepack.library.models.workshop import Service


@pytest.fixture(scope="module")
def purse(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """The card for the purse, with some services on its back."""

    def with_services(services: Sequence[tuple[str, str]], *edition: str) -> Made:
        rows = [
            f'  - {{name: Service {at}, helps_with: "{helps}", phone: "{phone}", checked: 2026-03-02}}\n'
            for at, (helps, phone) in enumerate(services)
        ]
        files = {"sessions/t/referrals.yaml": "services:\n" + "".join(rows)}
        root = tmp_path_factory.mktemp("purse")
        return built(root, "--only", "cards", *edition, files=files, sheets="referral-card")

    return with_services


SERVICES = (
    ("injuries, health after violence, pregnancy", "000 000 001"),
    ("rights, papers, going to court, and somebody to go with you", "+000 00 000 0002 / +000 00 000 0003"),
    ("anybody under 18", "000 000 004"),
    ("safety, protection orders", "+000 00 000 0005"),
    ("somebody to talk to at any hour of the day and night", "+000 00 000 0006 / +000 00 000 0007"),
)


@pytest.mark.parametrize("edition", [(), ("--type", "large")], ids=["regular", "large"])
@pytest.mark.parametrize("count", [1, 5, 12])
def test_the_backs_of_the_purse_card_lie_behind_their_fronts(
    purse: Callable[..., Made], count: int, edition: tuple[str, ...]
) -> None:
    made = purse((SERVICES * 3)[:count], *edition)
    pages = made.words("participants/cards/referral-card.pdf")
    assert len(pages) == 2
    assert not over_each_other(pages[1])
    text = " ".join(word[4] for word in pages[1])
    said = " ".join(one["message"] for one in made.warned())
    assert {one["file"] for one in made.warned()} <= {"sessions/t/referrals.yaml"}
    assert len(made.warned()) == ("there is no room" in said)
    left_off = said.count("Service ")
    assert text.count("000 000 001") == text.count(SERVICES[0][1]) > 0
    assert sum(text.count(phone[:11]) > 0 for _, phone in SERVICES[:count]) + left_off >= min(count, 5)


@given(
    st.lists(st.tuples(st.text("abc ", min_size=1, max_size=90), st.text("012 +/", max_size=60)), max_size=14)
)
def test_services_on_a_card_keep_their_order_and_fit(texts: list[tuple[str, str]]) -> None:
    card = Cards.model_construct(services=True, per_sheet="wallet")
    services = [Service.model_construct(name="", helps_with=helps, phone=phone) for helps, phone in texts]
    for is_large, size in ((False, 9), (True, 12)):
        shown = on_card(card, services, is_large=is_large)
        places = [next(at for at, one in enumerate(services) if one is service) for service in shown]
        assert places == sorted(places)
        assert len(shown) * size * CARD_LEADING * POINT <= CARD_HEIGHT
        assert shown or not services or len(max(texts)[0]) > 60
