"""A phone number as people write it, in E.164."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from bot.model.folding import fold, fold_keeping_marks
from bot.model.reply import Unclear

# Numbers Ofcom keeps for drama. The library calls some of them invalid; demos and tests need them.
_DRAMA: Final = re.compile(r"7700900\d{3}|1632960\d{3}")
_NUMBER: Final = re.compile(r"(?:tel:)?(?P<number>[+(]*\d[\d+()\s.‐-―−-]*)")
_BRACKETED_ZERO: Final = re.compile(r"\(0\)")
_COURTESY: Final = (
    "my the number phone mobile mob tel telephone cell is its it on at call me ring text please pls thanks thank you "
    "no num"
)
_AROUND: Final = frozenset(_COURTESY.split())
_SHORTEST_BRITISH: Final = 9  # digits after +44; 0800 1111 is a helpline and nobody's own number


def phone_number(text: str, region: str = "GB") -> str | Unclear:
    """The number in E.164: "07700 900123" is +447700900123. A number without a country is in `region`."""
    marked = fold_keeping_marks(text)
    found = _NUMBER.search(marked)
    if found is None or not _only_courtesy(marked[: found.start()] + " " + marked[found.end() :]):
        return Unclear.PHONE
    for candidate in _candidates(found["number"]):
        number = _valid(candidate, region)
        if number is not None:
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Unclear.PHONE


def _only_courtesy(around: str) -> bool:
    return all(word in _AROUND for word in fold(around).split())


def _candidates(written: str) -> Iterator[str]:
    """What may be meant, likeliest first. A number with a country of its own never becomes one of ours."""
    digits = re.sub(r"\D", "", _BRACKETED_ZERO.sub("", written))
    bare = digits.lstrip("0")
    international = written.lstrip("( ").startswith("+") or digits.startswith("00")
    if international and bare == digits:
        yield f"+{bare}"
    elif international:
        yield from (f"+{bare}", f"0{bare}")
    else:
        yield from (digits, f"+{bare}")


def _valid(candidate: str, region: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(candidate, region)
    except NumberParseException:
        return None
    national = str(number.national_number)
    if number.country_code == 44 and (_DRAMA.fullmatch(national) or len(national) < _SHORTEST_BRITISH):
        return number if _DRAMA.fullmatch(national) else None
    # A premium number is nobody's to be called back on, and calling it costs.
    fine = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) != PhoneNumberType.PREMIUM_RATE
    return number if fine else None
