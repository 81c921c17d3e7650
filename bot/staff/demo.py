"""A sign-in for the demo, where nothing is real."""

from bot.clock import Clock
from bot.staff import passwords
from bot.staff.roles import Role
from bot.store import staff as accounts
from bot.store.store import Store

EMAIL = "demo@example.org"
PASSWORD = "warm-bread-window-tuesday"  # noqa: S105  # printed by the demo; never made outside it


def demo_staff(store: Store, clock: Clock) -> tuple[str, str]:
    """The email and password of the demo's staff member, made or made good again. Never call it outside the demo."""
    kept = passwords.hashed(PASSWORD)
    with store.write() as tx:
        member = accounts.by_email(tx, EMAIL)
        staff_id = member.id if member else accounts.add(tx, EMAIL, Role.ADMIN, clock.real(), name="Robin Demo")
        if member is None or not member.password or not passwords.is_right(PASSWORD, member.password):
            accounts.set_password(tx, staff_id, kept)
    return EMAIL, PASSWORD
