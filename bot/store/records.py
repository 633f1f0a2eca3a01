"""Articles and topics as plain JSON values, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from summaries.model import Article, Basis, Precision, Published, Topic


def article_to_json(article: Article) -> dict[str, Any]:
    """An article as values that JSON knows."""
    published = article.published
    return {field.name: getattr(article, field.name) for field in fields(article)} | {
        "arrived": article.arrived.isoformat(),
        "extent": list(article.extent),
        "published": published
        and {
            "start": published.start.isoformat(),
            "precision": published.precision.value,
            "basis": published.basis.value,
        },
    }


def article_from_json(values: Mapping[str, Any]) -> Article:
    """The article that ``article_to_json`` described; fields of a newer version are passed over."""
    published = values.get("published")
    start, end = values["extent"]
    known = {f.name: values[f.name] for f in fields(Article) if f.name in values}
    return Article(
        **known
        | {
            "arrived": datetime.fromisoformat(values["arrived"]),
            "extent": (int(start), int(end)),
            "published": published
            and Published(
                datetime.fromisoformat(published["start"]),
                Precision(published["precision"]),
                Basis(published["basis"]),
            ),
        }
    )


def topic_to_json(topic: Topic) -> dict[str, Any]:
    """A topic as values that JSON knows."""
    values = {field.name: getattr(topic, field.name) for field in fields(topic)}
    return {name: _listed(value) for name, value in values.items()}


def topic_from_json(values: Mapping[str, Any]) -> Topic:
    """The topic that ``topic_to_json`` described; fields of a newer version are passed over."""
    return Topic(**{f.name: _tupled(values[f.name]) for f in fields(Topic) if f.name in values})


def _listed(value: Any) -> Any:  # noqa: ANN401 - JSON values
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _tupled(value: Any) -> Any:  # noqa: ANN401 - JSON values
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
