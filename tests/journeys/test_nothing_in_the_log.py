"""A whole conversation, a failure and a reminder: not one word, name or number of it in the log."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.app import Parts
from bot.logs import JsonLines
from bot.model.message import MessageKind
from bot.store import places
from tests.people import Resident, an_event, plant

SECRETS = (
    "Zubaida", "447700900987", "7700900987", "samosa", "Somali", "Health chat", "Brick Lane", "unicorn", "hello",
    "Two girls", "I will ring you",
)  # fmt: skip


def test_the_log_holds_no_words_names_or_numbers(either_house: Parts, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house = either_house
    plant(house, an_event())
    zubaida = Resident(house, "+447700900987")
    zubaida.chats("hello", "yes", "Zubaida", "events", "1", "no", "1 and 7")
    zubaida.chats("Two girls", "Somali", "skip", "1", "no", "1")
    zubaida.chats("skip", "any time", "both", "yes", "what does samosa mean?", "unicorn", "unicorn")
    zubaida.sends(MessageKind.VOICE)
    house.desk.answer(zubaida.standing.contact.id, 1, "I will ring you")
    with house.store.write() as tx:
        gone = '{"flow":"unicorn","answers":{"name":"Zubaida"}}'
        places.put(tx, {zubaida.standing.contact.id: gone}, house.clock.now())
    zubaida.chats("my unicorn", "my unicorn", "STOP", "START")
    house.clock.move(timedelta(days=3, hours=4))
    zubaida.hears()
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)

    assert "a turn failed" in lines
    assert [secret for secret in SECRETS if secret.lower() in lines.lower()] == []


def test_an_error_of_the_store_shows_no_parameters(either_house: Parts) -> None:
    statement = text("INSERT INTO place (contact_id, body, changed) VALUES (:who, :body, NULL)")
    row = {"who": 4711, "body": "Zubaida wrote this"}
    with pytest.raises(DBAPIError) as error, either_house.store.write() as tx:
        tx.connection.execute(statement, row)

    assert "Zubaida" not in str(error.value).split("DETAIL")[0]
