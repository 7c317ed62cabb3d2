"""Other pages, other machines and other names for this machine get nothing; large bodies end early."""

from collections.abc import AsyncIterator

import pytest
from studios import PORT, SECRET, Client, studio_on

from practicepack.studio.guard import MOST_BYTES

HOME = f"/{SECRET}/"
OPEN = f"/{SECRET}/open"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    root = tmp_path_factory.mktemp("guard") / "mine"
    (root / "sessions").mkdir(parents=True)
    return Client(studio_on(root))


def test_its_own_pages_are_answered(client: Client) -> None:
    assert client.get(HOME).status_code == 200
    assert client.post(OPEN).status_code == 204


@pytest.mark.parametrize(
    "path", ["/", "/static/studio.css", "/s3cre/", f"/{SECRET}x/", "//", f"/x/{SECRET}/"]
)
def test_who_does_not_know_the_secret_sees_nothing(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (404, "not found")


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", f"localhost:{PORT}", "127.0.0.1", "127.0.0.1:1", ""]
)
@pytest.mark.parametrize("path", [HOME, "/"])
def test_another_name_for_this_machine_is_refused(client: Client, host: str, path: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_of_another_page_is_refused(client: Client, headers: dict[str, str]) -> None:
    assert client.post(OPEN, headers=headers).status_code == 403


def test_a_form_without_an_origin_is_refused(client: Client) -> None:
    bare = Client(client.app.state.studio, headers={})
    assert bare.get(HOME).status_code == 200
    assert bare.post(OPEN).status_code == 403


def test_another_page_may_lead_here_and_load_nothing(client: Client) -> None:
    visit = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get(HOME, headers=visit).status_code == 200
    for kind in ("image", "script", "iframe", "empty"):
        assert client.get(HOME, headers=visit | {"Sec-Fetch-Dest": kind}).status_code == 403
    assert client.get(HOME, headers=visit | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_is_known(client: Client, method: str) -> None:
    assert client.request(method, HOME).status_code == 405


@pytest.mark.parametrize("path", [HOME, f"/{SECRET}/static/studio.js", f"/{SECRET}/nothing", "/"])
def test_every_answer_has_the_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_large_body_is_refused_whatever_it_says_of_itself(client: Client) -> None:
    assert client.post(OPEN, content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post(OPEN, content=chunks()).status_code == 413
    assert client.post(OPEN, content=b"x" * MOST_BYTES).status_code == 204


async def chunks() -> AsyncIterator[bytes]:
    for _ in range(20):
        yield b"x" * 100_000


@pytest.mark.parametrize("name", ["base.html", "../base.html", "..%2fbase.html", "%2e%2e/agenda.html", "x"])
def test_only_what_pages_need_is_given_away(client: Client, name: str) -> None:
    assert client.get(f"/{SECRET}/static/{name}").status_code == 404
