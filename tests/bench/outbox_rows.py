"""An outbox full of updates, put there quickly, and put back to wait after each round."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from bot.model.message import ChannelName
from bot.store import tables as t
from bot.store.store import Store
from tests.bench.server import SECRET

AT_ONCE = 5000
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def fill(url: str, channel: ChannelName, account: str, dues: Sequence[datetime]) -> None:
    """One update for each due time, each to an address of its own whose service window is open."""
    numbers = list(range(1, len(dues) + 1))
    always = datetime.now(UTC) + timedelta(days=30)
    with closing(Store(url, SECRET)) as store:
        for first in range(0, len(numbers), AT_ONCE):
            some = numbers[first : first + AT_ONCE]
            people = [{"id": n, "language": "en", "made": LONG_AGO} for n in some]
            phones = [
                {"id": n, "contact_id": n, "channel": channel, "account": account, "blind": f"{n:032}"}
                | {"value": f"+44770{n:07}", "made": LONG_AGO, "window_until": always}
                for n in some
            ]
            rows = [
                {"address_id": n, "contact_id": n, "channel": channel, "purpose": "update", "status": "waiting"}
                | {"text": "The clinic opens on Monday.", "key": f"k{n}", "due": dues[n - 1], "changed": LONG_AGO}
                for n in some
            ]
            with store.write() as tx:
                tx.connection.execute(insert(t.contact), people)
                tx.connection.execute(insert(t.address), phones)
                tx.connection.execute(insert(t.outbox), rows)


def wait_again(url: str, channel: ChannelName) -> None:
    """Every row waits as at first, on that channel."""
    fresh = {"status": "waiting", "attempts": 0, "owner": None, "lease": None, "provider_id": None, "channel": channel}
    with closing(Store(url, SECRET)) as store, store.write() as tx:
        tx.connection.execute(update(t.outbox).values(**fresh))
        tx.connection.execute(update(t.address).values(channel=channel))


def count(url: str, status: str) -> int:
    """How many rows have that status, each with a provider's id of its own where they were sent."""
    with closing(Store(url, SECRET)) as store, store.read() as tx:
        rows = select(func.count(func.distinct(func.coalesce(t.outbox.c.provider_id, t.outbox.c.key))))
        return int(tx.connection.execute(rows.where(t.outbox.c.status == status)).scalar_one())


def make_due(url: str, dues: Sequence[datetime]) -> None:
    """The first rows are due then, in their order."""
    statement = update(t.outbox).where(t.outbox.c.id == bindparam("row")).values(due=bindparam("new"))
    with closing(Store(url, SECRET)) as store, store.write() as tx:
        tx.connection.execute(statement, [{"row": n, "new": due} for n, due in enumerate(dues, start=1)])
