"""What the dry run of a topic says."""

from collections.abc import Iterator, Sequence

from bot.chat.locale import en_topics
from bot.chat.messages.briefing import attribution
from bot.chat.messages.tree import Block, Run, Tree, bold, italic, paragraph
from bot.topic_book import Tried
from summaries.dryrun import DryRun, Example

_FOLDED_FROM = 420
_MOST_EXAMPLES = 3
_MANY = 20


def trial_tree(tried: Tried) -> Tree:
    """What a topic would match, as a message."""
    told = en_topics.NEW if tried.before is None else en_topics.CHANGED
    return (
        paragraph(bold(tried.topic.title)),
        paragraph(italic(told.format(slug=tried.topic.slug)), tight=True),
        *_matches(tried),
        *_change(tried),
        *_examples(tried),
    )


def _matches(tried: Tried) -> Iterator[Block]:
    whole = tried.whole
    if not whole.articles:
        yield paragraph(en_topics.NO_ARTICLES)
        return
    yield paragraph(en_topics.counted(tried))
    if whole.matched >= _MANY and whole.matched * 2 > whole.articles:
        yield paragraph(en_topics.TOO_GENERAL, tight=True)
    if not whole.matched:
        yield paragraph(en_topics.NOTHING_MATCHES)
    yield from _phrases(whole)


def _phrases(whole: DryRun) -> Iterator[Block]:
    if whole.reasons:
        yield paragraph(bold(en_topics.WHY))
        for line in en_topics.reasons(whole.reasons):
            yield paragraph(line, tight=True)
    if whole.unused:
        yield paragraph(en_topics.unused(whole.unused))
    for index, line in enumerate(en_topics.ruled_out(whole.ruled_out)):
        yield paragraph(line, tight=index > 0)


def _change(tried: Tried) -> Iterator[Block]:
    if tried.difference is None or not tried.whole.articles:
        return
    gained, lost = tried.difference.gained, tried.difference.lost
    yield paragraph(en_topics.difference(len(gained), len(lost)))
    for title, found in ((en_topics.GAINED, gained), (en_topics.LOST, lost)):
        if found:
            yield paragraph(bold(title))
            yield from _quoted(found[:1], tight=True)


def _examples(tried: Tried) -> Iterator[Block]:
    if tried.difference is None:
        yield from _quoted(various(tried.whole.examples, _MOST_EXAMPLES))


def various(examples: Sequence[Example], most: int) -> Sequence[Example]:
    """A few of some examples, in their order: one for each phrase before a second one for any."""
    phrases = [example.phrase for example in examples]
    times = [phrases[:index].count(phrase) for index, phrase in enumerate(phrases)]
    chosen = sorted(range(len(examples)), key=lambda index: (times[index], index))[:most]
    return [examples[index] for index in sorted(chosen)]


def _quoted(examples: Sequence[Example], *, tight: bool = False) -> Iterator[Block]:
    for example in examples:
        text = example.text
        yield Block((Run(text),), quote=True, folded=len(text) >= _FOLDED_FROM, tight=tight)
        yield paragraph(
            *attribution(example.article),
            italic(f"; {en_topics.because(example.phrase)}"),
            tight=True,
            breakable=False,
        )
