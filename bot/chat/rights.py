"""Who may look after sources, topics and admins."""

from collections.abc import Collection

from bot.store.base import Store


async def is_admin(store: Store, owners: Collection[int], person: int | None) -> bool:
    """Whether somebody is an admin: one of the owners that the settings name, or added by one."""
    if person is None:
        return False
    return person in owners or any(admin.user == person for admin in await store.admins.all())


async def admins_of(store: Store, owners: Collection[int]) -> frozenset[int]:
    """Everybody who is an admin."""
    return frozenset(owners) | {admin.user for admin in await store.admins.all()}
