"""Roles, and which of them opens what."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a staff member is here to do."""

    LEADER = "leader"
    REVIEWER = "reviewer"
    STAFF = "staff"
    SAFEGUARDING_LEAD = "safeguarding-lead"
    ADMIN = "admin"


# A leader sees their own group only. Safeguarding is open to its leads alone, not to an admin.
MAY_ACT_AS: Mapping[str, frozenset[Role]] = {
    Role.LEADER: frozenset({Role.LEADER}),
    Role.REVIEWER: frozenset({Role.REVIEWER, Role.STAFF}),
    Role.STAFF: frozenset({Role.STAFF}),
    Role.SAFEGUARDING_LEAD: frozenset({Role.SAFEGUARDING_LEAD, Role.STAFF}),
    Role.ADMIN: frozenset({Role.ADMIN, Role.REVIEWER, Role.STAFF}),
}


def may(role: str, needed: Role) -> bool:
    """Whether somebody with this role may do what `needed` may; an unknown role may do nothing."""
    return needed in MAY_ACT_AS.get(role, frozenset())
