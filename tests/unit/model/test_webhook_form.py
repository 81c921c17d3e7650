"""A form body as providers send it."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.channel import MOST_FIELDS, WebhookRequest

_FIELDS = st.text(alphabet="abZ09=&+%2Bé \u0995", max_size=60)


def a_form(body: str) -> WebhookRequest:
    return WebhookRequest("POST", "/", {}, body.encode())


@given(_FIELDS)
def test_a_form_is_read_as_the_standard_library_reads_it(body: str) -> None:
    assert list(a_form(body).form) == parse_qsl(body, keep_blank_values=True)


def test_a_flood_of_fields_is_no_form() -> None:
    with pytest.raises(ValueError, match="more than 500"):
        _ = a_form("a=1&" * MOST_FIELDS).form
