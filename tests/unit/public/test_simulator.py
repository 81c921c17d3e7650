"""The simulator: only in the demo, only its own phones, and usable without JavaScript."""

from typing import Any

import pytest

from tests.passers_by import AMINA, TOMASZ, ASquare, a_square

REAL = {"demo": False, "secret_key": "a secret of forty characters for the tests"}
NOT_OURS = [
    "amina",
    "+447700900123",
    "try-",
    "try-amina",
    "try-amina-" + "A" * 32,
    f"{AMINA}x",
    "try-nobody-" + "a" * 32,
]


def shown(square: ASquare, sender: str = AMINA) -> dict[str, Any]:  # Any: JSON
    answer = square.visitor.get(f"/try/messages?sender={sender}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("path", ["/try", f"/try/messages?sender={AMINA}", f"/try/stream?sender={AMINA}"])
def test_outside_the_demo_there_is_no_simulator(sqlite_url: str, path: str) -> None:
    with a_square(sqlite_url, **REAL, rest_token="a token") as square:
        assert square.visitor.get(path).status_code == 404


def test_outside_the_demo_nobody_moves_the_clock_or_sends(sqlite_url: str) -> None:
    with a_square(sqlite_url, **REAL) as square:
        assert square.visitor.post("/try/clock", to="week").status_code == 404
        assert square.visitor.post("/try/send", sender=AMINA, text="hello").status_code == 404


@pytest.mark.parametrize("sender", NOT_OURS)
def test_no_other_conversation_can_be_read(sqlite_url: str, sender: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone("amina").writes("hello")

        answer = square.visitor.get("/try/messages?" + str(_query(sender)))

    assert answer.status_code == 404


def test_a_phone_that_never_wrote_is_empty(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        assert shown(square) == {"messages": [], "fragments": None}


def test_a_phone_shows_what_was_written_and_answered_in_order(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().chats("hello", "yes")

        messages = shown(square)["messages"]

    assert [message["mine"] for message in messages] == [True, False, True, False]
    assert len({message["id"] for message in messages}) == 4
    assert messages[0]["line"] == "10:00 Amina: hello"


def test_a_phone_shows_nothing_of_another(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().writes("hello")

        assert shown(square, TOMASZ)["messages"] == []


def test_each_bubble_says_its_language_and_direction(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().chats("আসসালামু আলাইকুম", "السلام عليكم")

        messages = shown(square)["messages"]

    assert 'lang="bn" dir="ltr"' in messages[0]["html"]
    assert 'lang="bn" dir="ltr"' in messages[1]["html"]
    assert 'lang="ar" dir="rtl"' in messages[2]["html"]


def test_the_text_message_skin_says_what_each_text_costs(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().writes("hello there")
        talk = shown(square)

    assert "3 SMS fragments" in talk["messages"][1]["html"]
    assert "fragment" not in talk["messages"][0]["html"]
    assert talk["fragments"] == 3


def test_other_skins_cost_nothing_and_show_buttons(sqlite_url: str) -> None:
    sender = "try-grace-" + "c" * 32
    with a_square(sqlite_url) as square:
        square.phone(sender, "telegram").writes("hello there")
        talk = shown(square, sender)

    assert talk["fragments"] is None
    assert talk["messages"][1]["html"].count("data-payload=") == 2


def test_what_somebody_writes_is_never_markup(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().writes("<img src=x onerror=alert(1)>")

        assert "<img" not in shown(square)["messages"][0]["html"]


def test_only_links_we_sent_become_links_with_an_address_of_the_web(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.phone().writes("javascript:alert(1) https://example.org/e/1.ics")

        html = shown(square)["messages"][0]["html"]

    assert 'href="https://example.org/e/1.ics"' in html
    assert "javascript:alert(1) <a" in html


def test_the_plain_form_goes_down_the_real_road(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        answer = square.visitor.post("/try/send", sender=AMINA, text="hello there", once="1")
        page = square.visitor.get(answer.headers["location"].partition("#")[0]).text

    assert answer.status_code == 303
    assert "May we keep your number" in page


def test_the_plain_form_sent_twice_is_one_message(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        for _ in range(2):
            square.visitor.post("/try/send", sender=AMINA, text="hello there", once="1")

        assert len(shown(square)["messages"]) == 2


def test_an_empty_message_is_not_sent(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        square.visitor.post("/try/send", sender=AMINA, text="  ", once="1")

        assert shown(square)["messages"] == []


def test_a_button_can_be_pressed_without_javascript(sqlite_url: str) -> None:
    sender = "try-grace-" + "c" * 32
    with a_square(sqlite_url) as square:
        payload = _first_button(square, sender)
        square.visitor.post("/try/send", sender=sender, press=f"{payload} Yes", once="2")

        messages = shown(square, sender)["messages"]

    assert ": Yes" in messages[2]["line"]
    assert "What shall we call you?" in messages[3]["line"]


def test_another_site_cannot_send_from_our_phones(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        cross = {"sec-fetch-site": "cross-site"}
        sent = square.visitor.post_from(cross, "/try/send", sender=AMINA, text="hello")
        moved = square.visitor.post_from(cross, "/try/clock", to="week")

        assert (sent.status_code, moved.status_code) == (403, 403)
        assert shown(square)["messages"] == []


def test_nothing_is_sent_from_a_phone_that_is_not_ours(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        assert square.visitor.post("/try/send", sender="+447700900123", text="hello").status_code == 404


def test_the_page_knows_the_rest_doors_token(sqlite_url: str) -> None:
    with a_square(sqlite_url, rest_token="a-token-for-tests") as square:
        assert 'data-token="a-token-for-tests"' in square.visitor.get("/try").text


def test_an_answer_of_staff_and_a_reminder_arrive_once_they_are_due(sqlite_url: str) -> None:
    with a_square(sqlite_url) as square:
        amina = square.phone().is_welcomed()
        square.parts.desk.answer(amina.standing.contact.id, 1, "The side door is open.")

        lines = [message["line"] for message in shown(square)["messages"]]

    assert "The side door is open." in lines[-1]


def _query(sender: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"sender": sender})


def _first_button(square: ASquare, sender: str) -> str:
    phone = square.phone(sender, "telegram")
    phone.writes("hello there")
    return phone.bubbles[-1].buttons[0].payload
