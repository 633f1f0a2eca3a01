"""What is said in more than one place when something cannot be done with a source."""

from bot.errors import Cause, FetchError, SourceKnown
from bot.sources.articles import host_of
from bot.store.source import Source


def known_already(source: Source) -> SourceKnown:
    """Something is a source already."""
    return SourceKnown(f"That is source {source.number} already: {source.title}.", source.number)


def no_article(address: str) -> FetchError:
    """A page or text holds nothing that could be quoted."""
    return FetchError(
        Cause.NO_ARTICLE,
        f"{host_of(address)} answers with a page that holds no article. Give the address of an "
        "article or of a feed.",
    )
