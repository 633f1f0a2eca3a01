"""What a briefing, and the list of its sources, say."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.briefings import Page
from bot.chat.locale import en
from bot.chat.messages.tree import Block, Run, Tree, bold, italic, link, paragraph
from summaries.model import Article, Quote, Story, distinct_documents

_FOLDED_FROM = 420
_WORDS_IN_NAME = 8


def briefing_tree(page: Page) -> Tree:
    """A page of a briefing as a message."""
    briefing = page.briefing
    title = briefing.topic.title
    if not briefing.stories:
        if page.number:
            return (paragraph(en.NOTHING_MORE),)
        return (
            paragraph(bold(title)),
            paragraph(en.nothing(title, briefing.counts, since=briefing.since is not None)),
            *_broken(page),
        )
    blocks = [paragraph(bold(title), en.CONTINUED if page.number else "")]
    if not page.number:
        articles = briefing.counts.stories + briefing.counts.merged
        dated = [story.first_published is not None for story in briefing.stories]
        told = en.headline(
            briefing.counts.stories, articles, dated=any(dated), undated=not all(dated)
        )
        blocks.append(paragraph(italic(told), tight=True))
    for story in briefing.stories:
        blocks.extend(_story(story))
    blocks.append(paragraph(italic(en.small_print(briefing.counts, shown=len(briefing.stories)))))
    blocks.extend(_broken(page))
    return tuple(blocks)


def _broken(page: Page) -> Iterator[Block]:
    """Which sources bring nothing, where some do not."""
    if page.sources.broken and not page.number:
        yield paragraph(italic(en.broken(page.sources)), tight=True, breakable=False)


def _story(story: Story) -> Iterator[Block]:
    titled = not any(quote.text == story.headline for quote in story.quotes)
    if titled:
        yield paragraph(bold(story.headline))
    yield from _quotes(story.quotes, joined=titled)
    said = {(quote.article.id, quote.start) for quote in story.quotes}
    for disagreement in story.disagreements:
        yield paragraph(italic(en.disagreement(disagreement)), tight=True, breakable=False)
        yield from _quotes(
            [q for q in disagreement.quotes if (q.article.id, q.start) not in said], joined=True
        )
        said.update((quote.article.id, quote.start) for quote in disagreement.quotes)
    if distinct_documents(story.articles) > 1:
        yield paragraph(italic(en.corroboration(story)), tight=True, breakable=False)


def _quotes(quotes: Sequence[Quote], *, joined: bool) -> Iterator[Block]:
    """Quotes with who says so; those of one article that follow one another share that line.

    Args:
        quotes: in reading order.
        joined: whether something stands above them that they belong to.
    """
    for article, of_article in groupby(quotes, key=lambda quote: quote.article):
        of_one = list(of_article)
        for passage in _passages(of_one):
            text = " ".join(quote.text for quote in passage)
            yield Block(
                (Run(text),),
                quote=True,
                folded=len(text) >= _FOLDED_FROM,
                tight=joined,
                breakable=not joined,
            )
            joined = True
        spoken = any(quote.spoken and not quote.context for quote in of_one)
        yield paragraph(*attribution(article, spoken=spoken), tight=True, breakable=False)
        for update in dict.fromkeys(quote.update for quote in of_one if quote.update):
            if update.changes:
                yield paragraph(italic(en.update(update)), tight=True, breakable=False)


def _passages(quotes: Sequence[Quote]) -> Iterator[list[Quote]]:
    """Sentences that follow one another in the article are shown as one block."""
    passage: list[Quote] = []
    for quote in quotes:
        if passage and not passage[-1].context:
            yield passage
            passage = []
        passage.append(quote)
    yield passage


def attribution(article: Article, *, spoken: bool = False) -> tuple[Run, ...]:
    """Who published it and when, with the link where there is one."""
    outlet = article.outlet or en.UNKNOWN_OUTLET
    said = f" ({en.SPOKEN})" if spoken else ""
    return (
        Run("— "),
        link(outlet, article.url),
        Run(f", {en.published(article.published)}{said}"),
    )


def sources_tree(page: Page) -> Tree:
    """The articles that the stories of a page come from."""
    blocks = [paragraph(bold(f"{en.SOURCES_TITLE}: {page.briefing.topic.title}"))]
    seen: set[str] = set()
    for story in page.briefing.stories:
        for article in story.articles:
            if article.document in seen:
                continue
            seen.add(article.document)
            name = article.title or _first_words(article)
            blocks.append(paragraph(f"{len(seen)}. ", link(name, article.url)))
            blocks.append(paragraph(*attribution(article), tight=True, breakable=False))
            phrases = _phrases(page.briefing.stories, article)
            if phrases:
                blocks.append(paragraph(italic(en.because(phrases)), tight=True, breakable=False))
    return tuple(blocks)


def _first_words(article: Article) -> str:
    """What to call an article without a title: how it begins."""
    words = article.text.split(maxsplit=_WORDS_IN_NAME)
    return " ".join(words[:_WORDS_IN_NAME]) + (" …" if len(words) > _WORDS_IN_NAME else "")


def _phrases(stories: Sequence[Story], article: Article) -> list[str]:
    """The phrases for which a document is quoted; items of it may stand in several stories."""
    quotes = (quote for story in stories for quote in story.quotes)
    quoted = (quote for quote in quotes if quote.article.document == article.document)
    return list(dict.fromkeys(quote.phrase for quote in quoted if quote.phrase))
