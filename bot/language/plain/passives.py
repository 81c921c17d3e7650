"""Finds the passive: "will be considered" does not say who considers."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language.plain.text import Text

_BE: Final = r"(?:am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|gets?|got|getting|(?<=it)'s|(?<=\w)'re)"
_BETWEEN: Final = (
    r"(?:\s+(?:not|also|always|never|often|now|then|still|just|only|all|both|fully|soon|already|\w+ly)){0,3}"
)
_IRREGULAR: Final = (
    "arisen beaten begun bitten blown born borne bought bound broken brought built burnt caught chosen cut dealt "
    "done drawn driven eaten fed felt forbidden forgotten forgiven fought found frozen given grown heard held "
    "hidden hit hung hurt kept known laid led left lent let lit lost made meant met mistaken overseen paid proven "
    "put read ridden rung run said seen sent set shaken shared shot shown shut sold sought spent spoken split "
    "spread stolen stuck struck sung sunk sworn swept taken taught thrown told thought undertaken understood unmet "
    "unpaid upheld withdrawn withheld won worn woven written rewritten redrawn overtaken outdone"
)
# They say how somebody or something is, not what is done to them.
_STATES: Final = (
    "able shut broken dressed called advanced aged "
    "alleged annoyed ashamed based bed beloved blessed blind bored closed committed complicated "
    "concerned confused crowded dedicated delighted depressed deserted detailed determined disabled disappointed "
    "divorced due educated embarrassed employed engaged excited exhausted experienced feed finished fixed free "
    "frightened gifted gone hatred hundred hurt indeed interested involved isolated kindred left limited lived "
    "located lost loved married minded mixed naked need open overwhelmed pleased prepared qualified ready red "
    "related relaxed retired sacred satisfied scared set shed shocked sighted skilled speed stressed supposed "
    "surprised talented tired unable unemployed unexpected united upset used varied well-known wicked worried"
)
_ADJECTIVES: Final = frozenset(_STATES.split())
_PARTICIPLE: Final = rf"(?:re|un|over|mis|pre|co-?)?(?:{'|'.join(_IRREGULAR.split())})|\w+ed"
_PASSIVE: Final = re.compile(rf"\b{_BE}{_BETWEEN}\s+(?P<participle>{_PARTICIPLE})\b")


def passives(text: Text) -> Iterator[tuple[int, int]]:
    """Start and end of each passive verb."""
    for found in _PASSIVE.finditer(text.low):
        done_by_somebody = text.low[found.end() :].lstrip().startswith("by ")
        if done_by_somebody or found["participle"] not in _ADJECTIVES:
            yield found.start(), found.end()
