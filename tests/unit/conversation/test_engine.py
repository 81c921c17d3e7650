"""The engine: a flow is run again from the top with the kept answers, up to the open question."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.conversation import engine
from bot.conversation.engine import MOST_STEPS, FlowError, Run, Skip
from bot.model.effect import SetLanguage, SetName, Welcome
from bot.model.message import MessageKind
from bot.model.place import Asked, Json, Option, Place
from bot.model.questions import NOT_YET_HEARD, Choice, Flow, choose, collect, do, number, say, skippable, text, yes_no
from bot.model.reply import Reply, Unclear
from tests.replies import a_reply

TEA, COFFEE, WATER = Choice("tea", "Tea"), Choice("coffee", "Coffee"), Choice("water", "Water")


@dataclass
class Played:
    """A flow as it is played, message by message; `flow` may be exchanged in between, as a deploy does."""

    flow: Callable[[], Flow]
    place: Place = field(default_factory=lambda: Place("test"))
    run: Run = field(init=False)

    def __post_init__(self) -> None:
        self._go(None)

    def hears(self, *given: str | Reply | Skip) -> "Played":
        for one in given:
            self._go(a_reply(one) if isinstance(one, str) else one)
        return self

    def asks(self) -> str | None:
        return self.run.asking.name if self.run.asking is not None else None

    def says(self) -> list[str]:
        return [phrase.key for phrase in self.run.said]

    def _go(self, given: Reply | Skip | None) -> None:
        self.run = engine.run(self.flow(), self.place, given)
        question = self.run.asking
        asked = None
        if question is not None:
            options = tuple(Option(choice.key, str(choice.label)) for choice in question.choices)
            asked = Asked(question.name, options, parts=self.run.parts)
        self.place = replace(self.place, answers=self.run.answers, asked=asked)


def a_voice_note(number: int = 7) -> Reply:
    return replace(a_reply(""), kind=MessageKind.VOICE, inbound_id=number)


def drinks(among: Sequence[Choice] = (TEA, COFFEE, WATER)) -> Callable[[], Flow]:
    def flow() -> Flow:
        yield from say("hello")
        drink = yield from choose("drink", among)
        yield from say(f"chose.{drink.key}")
        sugar = yield from number("sugar", at_most=3)
        yield from say(f"sugar.{sugar}")
        if (yield from yes_no("sure")):
            yield from say("done")
            return [SetName(f"{drink.key} {sugar}")]
        yield from say("not_done")
        return []

    return flow


def asks_twice() -> Flow:
    yield from yes_no("sure")
    yield from yes_no("sure")
    return []


def does_twice() -> Flow:
    yield from do("greet", Welcome())
    yield from do("greet", Welcome())
    return []


def talks_for_ever() -> Flow:
    while True:
        yield from say("again")


def test_a_fresh_flow_says_its_opening_and_asks_its_first_question() -> None:
    played = Played(drinks())

    assert (played.says(), played.asks()) == (["hello"], "drink")


def test_what_follows_the_new_answer_is_said_and_nothing_twice() -> None:
    played = Played(drinks()).hears("2")
    first = played.says()
    second = played.hears("1").says()

    assert first == ["chose.coffee"]
    assert second == ["sugar.1"]


def test_the_last_answer_ends_the_flow_with_its_effects() -> None:
    played = Played(drinks()).hears("tea", "2", "yes")

    assert played.run.ended
    assert played.says() == ["done"]
    assert played.run.effects == (SetName("tea 2"),)
    assert played.run.path == ("drink", "sugar", "sure")


@pytest.mark.parametrize("flow", [asks_twice, does_twice], ids=["question", "effect"])
def test_the_same_name_twice_in_a_run_is_the_flows_fault(flow: Callable[[], Flow]) -> None:
    with pytest.raises(FlowError, match="twice"):
        Played(flow).hears("yes")


def test_a_flow_that_never_ends_is_the_flows_fault() -> None:
    with pytest.raises(FlowError, match=str(MOST_STEPS)):
        Played(talks_for_ever)


def test_a_place_says_which_question_was_asked_so_yes_never_answers_another() -> None:
    place = Place("test", {"drink": "tea"}, Asked("sure", (Option("yes", "Yes"), Option("no", "No"))))
    run = engine.run(drinks()(), place, a_reply("yes"))

    assert run.asking is not None
    assert (run.asking.name, run.why) == ("sugar", "turn.changed")
    assert run.answers == {"drink": "tea"}


def test_a_number_means_the_list_as_it_was_shown() -> None:
    played = Played(drinks())
    played.flow = drinks((Choice("cocoa", "Cocoa"), TEA, COFFEE, WATER))

    assert played.hears("2").run.answers == {"drink": "coffee"}


def test_a_choice_that_has_gone_meanwhile_is_not_taken() -> None:
    played = Played(drinks())
    played.flow = drinks((TEA, WATER))
    played.hears("2")

    assert (played.asks(), played.run.why) == ("drink", "stale.gone")


def test_the_first_stale_answer_wins_over_the_reply_to_a_later_question() -> None:
    played = Played(drinks()).hears("coffee", "2")
    played.flow = drinks((TEA, WATER))
    played.hears("yes")

    assert (played.asks(), played.run.why) == ("drink", "stale.gone")
    assert not played.run.ended


def test_answers_ahead_of_a_changed_one_are_kept_while_the_flow_is_open() -> None:
    played = Played(drinks()).hears("coffee", "2")
    played.flow = drinks((TEA, WATER))
    played.hears("yes", "tea")

    assert played.asks() == "sure"
    assert played.run.answers == {"drink": "tea", "sugar": 2}


def test_at_the_end_only_answers_on_the_way_are_kept() -> None:
    def short() -> Flow:
        if (yield from yes_no("more")):
            yield from text("what")
        return []

    place = Place("test", {"what": "an old answer"}, Asked("more"))
    run = engine.run(short(), place, a_reply("no"))

    assert run.ended
    assert run.answers == {"more": False}


def test_going_back_repeats_no_saying() -> None:
    played = Played(drinks()).hears("tea", "1")
    played.place = replace(played.place, answers={"drink": "tea"})
    played._go(None)

    assert (played.says(), played.asks()) == ([], "sugar")


def test_a_renamed_question_is_asked_again() -> None:
    def renamed() -> Flow:
        drink = yield from choose("hot_drink", (TEA, COFFEE))
        yield from say(drink.key)
        yield from yes_no("sure")
        return []

    played = Played(drinks()).hears("tea", "1")
    played.flow = renamed
    played.hears("yes")

    assert (played.asks(), played.run.why) == ("hot_drink", "turn.changed")
    assert played.hears("coffee", "yes").run.ended


def test_a_question_added_before_the_open_one_is_asked_and_the_open_one_again() -> None:
    def longer() -> Flow:
        yield from choose("drink", (TEA, COFFEE))
        yield from yes_no("milk")
        yield from number("sugar", at_most=3)
        return []

    played = Played(drinks()).hears("tea")
    played.flow = longer
    played.hears("2")

    assert (played.asks(), played.run.why) == ("milk", "turn.changed")
    assert played.hears("yes").asks() == "sugar"


def test_an_effect_in_the_middle_happens_once() -> None:
    def flow() -> Flow:
        yield from do("speak", SetLanguage("bn"))
        yield from yes_no("one")
        yield from yes_no("two")
        return [Welcome()]

    played = Played(flow)
    first = played.run.effects
    second = played.hears("yes").run.effects
    last = played.hears("yes").run.effects

    assert (first, second, last) == ((SetLanguage("bn"),), (), (Welcome(),))


def test_a_generator_is_closed_when_the_run_ends_not_when_memory_is_tidied() -> None:
    closed = []

    def flow() -> Flow:
        try:
            yield from yes_no("sure")
        finally:
            closed.append("closed")
        return []

    kept = flow()
    engine.run(kept, Place("test"))

    assert closed == ["closed"]


def test_an_error_in_a_flow_comes_out_as_it_is() -> None:
    def flow() -> Flow:
        yield from yes_no("sure")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Played(flow).hears("yes")


def test_looking_for_what_is_not_there_is_a_failure_and_not_a_quiet_end() -> None:
    def flow() -> Flow:
        drink = next(one for one in (TEA, COFFEE) if one.key == "cocoa")
        yield from say(drink.key)
        return []

    with pytest.raises(RuntimeError):
        Played(flow)


def test_a_flow_that_changes_its_mind_at_random_still_lets_the_person_on() -> None:
    turns = iter(range(1000))

    def fickle() -> Flow:
        yield from yes_no(f"question.{next(turns) % 3}")
        return []

    played = Played(fickle)
    for _ in range(5):
        played.hears("yes")

    assert played.run.ended or played.asks() is not None


def test_two_hundred_questions_are_still_fast() -> None:
    def long() -> Flow:
        for which in range(200):
            yield from number(f"item.{which}", at_most=1000)
        return []

    answers: dict[str, Json] = {f"item.{which}": which for which in range(199)}
    place = Place("test", answers, Asked("item.199"))
    started = time.perf_counter()
    runs = [engine.run(long(), place, a_reply("5")) for _ in range(20)]

    assert all(run.ended for run in runs)
    assert (time.perf_counter() - started) / 20 < 0.02  # measured: under 1 ms; the bound is for a busy machine


def test_skip_answers_only_what_may_be_skipped() -> None:
    def flow() -> Flow:
        name = yield from skippable(text("name"))
        yield from say("nameless" if name is None else "named")
        yield from yes_no("sure")
        return []

    played = Played(flow).hears(Skip())
    after = (played.says(), played.asks())
    played.hears(Skip())

    assert after == (["nameless"], "sure")
    assert (played.asks(), played.run.why) == ("sure", "turn.cannot_skip")


def test_a_voice_note_answers_a_text_question_for_now() -> None:
    heard = []

    def flow() -> Flow:
        heard.append((yield from text("story")))
        yield from yes_no("sure")
        return []

    played = Played(flow).hears(a_voice_note(7))

    assert (played.asks(), played.run.unheard) == ("sure", "story")
    assert played.run.answers == {"story": {"unheard": 7}}
    assert heard == [NOT_YET_HEARD]


def test_a_voice_note_leaves_a_choice_open_and_goes_before_staff() -> None:
    played = Played(drinks()).hears(a_voice_note())

    assert (played.asks(), played.run.why, played.run.unheard) == ("drink", "turn.silent", "drink")
    assert played.run.answers == {}


def stories() -> Flow:
    parts = yield from collect("story")
    yield from say(f"got.{len(parts)}")
    return []


def test_a_story_in_several_messages_is_kept_by_their_ids() -> None:
    played = Played(stories)
    whys = []
    for part in (replace(a_reply("first"), inbound_id=11), a_voice_note(12), replace(a_reply("last"), inbound_id=13)):
        whys.append(played.hears(part).run.why)
    heard = played.place.asked
    played.hears("done")

    assert whys == ["turn.more", "turn.silent", "turn.silent"]
    assert heard is not None
    assert heard.parts == (11, 12, 13)
    assert played.says() == ["got.3"]
    assert played.run.answers == {"story": [11, 12, 13]}


def test_a_voice_note_within_a_story_goes_before_staff() -> None:
    assert Played(stories).hears(a_voice_note(12)).run.unheard == "story"


def test_done_before_anything_was_sent_is_no_story() -> None:
    played = Played(stories).hears(replace(a_reply("done"), inbound_id=11))

    assert (played.run.why, played.run.parts) == (Unclear.COLLECT, ())
    assert played.asks() == "story"


def test_two_hundred_parts_stay_small() -> None:
    played = Played(stories)
    for part in range(200):
        played.hears(replace(a_reply("and then"), inbound_id=part + 1_000_000))
    played.hears("done")

    assert played.says() == ["got.200"]
