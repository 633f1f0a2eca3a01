"""The dry run of a source: what it would bring."""

from collections.abc import Iterator, Sequence

from bot.chat.keyboards import Button, Keyboard
from bot.chat.locale import en, en_sources
from bot.chat.messages.places import place, short, title
from bot.chat.messages.tree import Block, Run, Tree, bold, italic, link, paragraph
from bot.chat.source_buttons import Deed, button
from bot.desk import Caveat, Sample, Trial
from bot.store.source import SourceKind
from summaries.model import Published, Topic

_MOST_OTHERS = 8
_LONGEST_BUTTON = 40
_FOLDED_FROM = 300


def trial_tree(trial: Trial) -> Tree:
    """What a source would bring, in the order in which somebody decides about it."""
    return (
        paragraph(bold(title(trial.title or short(trial.address)))),
        paragraph(_what(trial), tight=True),
        paragraph(*_where(trial), tight=True),
        *(_matches(trial.matches) if trial.kind is SourceKind.FEED else ()),
        *samples_tree(trial.newest, heading=_heading(trial)),
        *_caveats(() if trial.known else trial.caveats),
        *_known(trial),
        *([paragraph(en_sources.OTHERS)] if trial.others else []),
    )


def trial_keyboard(trial: Trial) -> Keyboard:
    """What can be done with it; of a source that is known there is nothing to add."""
    rows: list[tuple[Button, ...]] = []
    if trial.known is not None:
        shown = en_sources.BUTTON_SHOW.format(number=trial.known.number)
        rows.append((button(shown, Deed.SHOW, trial.known.number),))
    else:
        rows.append((button(en_sources.BUTTON_ADD, Deed.ADD, trial=trial.id),))
        if trial.kind is SourceKind.FEED and Caveat.TEASERS in trial.caveats:
            rows.append((button(en_sources.BUTTON_ADD_FULL, Deed.ADD_FULL, trial=trial.id),))
    for index, (address, name) in enumerate(trial.others[:_MOST_OTHERS]):
        words = en_sources.BUTTON_TRY.format(title=title(name or short(address), _LONGEST_BUTTON))
        rows.append((button(words, Deed.TRY, index, trial=trial.id),))
    if trial.known is None:
        rows.append((button(en_sources.BUTTON_CANCEL, Deed.CANCEL, trial=trial.id),))
    return tuple(rows)


def _what(trial: Trial) -> str:
    told = en_sources.DIALECT.format(
        dialect=trial.dialect, language=en_sources.language(trial.language)
    )
    if trial.kind is not SourceKind.FEED:
        return told
    if not trial.items:
        return f"{told}, {en_sources.ITEMS_NONE}"
    week = en_sources.OF_THE_WEEK.format(number=trial.week)
    if trial.week in {0, trial.items}:
        week = en_sources.ALL_OF_THE_WEEK if trial.week else en_sources.NONE_OF_THE_WEEK
    return f"{told}, {en.plural(trial.items, 'item')}, {week}"


def _where(trial: Trial) -> Iterator[Run | str]:
    yield place(trial.address)
    if trial.page is not None:
        yield ". "
        before, after = en_sources.FOUND_ON.split("{place}")
        yield from (before, place(trial.page), after)


def _matches(matches: Sequence[tuple[Topic, int]]) -> Iterator[Block]:
    if matches:
        yield paragraph(bold(en_sources.MATCHES))
        for topic, number in matches:
            yield paragraph(f"{topic.title}: {number:,}", tight=True, breakable=False)


def _heading(trial: Trial) -> str:
    return en_sources.NEWEST if trial.kind is SourceKind.FEED else en_sources.THE_ITEM


def samples_tree(samples: Sequence[Sample], *, heading: str) -> Tree:
    """Items as they would be stored."""
    if not samples:
        return ()
    return (
        paragraph(bold(heading)),
        *(
            block
            for index, sample in enumerate(samples)
            for block in _sample(sample, first=not index)
        ),
    )


def _sample(sample: Sample, *, first: bool) -> Iterator[Block]:
    article = sample.article
    heading = title(article.title or en_sources.UNTITLED, 200)
    yield paragraph(link(heading, article.url), tight=first, breakable=not first)
    topics = en_sources.NO_TOPIC
    if sample.topics:
        named = ", ".join(topic.title for topic in sample.topics)
        topics = en_sources.ON_TOPICS.format(topics=named)
    about = f"{dated(article.published)}; {topics}"
    yield paragraph(italic(about), tight=True, breakable=False)
    if sample.quote is None:
        yield paragraph(en_sources.NO_QUOTE, tight=True, breakable=False)
        return
    text = sample.quote.text
    yield Block(
        (Run(text),), quote=True, folded=len(text) > _FOLDED_FROM, tight=True, breakable=False
    )


def dated(date: Published | None) -> str:
    """A date with what it rests on."""
    if date is None:
        return en_sources.UNDATED
    return f"{en.published(date)} ({en_sources.DATE_BASIS[date.basis]})"


def _caveats(caveats: Sequence[Caveat]) -> Iterator[Block]:
    if caveats:
        yield paragraph(bold(en_sources.BEFORE_ADDING))
        for caveat in caveats:
            yield paragraph(en_sources.CAVEATS[caveat], tight=True, breakable=False)


def _known(trial: Trial) -> Iterator[Block]:
    if trial.known is not None:
        known = trial.known
        yield paragraph(
            bold(en_sources.KNOWN.format(number=known.number, title=title(known.title)))
        )
