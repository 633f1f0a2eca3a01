"""What an item is called, so that it is known again when it comes with another title."""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from bot.errors import SourceError
from bot.sources.addresses import canonical, without_tracking

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Identity:
    """What can tell an item from others: all as the feed says, dates in ISO 8601."""

    guid: str | None
    link: str | None
    title: str | None
    published: str | None
    content: str


def keys_of(identities: Sequence[Identity], site: str | None = None) -> list[str]:
    """The keys of a feed's items, in their order; equal ones are the same item, twice.

    The first of these that tells items apart: what it calls itself, its link, its title with its
    date, its content. What items with different links share is no name of theirs, and neither is
    a link that items with different titles share, or that of the whole site.

    Args:
        identities: of all items of the feed.
        site: the feed's own link.
    """
    guids = [_guid(one.guid) for one in identities]
    links = [_address(one.link) for one in identities]
    shared_guids = _shared(guids, links)
    shared_links = _shared(links, [one.title for one in identities]) | {_address(site)}
    return [
        _hashed(_name(one, guid, link, shared_guids, shared_links))
        for one, guid, link in zip(identities, guids, links, strict=True)
    ]


def _name(
    one: Identity,
    guid: str | None,
    link: str | None,
    shared_guids: set[str | None],
    shared_links: set[str | None],
) -> str:
    if guid and guid not in shared_guids:
        return guid
    if link and link not in shared_links:
        return link
    if one.title:
        return f"title {one.title.casefold()}\n{one.published or ''}"
    return f"content {one.content}"


def _guid(guid: str | None) -> str | None:
    """The name itself; where it is an address, that (a feed may give it as the link next year)."""
    name = (guid or "").strip()
    if not name:
        return None
    return _address(name) if name.lower().startswith(("http://", "https://")) else f"guid {name}"


def _address(address: str | None) -> str | None:
    """Which page an address means, and which place on it: a live page has an item at each."""
    if not address:
        return None
    address = without_tracking(address.strip())
    try:
        return "address " + "#".join([canonical(address), *address.split("#", 1)[1:]])
    except SourceError:
        return f"address {address}"


def _shared(names: Sequence[str | None], others: Sequence[Hashable]) -> set[str | None]:
    """The names that go with more than one of the others."""
    together: defaultdict[str | None, set[Hashable]] = defaultdict(set)
    for name, other in zip(names, others, strict=True):
        together[name].add(other)
    return {name for name, with_it in together.items() if len(with_it) > 1}


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
