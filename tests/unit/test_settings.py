"""The environment: what is refused, and how it is said."""

import pytest

from bot.settings import WrongSetting, read_settings


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:5005", "https://rasa.example.org", "http://[::1]:5005", "https://example.org/rasa?token=a%20b"],
)
def test_a_rasa_server_has_an_address(url: str) -> None:
    assert read_settings(demo=True, nlu="rasa", rasa_url=url).rasa_url == url


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:5005",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://example.org:port",
        "http://example.org:99999",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        "http://somebody:word@example.org",
        "http://example.org/#parse",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(WrongSetting, match=r"SAYBACK_RASA_URL.*is not the address of a server.*http://127.0.0.1:5005"):
        read_settings(demo=True, nlu="rasa", rasa_url=url)


@pytest.mark.parametrize("url", ["ftp://example.org?token=secret", "http://secret@example.org"])
def test_a_refusal_tells_no_secret(url: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings(demo=True, nlu="rasa", rasa_url=url)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param({"nlu": "rasa"}, "SAYBACK_RASA_URL is not set", id="no address"),
        pytest.param({"rasa_url": "http://127.0.0.1:5005"}, "SAYBACK_NLU is not rasa", id="only an address"),
        pytest.param({"nlu": "dialogflow"}, "'dialogflow' is neither embedded nor rasa", id="unknown engine"),
    ],
)
def test_a_half_set_rasa_is_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(WrongSetting, match=says):
        read_settings(demo=True, **given)
