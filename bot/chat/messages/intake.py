"""What became of files and texts that were taken in, and of the lines of an OPML file."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.chat.keyboards import Keyboard
from bot.chat.locale import en, en_sources
from bot.chat.messages.places import short, title
from bot.chat.messages.tree import Block, Tree, bold, paragraph
from bot.chat.messages.trial import samples_tree
from bot.chat.source_buttons import Deed, button
from bot.desk import Line, Status, Taken
from bot.store.source import Source

_LATEST = 8
_MOST_LINES = 100
_BAD = frozenset({Status.FAILED, Status.EMPTY})
_ORDER = (Status.ADDED, Status.CHANGED, Status.KNOWN, Status.FAILED, Status.EMPTY, Status.TRIED)


def taken_tree(taken: Taken) -> Tree:
    """What became of a document."""
    if taken.source is None:
        told = en_sources.TAKEN_FAILED
        if taken.status is Status.EMPTY:
            told = en_sources.TAKEN_EMPTY
        reason = [paragraph(taken.reason)] if taken.reason else []
        return (paragraph(told.format(name=title(taken.name))), *reason)
    words = {
        Status.CHANGED: en_sources.TAKEN_CHANGED,
        Status.KNOWN: en_sources.TAKEN_KNOWN,
    }.get(taken.status, en_sources.ADDED)
    told = words.format(number=taken.source.number, title=title(taken.source.title))
    samples = () if taken.status is Status.KNOWN else taken.samples
    heading = en_sources.THE_ITEM if len(samples) == 1 else en_sources.ITS_ITEMS
    return (paragraph(told), *samples_tree(samples[:3], heading=heading))


def taken_keyboard(taken: Taken) -> Keyboard:
    """A way to what was taken in, and back."""
    if taken.source is None:
        return ()
    number = taken.source.number
    row = [button(en_sources.BUTTON_SHOW.format(number=number), Deed.SHOW, number)]
    if taken.status is Status.ADDED:
        row.append(button(en_sources.BUTTON_REMOVE, Deed.ASK_REMOVE, number))
    return (tuple(row),)


def progress_tree(name: str, lines: Sequence[Line]) -> Tree:
    """An import that goes on: how far it is, and the latest lines."""
    last = lines[-1]
    head = en_sources.IMPORT_PROGRESS.format(name=title(name), number=last.number, total=last.total)
    return (paragraph(bold(head)), *_lines(lines[-_LATEST:]))


def imported_tree(name: str, lines: Sequence[Line]) -> Tree:
    """An import that is done: what failed first, then the others, of very many only the first."""
    bad = [line for line in lines if line.status in _BAD]
    good = [line for line in lines if line.status not in _BAD]
    room = max(0, _MOST_LINES - len(bad))
    tree = (
        paragraph(bold(en_sources.IMPORT_DONE.format(name=title(name), counts=_counts(lines)))),
        *_lines(bad),
        *_lines(good[:room]),
    )
    left = len(good) - room
    if left <= 0:
        return tree
    return (*tree, paragraph(en_sources.IMPORT_MORE.format(number=left)))


def imported_keyboard() -> Keyboard:
    """A way to all sources."""
    return ((button(en_sources.BUTTON_LIST, Deed.LIST),),)


def _counts(lines: Sequence[Line]) -> str:
    found = Counter(en_sources.IMPORT_COUNTS[line.status] for line in lines)
    order = dict.fromkeys(en_sources.IMPORT_COUNTS[status] for status in _ORDER)
    told = [f"{found[word]:,} {word}" for word in order if found[word]]
    return ", ".join([en.plural(len(lines), "feed"), *told])


def _lines(lines: Sequence[Line]) -> Iterator[Block]:
    for line in lines:
        name = title(line.title or short(line.address))
        told = en_sources.IMPORT_LINE[line.status].format(number=_number(line.source))
        if line.reason and line.source is None:
            told = f"{told}. {line.reason}"
        yield paragraph(f"{line.number}. ", bold(name))
        yield paragraph(told, tight=True, breakable=False)


def _number(source: Source | None) -> int | str:
    return "" if source is None else source.number
