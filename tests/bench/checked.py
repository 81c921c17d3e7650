"""Whether every turn that came through Twilio was answered rightly, once and in order: read from the outbox."""

from collections import defaultdict
from contextlib import closing

from sqlalchemy import select

from bot.store import tables as t
from bot.store.store import Store
from tests.bench.server import SECRET
from tests.bench.turns import TURNS, wanted


def wrong_conversations(url: str) -> int:
    """How many residents did not get the seven right answers, each to its message and in their order."""
    words = wanted()
    return sum(
        len(answers) != len(TURNS) or not all(want in said for want, said in zip(words, answers, strict=True))
        for answers in _conversations(url)
    )


def turns_kept(url: str) -> int:
    return sum(len(answers) for answers in _conversations(url))


def _conversations(url: str) -> list[list[str]]:
    """Of each resident: the answers to each of their messages, joined, by the order the messages came in."""
    answers: dict[int, dict[int, list[str]]] = defaultdict(dict)
    asked = select(t.inbound.c.address_id, t.inbound.c.id).order_by(t.inbound.c.id)
    said = (
        select(t.outbox.c.address_id, t.outbox.c.inbound_id, t.outbox.c.text)
        .where(t.outbox.c.purpose == "answer")
        .order_by(t.outbox.c.id)
    )
    with closing(Store(url, SECRET)) as store, store.read() as tx:
        for address_id, inbound_id in tx.connection.execute(asked):
            answers[address_id][inbound_id] = []
        for address_id, inbound_id, text in tx.connection.execute(said):
            answers[address_id][inbound_id].append(text)
    return [["\n".join(texts) for texts in turns.values()] for turns in answers.values()]
