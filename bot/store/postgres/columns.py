"""Records as columns and back.

What is written goes as one JSON document for a whole batch, which PostgreSQL takes apart; so the
values of a batch cost one round trip, and each has its column's type.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.store.records import (
    Chat,
    ChatKey,
    Delivery,
    DeliveryState,
    Digest,
    Filed,
    Slot,
    SlotKey,
    SlotState,
)
from bot.store.rows import PlacedTopic
from summaries.model import Article, Basis, Precision, Published, Topic

Columns = Mapping[str, Any]


def batch(given: Iterable[Columns]) -> str:
    """Columns as the JSON that ``json_to_recordset`` takes apart."""
    return msgspec.json.encode(list(given)).decode()


def utc(moment: datetime) -> datetime:
    """A moment in UTC."""
    # Behind a connection pooler the session's time zone may be another than was set.
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _utc_if_any(moment: datetime | None) -> datetime | None:
    return moment and utc(moment)


def columns_of_topic(placed: PlacedTopic) -> Columns:
    """A topic and its place."""
    topic = placed.topic
    return {
        "slug": topic.slug,
        "place": placed.place,
        "title": topic.title,
        "phrases": topic.phrases,
        "all_of": topic.all_of,
        "exclude": topic.exclude,
        "examples": topic.examples,
        "counterexamples": topic.counterexamples,
        "origin": placed.origin,
    }


def topic(row: Sequence[Any]) -> PlacedTopic:
    """A topic, of the columns in the order of ``TOPIC``."""
    origin, place, slug, title, phrases, all_of, *lists = row
    groups = tuple(map(tuple, all_of))
    found = Topic(slug, title, tuple(phrases), groups, *map(tuple, lists))
    return PlacedTopic(place, found, origin)


TOPIC = "origin, place, slug, title, phrases, all_of, exclude, examples, counterexamples"


def columns_of_article(filed: Filed, words: str) -> Columns:
    """An article as it is filed, and its words for the search."""
    article, published = filed.article, filed.article.published
    return {
        "id": article.id,
        "source": filed.source,
        "document": article.document,
        "body": article.body,
        "arrived": article.arrived,
        "title": article.title,
        "outlet": article.outlet,
        "published": published and published.start,
        "published_precision": published and published.precision,
        "published_basis": published and published.basis,
        "language": article.language,
        "url": article.url,
        "extent_start": article.extent[0],
        "extent_end": article.extent[1],
        "words": words,
    }


def article(row: Sequence[Any]) -> Article:
    """An article, of the columns in the order of ``ARTICLE``."""
    (id_, document, body, arrived, title, outlet, published, precision, basis, *rest) = row
    language, url, start, end = rest
    when = None
    if published is not None:
        when = Published(utc(published), Precision(precision), Basis(basis))
    return Article(
        id_,
        document,
        body,
        utc(arrived),
        title,
        outlet,
        when,
        language,
        url,
        (start, end),
    )


ARTICLE = (
    "id, document, body, arrived, title, outlet, published, published_precision, published_basis, "
    "language, url, extent_start, extent_end"
)


def filed(row: Sequence[Any]) -> Filed:
    """An article as it is filed, of the columns in the order of ``FILED``."""
    source, topics, *rest = row
    return Filed(article(rest), source, tuple(topics))


FILED = (
    "source, ARRAY(SELECT topic FROM article_topics WHERE article = articles.id ORDER BY place), "
    + ARTICLE
)


def columns_of_chat(chat: Chat) -> Columns:
    """A chat."""
    return {
        "chat": chat.key.chat,
        "thread": chat.key.thread,
        "kind": chat.kind,
        "joined": chat.joined,
        "language": chat.language,
        "timezone": chat.timezone,
        "topics": chat.topics,
        "times": chat.times,
        "weekdays": chat.weekdays,
        "state": chat.state,
        "resumes": chat.resumes,
        "due": chat.due,
        "briefed": chat.briefed,
    }


def chats(found: Iterable[Sequence[Any]]) -> list[Chat]:
    """Chats, of the columns in the order of ``CHAT``.

    A thousand are asked for at once, and msgspec makes them in a third of the time.
    """
    return msgspec.convert(list(map(_chat, found)), list[Chat])


def _chat(row: Sequence[Any]) -> Columns:
    number, thread, kind, joined, language, timezone, topics, times, weekdays, state, *rest = row
    resumes, due, briefed = rest
    return {
        "key": {"chat": number, "thread": thread},
        "kind": kind,
        "joined": utc(joined),
        "language": language,
        "timezone": timezone,
        "topics": topics,
        "times": times,
        "weekdays": weekdays,
        "state": state,
        "resumes": _utc_if_any(resumes),
        "due": _utc_if_any(due),
        "briefed": _utc_if_any(briefed),
    }


CHAT = (
    "chat, thread, kind, joined, language, timezone, topics, times, weekdays, state, resumes, due, "
    "briefed"
)


def columns_of_digest(digest: Digest) -> Columns:
    """A digest."""
    return {"id": digest.id, "parts": digest.parts, "composed": digest.composed}


def digest(row: Sequence[Any]) -> Digest:
    """A digest, of the columns in the order of ``DIGEST``."""
    id_, parts, composed = row
    return Digest(id_, tuple(parts), utc(composed))


DIGEST = "id, parts, composed"


def columns_of_key(key: SlotKey) -> Columns:
    """What finds a slot."""
    return {
        "chat": key.chat.chat,
        "thread": key.chat.thread,
        "day": key.day,
        "time": key.time,
    }


def slot_key(row: Sequence[Any]) -> SlotKey:
    """What finds a slot: chat, thread, day, time."""
    number, thread, day, time = row
    return SlotKey(ChatKey(number, thread), day, time)


def columns_of_slot(slot: Slot) -> Columns:
    """A slot."""
    rest = {"moment": slot.moment, "state": slot.state, "digest": slot.digest}
    return {**columns_of_key(slot.key), **rest}


def slot(row: Sequence[Any]) -> Slot:
    """A slot, of the columns chat, thread, day, time, moment, state, digest."""
    *key, moment, state, digest_ = row
    return Slot(slot_key(key), utc(moment), SlotState(state), digest_)


def columns_of_delivery(delivery: Delivery) -> Columns:
    """A delivery, without the digest, which is its slot's."""
    return {
        **columns_of_key(delivery.slot),
        "part": delivery.part,
        "not_before": delivery.not_before,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "doubts": delivery.doubts,
        "claimed_until": delivery.claimed_until,
        "message": delivery.message,
        "reason": delivery.reason,
    }


def delivery(key: SlotKey, digest_: str, row: Sequence[Any]) -> Delivery:
    """A delivery of a slot, of the columns from ``part`` on."""
    part, not_before, state, attempts, doubts, claimed_until, message, reason = row
    return Delivery(
        key,
        part,
        digest_,
        utc(not_before),
        DeliveryState(state),
        attempts,
        doubts,
        _utc_if_any(claimed_until),
        message,
        reason,
    )
