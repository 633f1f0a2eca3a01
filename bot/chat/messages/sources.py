"""The sources at a glance, and each of them in full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.chat.keyboards import Button, Keyboard
from bot.chat.locale import en, en_causes, en_sources, en_times
from bot.chat.messages.places import place, title
from bot.chat.messages.tree import Block, Tree, bold, paragraph
from bot.chat.source_buttons import Deed, button
from bot.errors import Cause
from bot.health import Health, health
from bot.store.source import Source, SourceKind

PAGE = 10
_IN_A_ROW = 5
_COUNTED = (
    Health.WORKING,
    Health.QUIET,
    Health.UNSTEADY,
    Health.FAILING,
    Health.REFUSED,
    Health.GONE,
    Health.PAUSED,
    Health.NEW,
    Health.KEPT,
)
_WITHOUT_SINCE = frozenset(
    {Health.WORKING, Health.NEW, Health.KEPT, Health.PAUSED, Health.UNSTEADY}
)


def pages(sources: Sequence[Source]) -> int:
    """How many pages a list takes, at least 1."""
    return max(1, -(-len(sources) // PAGE))


def list_tree(sources: Sequence[Source], number: int, now: datetime) -> Tree:
    """A page of the list, numbered from 0, below the counts of all."""
    if not sources:
        return (paragraph(en_sources.NO_SOURCES),)
    return (
        paragraph(bold(en_sources.SOURCES)),
        paragraph(counts(sources, now), tight=True),
        *(block for s in _on_page(sources, number) for block in _line(s, now)),
        *_page_number(sources, number),
    )


def list_keyboard(sources: Sequence[Source], number: int) -> Keyboard:
    """A button for each source on a page, and to the pages beside it."""
    each = [button(str(s.number), Deed.SHOW, s.number) for s in _on_page(sources, number)]
    rows = [tuple(each[i : i + _IN_A_ROW]) for i in range(0, len(each), _IN_A_ROW)]
    turn: list[Button] = []
    if number > 0:
        turn.append(button(en_sources.BUTTON_BACK, Deed.LIST, number - 1))
    if number < pages(sources) - 1:
        turn.append(button(en_sources.BUTTON_NEXT, Deed.LIST, number + 1))
    return (*rows, tuple(turn)) if turn else tuple(rows)


def counts(sources: Sequence[Source], now: datetime) -> str:
    """How many sources there are, and how they are."""
    found = Counter(health(source, now) for source in sources)
    told = ", ".join(f"{found[h]:,} {en_sources.HEALTH[h]}" for h in _COUNTED if found[h])
    return f"{en.plural(len(sources), 'source')}: {told}"


def _on_page(sources: Sequence[Source], number: int) -> Sequence[Source]:
    return sources[number * PAGE : (number + 1) * PAGE]


def _page_number(sources: Sequence[Source], number: int) -> Iterator[Block]:
    if pages(sources) > 1:
        yield paragraph(en_sources.PAGE.format(page=number + 1, pages=pages(sources)))


def _line(source: Source, now: datetime) -> Iterator[Block]:
    yield paragraph(f"{source.number}. ", bold(title(source.title, 60)))
    yield paragraph(glance(source, now), tight=True, breakable=False)


def glance(source: Source, now: datetime) -> str:
    """How a source is in a word, and where it helps since when and why."""
    state = health(source, now)
    word = en_sources.HEALTH[state]
    told = word if state in _WITHOUT_SINCE else f"{word} {en_times.since(_began(source), now)}"
    if source.cause is None or state in {Health.GONE, Health.PAUSED}:
        return told
    return f"{told}: {en_causes.cause(source)[0]}"


def _began(source: Source) -> datetime:
    """Since when a source is as it is."""
    if source.cause is None and not source.gone:
        return source.news or source.added
    return source.failing_since or source.fetched or source.added


def state_sentence(source: Source, now: datetime) -> str:
    """How a source is, why, and what an admin can do about it."""
    what, advice = en_causes.cause(source)
    state = health(source, now)
    if state is Health.GONE:
        advice = en_causes.CAUSES[Cause.GONE][1]
    return en_sources.HEALTH_SENTENCE[state].format(
        since=en_times.since(_began(source), now),
        times=en.plural(source.failures, "attempt"),
        what=what,
        advice=advice,
    )


def details_tree(source: Source, articles: int, now: datetime) -> Tree:
    """Everything about a source that an admin may want to know."""
    return (
        paragraph(bold(title(source.title, 200))),
        paragraph(en_sources.DETAILS.format(number=source.number), tight=True),
        paragraph(state_sentence(source, now)),
        *_identity(source),
        *_times(source, now),
        *_kept(source, articles, now),
    )


def _identity(source: Source) -> Iterator[Block]:
    yield paragraph(en_sources.ADDRESS, place(source.address))
    if source.moved_to is not None:
        yield paragraph(en_sources.MOVED_TO, place(source.moved_to), tight=True)
    kind = en_sources.KIND.format(
        kind=en_sources.KINDS[source.kind], language=en_sources.language(source.language)
    )
    yield paragraph(kind, tight=True)


def _times(source: Source, now: datetime) -> Iterator[Block]:
    if source.kind is SourceKind.FILE:
        return
    read = en_sources.NEVER_READ
    if source.fetched is not None:
        read = en_sources.LAST_READ.format(when=en_times.ago(source.fetched, now))
    yield paragraph(read)
    if source.cause is not None and source.worked is not None:
        worked = en_sources.LAST_WORKED.format(when=en_times.ago(source.worked, now))
        yield paragraph(worked, tight=True)
    if source.due is not None and not (source.paused or source.gone):
        told = en_sources.NEXT_READ.format(when=en_times.ahead(source.due, now))
        if source.cause is None:
            told += ", " + en_sources.OFTEN.format(often=en_times.every(source.interval))
        yield paragraph(told, tight=True)


def _kept(source: Source, articles: int, now: datetime) -> Iterator[Block]:
    told = en_sources.ARTICLES.format(articles=en.plural(articles, "article"))
    if source.news is not None and source.kind is not SourceKind.FILE:
        told += ", " + en_sources.LAST_NEWS.format(when=en_times.ago(source.news, now))
    yield paragraph(told, tight=source.kind is not SourceKind.FILE)
    if source.kind is SourceKind.FEED:
        pages_read = en_sources.FULL_PAGES_ON if source.full_pages else en_sources.FULL_PAGES_OFF
        yield paragraph(pages_read, tight=True)


def details_keyboard(source: Source) -> Keyboard:
    """What can be done with a source."""
    number = source.number
    rows: list[tuple[Button, ...]] = []
    if source.kind is not SourceKind.FILE:
        rows.append((button(en_sources.BUTTON_FETCH, Deed.FETCH, number), _switch(source)))
    if source.kind is SourceKind.FEED:
        rows.append((_full_pages(source),))
    rows.append(
        (
            button(en_sources.BUTTON_RENAME, Deed.RENAME, number),
            button(en_sources.BUTTON_REMOVE, Deed.ASK_REMOVE, number),
        )
    )
    rows.append((button(en_sources.BUTTON_LIST, Deed.LIST),))
    return tuple(rows)


def _switch(source: Source) -> Button:
    if source.gone:
        return button(en_sources.BUTTON_REVIVE, Deed.RESUME, source.number)
    if source.paused:
        return button(en_sources.BUTTON_RESUME, Deed.RESUME, source.number)
    return button(en_sources.BUTTON_PAUSE, Deed.PAUSE, source.number)


def _full_pages(source: Source) -> Button:
    if source.full_pages:
        return button(en_sources.BUTTON_FULL_OFF, Deed.FULL_OFF, source.number)
    return button(en_sources.BUTTON_FULL_ON, Deed.FULL_ON, source.number)
