"""A tree that is too long for one message becomes several, none of them over a limit.

The tree is split before it is rendered, so no tag, entity or character is ever cut. Parts end
between stories where they can, else between blocks, else between sentences or words of a block that
alone is too long for a message.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.messages.render import LIMIT, Size, measure
from bot.chat.messages.tree import Block, Run, Tree

_SEPARATOR = Size(units=2, octets=2)


def split(tree: Tree, limit: Size = LIMIT) -> list[Tree]:
    """The parts of a tree, in order; nothing is lost.

    Args:
        tree: what to say.
        limit: what one message may hold.
    """
    parts: list[Tree] = []
    for group in _groups(tree):
        if parts and _size((*parts[-1], *group)).within(limit):
            parts[-1] = (*parts[-1], *group)
        elif _size(group).within(limit):
            parts.append(group)
        else:
            parts.extend(_parts_of_group(group, limit))
    return parts


def _parts_of_group(group: Tree, limit: Size) -> list[Tree]:
    """A group that is too long for one message; what belongs to a block stays with its end."""
    parts: list[Tree] = [()]
    for index, block in enumerate(group):
        following = group[index + 1 : index + 2]
        for piece in _pieces(block, limit, _size(parts[-1])):
            tail = (piece, *following) if _size((piece, *following)).within(limit) else (piece,)
            if parts[-1] and not _size((*parts[-1], *tail)).within(limit):
                parts.append(())
            parts[-1] = (*parts[-1], piece)
    return parts


def _groups(tree: Tree) -> Iterator[Tree]:
    """Blocks that belong together: a part prefers to begin with a breakable one."""
    group: Tree = ()
    for block in tree:
        if group and block.breakable:
            yield group
            group = ()
        group = (*group, block)
    if group:
        yield group


def _size(tree: Tree) -> Size:
    return sum((measure(block, first=index == 0) for index, block in enumerate(tree)), start=Size())


def _pieces(block: Block, limit: Size, used: Size) -> Iterator[Block]:
    """The block, cut as often as it takes for each piece to fit a message.

    The first piece fills the message that was begun, if that has room worth filling.
    """
    if measure(block, first=True).within(limit):
        yield block
        return
    room = limit - used - _SEPARATOR
    if not Size(limit.units // 4, limit.octets // 4, limit.entities // 4).within(room):
        room = limit
    while not measure(block, first=True).within(room):
        head, tail = _cut(block, room)
        yield head
        block, room = tail, limit
    yield block


def _cut(block: Block, limit: Size) -> tuple[Block, Block]:
    """The longest beginning that fits, cut after a sentence or word if it can be, and the rest."""
    low, high = 1, len(block.text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(_beginning(block, middle), first=True).within(limit):
            low = middle
        else:
            high = middle - 1
    place = _good_place(block.text, low)
    return _beginning(block, place), _ending(block, place)


def _good_place(text: str, most: int) -> int:
    for mark, length in ((". ", 2), (" ", 1)):
        place = text.rfind(mark, most // 2, most)
        if place > 0:
            return place + length
    return most


def _beginning(block: Block, length: int) -> Block:
    runs: list[Run] = []
    for run in block.runs:
        if length <= 0:
            break
        runs.append(replace(run, text=run.text[:length]))
        length -= len(run.text)
    return block.with_runs(runs)


def _ending(block: Block, start: int) -> Block:
    runs: list[Run] = []
    for run in block.runs:
        rest = run.text[max(start, 0) :]
        if rest:
            runs.append(replace(run, text=rest))
        start -= len(run.text)
    return block.with_runs(runs)
