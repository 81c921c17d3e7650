"""Templates: which of the provider's goes for which of our names."""

from pathlib import Path

import pytest

from bot.language.templates import BrokenTemplates, Templates, read_templates
from bot.model.message import ChannelName, TemplateCall

WRITTEN = """
event_reminder:
  values: [event, venue]
  languages:
    en: {twilio: HX1, meta: reminder, meta_language: en_GB}
    bn: {twilio: HX2, meta: ""}
update_waiting:
  values: []
  languages:
    en: {twilio: "", meta: update_waiting}
"""
TEA = ("Tea", "the library")


def templates_in(folder: Path, written: str = WRITTEN) -> Templates:
    path = folder / "templates.yml"
    path.write_text(written, "utf-8")
    return read_templates(path)


@pytest.mark.parametrize(
    ("language", "channel", "called"),
    [
        pytest.param("bn", ChannelName.WHATSAPP, TemplateCall("HX2", "bn", TEA), id="their language"),
        pytest.param("bn-Latn", ChannelName.WHATSAPP, TemplateCall("HX2", "bn", TEA), id="its other script"),
        pytest.param("bn", ChannelName.WHATSAPP_CLOUD, TemplateCall("reminder", "en_GB", TEA), id="else English"),
        pytest.param("so", ChannelName.WHATSAPP, TemplateCall("HX1", "en", TEA), id="a language nobody filled"),
        pytest.param("en", ChannelName.SMS, None, id="a channel without templates"),
    ],
)
def test_a_template_is_found(tmp_path: Path, language: str, channel: ChannelName, called: TemplateCall | None) -> None:
    assert templates_in(tmp_path).call("event_reminder", language, channel, TEA) == called


def test_one_that_is_not_filled_in_is_none(tmp_path: Path) -> None:
    assert templates_in(tmp_path).call("update_waiting", "en", ChannelName.WHATSAPP, ()) is None


def test_one_without_values_may_be_called(tmp_path: Path) -> None:
    called = templates_in(tmp_path).call("update_waiting", "en", ChannelName.WHATSAPP_CLOUD, ())

    assert called == TemplateCall("update_waiting", "en")


@pytest.mark.parametrize("values", [(), ("Tea",), ("Tea", " "), ("Tea", "the library", "more")], ids=str)
def test_values_whatsapp_would_refuse_call_nothing(tmp_path: Path, values: tuple[str, ...]) -> None:
    assert templates_in(tmp_path).call("event_reminder", "en", ChannelName.WHATSAPP, values) is None


def test_an_unknown_name_calls_nothing() -> None:
    assert Templates().call("invented", "en", ChannelName.WHATSAPP, ()) is None


def test_a_value_stands_on_one_line(tmp_path: Path) -> None:
    called = templates_in(tmp_path).call("event_reminder", "en", ChannelName.WHATSAPP, ("Tea\n\nand  cake", "x"))

    assert called is not None
    assert called.values == ("Tea and cake", "x")


@pytest.mark.parametrize(
    "written",
    ["a: [", "- a", "event: 3", "event: {values: 3}", "event: {values: [], languages: {en: HX1}}",
     "event: {values: [], languages: [en]}",
     "event: {values: [], languages: {en: {twilio: SM1}}}"],
    ids=["not YAML", "a list", "a number", "no values", "no channels", "a list of languages", "not a content sid"],
)  # fmt: skip
def test_a_broken_file_says_where(tmp_path: Path, written: str) -> None:
    with pytest.raises(BrokenTemplates, match=r"templates\.yml"):
        templates_in(tmp_path, written)


def test_ours_can_be_read_and_is_empty_until_somebody_fills_it() -> None:
    templates = read_templates(Path(__file__).parents[3] / "data" / "templates.yml")

    assert not templates.ids
    assert {"event_reminder", "offer_came_free", "offer_expired", "update_waiting"} <= set(templates.counts)
