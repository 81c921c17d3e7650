"""Phone numbers, as residents and spreadsheets write them."""

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest

from bot.model import reading
from bot.model.reply import Unclear

WRITTEN = [
    ("07700 900123", "+447700900123"),
    ("07700900999", "+447700900999"),
    ("+44 7700 900 123", "+447700900123"),
    ("00447700900123", "+447700900123"),
    ("০৭৭০০ ৯০০১২৩", "+447700900123"),
    ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
    ("\u202a+44 7700 900123\u202c", "+447700900123"),
    ("(07700) 900-123", "+447700900123"),
    ("my number is 07700 900123", "+447700900123"),
    ("07700 900123 thanks", "+447700900123"),
    ("07700 900123.", "+447700900123"),
    ("tel:+447700900123", "+447700900123"),
    ("020 7946 0123", "+442079460123"),
    ("01632 960123", "+441632960123"),
    ("+8801812345678", "+8801812345678"),
    ("+252 61 2345678", "+252612345678"),
    ("07700 900123 or 07700 900124", None),
    ("not 07700 900123", None),
    ("0900 123 4567", None),
    ("12345", None),
    ("999", None),
    ("no phone", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "e164"), WRITTEN, ids=[repr(text) for text, _ in WRITTEN])
def test_a_phone_number_is_kept_in_one_form(text: str, e164: str | None) -> None:
    assert reading.phone_number(text) == (e164 or Unclear.PHONE)


def test_a_number_without_a_country_is_in_the_region() -> None:
    assert reading.phone_number("085 012 3456", "IE") == "+353850123456"


# What these vectors expect and we do not: each with the reason.
NOT_OURS: Final = {
    "phone_numbers-0055": "dots after a whole number end a sentence; the source refuses the character",
}
# Keys that are facts about other things than which number it is.
NOT_READ_HERE: Final = {
    "uk_mobile": "whether it can be texted is the channel's to know",
    "uk_landline": "the same",
    "region": "follows from the E.164 form",
    "kind": "we only keep the number",
    "reason": "their sentence, not ours",
    "display": "how staff see a number is the dashboard's",
    "crown_dependency": "a matter of price",
    "numeric_sender_needed": "a matter of the sender",
}
READ_HERE: Final = {"valid", "e164", "must_not_become_uk"}


def _vectors() -> list[dict[str, Any]]:  # Any: other people's JSON
    folder = os.environ.get("SAYBACK_VECTORS")
    if not folder:
        return []
    written: list[dict[str, Any]] = json.loads((Path(folder) / "phone_numbers.json").read_text("utf-8"))["vectors"]
    return written


VECTORS: Final = _vectors()
needs_vectors = pytest.mark.skipif(not VECTORS, reason="public vectors: set SAYBACK_VECTORS to their folder")


@needs_vectors
@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_a_public_vector_comes_out_as_its_source_says(vector: dict[str, Any]) -> None:
    if vector["id"] in NOT_OURS:
        pytest.skip(NOT_OURS[vector["id"]])
    expected = vector["expected"]

    found = reading.phone_number(vector["input"], vector.get("default_country", "GB"))

    assert set(expected) <= READ_HERE | set(NOT_READ_HERE)
    assert expected.get("valid") in (None, not isinstance(found, Unclear))
    assert expected.get("e164") in (None, found)
    assert not (expected.get("must_not_become_uk") and str(found).startswith("+44"))
