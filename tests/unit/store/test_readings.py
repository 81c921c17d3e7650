"""How messages were read, by the engine and by staff: the same on both databases."""

from sqlalchemy import event, text

from bot.store import readings, threads
from bot.store.readings import NO_WISH, Labelled, Reading
from bot.store.store import Store
from tests.staff_people import a_guessed, a_received, a_resident, a_staff_member


def test_the_newest_that_nobody_is_sure_about_come_first(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        first, second = a_guessed(tx, who, "first"), a_guessed(tx, who, "second")
        a_guessed(tx, who, "clear", accepted=True)
        a_guessed(tx, who, "labelled", meant="greet")
        a_received(tx, who, "7")

        found, count = readings.unsure(tx), readings.unsure_count(tx)

    assert [one.inbound_id for one in found] == [second, first]
    assert count == 2


def test_only_the_newest_are_shown_and_all_are_counted(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        for number in range(readings.PAGE + 3):
            a_guessed(tx, who, str(number))

        found, count = readings.unsure(tx), readings.unsure_count(tx)

    assert [len(found), count] == [readings.PAGE, readings.PAGE + 3]


def test_a_label_is_kept_with_who_gave_it_and_may_be_changed(store: Store) -> None:
    maya, joe = a_staff_member(store), a_staff_member(store, "joe@example.org", name="")
    with store.write() as tx:
        which = a_guessed(tx, a_resident(tx), "put me down", intent="pause", confidence=0.4)
        readings.label(tx, which, maya, "greet")
        readings.label(tx, which, joe, "sign_up")

        found = readings.one(tx, which)
        thread, _ = threads.written(tx, found.contact_id if found else 0)

    assert found is not None
    assert found.reading == Reading("en", "pause", 0.4, False, "sign_up", "joe@example.org")
    assert thread[0].reading is not None
    assert thread[0].reading.meant == "sign_up"


def test_a_message_the_engine_was_not_asked_about_has_no_reading(store: Store) -> None:
    with store.write() as tx:
        which = a_received(tx, a_resident(tx), "7")

        assert readings.one(tx, which) is None
        assert readings.one(tx, 4711) is None


def test_what_staff_labelled_comes_back_without_what_has_no_name(store: Store) -> None:
    with store.write() as tx:
        who = a_resident(tx)
        a_guessed(tx, who, "haa", meant="affirm", language="so")
        a_guessed(tx, who, "Khadija", meant=NO_WISH)
        a_guessed(tx, who, "who knows")

        assert list(readings.labelled(tx)) == [Labelled("haa", "affirm", "so")]


def test_counting_reads_no_message_that_is_clear(sqlite_store: Store) -> None:
    with sqlite_store.write() as tx:
        asked: list[str] = []
        event.listen(tx.connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        readings.unsure_count(tx)
        plan = [row.detail for row in tx.connection.execute(text(f"EXPLAIN QUERY PLAN {asked[0]}"))]

    assert any("ix_inbound_unsure" in step for step in plan)
