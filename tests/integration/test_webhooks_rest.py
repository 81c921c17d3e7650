"""The REST door in Rasa's shape, over real sockets."""

import asyncio
import json

import pytest

from tests.doors import a_rest_message, a_site

pytestmark = pytest.mark.anyio
HELLO = {"sender": "amina", "message": "hello"}
DOOR = "/webhooks/rest/webhook"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_the_answer_has_rasas_shape(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        answer = await site.answer(a_rest_message(HELLO))

        said = json.loads(answer.text)
        assert answer.status == 200
        assert said
        assert {one["recipient_id"] for one in said} == {"amina"}
        assert all(set(one) <= {"recipient_id", "text", "buttons"} and one["text"] for one in said)
        assert all(set(button) == {"title", "payload"} for one in said for button in one.get("buttons", ()))


@pytest.mark.parametrize(
    ("path", "bearer", "status"),
    [
        pytest.param(DOOR, "Bearer open sesame", 200, id="as a bearer"),
        pytest.param(DOOR, "bearer open sesame", 200, id="as a bearer in small letters"),
        pytest.param(f"{DOOR}?token=open%20sesame", None, 200, id="in the address"),
        pytest.param(f"{DOOR}?token=open+sesame&token=x", None, 200, id="in the address twice"),
        pytest.param(DOOR, None, 403, id="none"),
        pytest.param(DOOR, "Bearer", 403, id="an empty bearer"),
        pytest.param(DOOR, "Basic open sesame", 403, id="another scheme"),
        pytest.param(f"{DOOR}?token=", None, 403, id="an empty one in the address"),
        pytest.param(f"{DOOR}?token=open%20sesame", "Bearer wrong", 403, id="a wrong bearer first"),
    ],
)
async def test_a_token_opens_it(sqlite_url: str, path: str, bearer: str | None, status: int) -> None:
    async with a_site(sqlite_url, rest_token="open sesame") as site:
        headers = {"authorization": bearer} if bearer else {}

        assert await site.deliver(a_rest_message(HELLO, path, **headers)) == status
        assert len(site.kept()) == (1 if status == 200 else 0)


async def test_without_an_id_the_same_words_are_two_messages(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        for _ in range(2):
            await site.deliver(a_rest_message(HELLO))

        assert site.kept() == [("text", "hello")] * 2


async def test_with_an_id_the_same_answer_comes_again(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        first, second = [await site.answer(a_rest_message(HELLO | {"message_id": 7})) for _ in range(2)]
        other = await site.answer(a_rest_message({"sender": "bilal", "message": "hello", "message_id": 7}))

        assert first.text == second.text != "[]"
        assert json.loads(other.text)[0]["recipient_id"] == "bilal"
        assert len(site.kept()) == 2


async def test_the_same_message_at_the_same_moment_is_one(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        answers = await asyncio.gather(*(site.answer(a_rest_message(HELLO | {"message_id": "x"})) for _ in range(20)))

        assert {answer.status for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        assert site.kept() == [("text", "hello")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"hello", id="words"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"sender": "amina", "message": ' + b"9" * 5000 + b"}", id="a number without end"),
        pytest.param({"message": "hello"}, id="nobody"),
        pytest.param({"sender": "amina"}, id="no words"),
        pytest.param({"sender": "\0", "message": "hello"}, id="a sender of nothing"),
        pytest.param({"sender": ["amina"], "message": "hello"}, id="a list as sender"),
        pytest.param({"sender": "amina", "message": {"a": 1}}, id="an object as words"),
        pytest.param({"sender": "amina", "message": True}, id="true as words"),
        pytest.param(HELLO | {"as": "fax"}, id="an unknown skin"),
        pytest.param(HELLO | {"message_id": 1.5}, id="half an id"),
    ],
)
async def test_what_cannot_be_read_is_said_so(sqlite_url: str, body: object) -> None:
    async with a_site(sqlite_url) as site:
        answer = await site.answer(a_rest_message(body))

        assert answer.status == 400
        assert json.loads(answer.text)["error"]
        assert site.kept() == []


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"sender": "amina\ud800", "message": "\ud800hello\0"}, id="what no database keeps"),
        pytest.param({"sender": "a" * 100_000, "message": "hello"}, id="a sender without end"),
        pytest.param({"sender": "amina", "message": "no " * 100_000}, id="words without end"),
        pytest.param({"sender": "amina", "message": "hello", "message_id": "m" * 100_000}, id="an id without end"),
        pytest.param({"sender": "amina", "message": "x", "payload": "y" * 100_000}, id="a payload without end"),
        pytest.param({"sender": 12, "message": 3, "message_id": 4}, id="numbers"),
        pytest.param({"sender": "amina", "message": "hello", "unknown": {}}, id="more than we know"),
    ],
)
async def test_what_is_odd_is_still_a_message(sqlite_url: str, message: object) -> None:
    async with a_site(sqlite_url) as site:
        assert await site.deliver(a_rest_message(message)) == 200
        assert len(site.kept()) == 1
        assert site.parts.road.failed == 0


async def test_outside_the_demo_it_needs_a_token(sqlite_url: str) -> None:
    secret = "a secret of our own, long enough to be one"
    async with a_site(sqlite_url, demo=False, secret_key=secret) as site:
        assert await site.deliver(a_rest_message(HELLO)) == 404


async def test_a_skin_is_that_channels_limits(sqlite_url: str) -> None:
    async with a_site(sqlite_url) as site:
        as_sms = await site.answer(a_rest_message(HELLO | {"as": "sms"}))
        as_telegram = await site.answer(a_rest_message({"sender": "bilal", "message": "hello", "as": "telegram"}))

        assert "buttons" not in as_sms.text
        assert "buttons" in as_telegram.text
