"""What admins are told of a source without having asked."""

from datetime import datetime

from bot.chat.answer import Answer
from bot.chat.locale import en_causes, en_sources, en_times
from bot.chat.messages.places import place, title
from bot.chat.messages.tree import Run, bold, paragraph
from bot.chat.source_buttons import Deed, button
from bot.desk import NoticeKind, SourceNotice
from bot.errors import Cause


def notice_answer(notice: SourceNotice, now: datetime) -> Answer:
    """A notice in words, with a button that leads to its source."""
    source = notice.source
    what, advice = en_causes.cause(source)
    if notice.kind is NoticeKind.GONE:
        advice = en_causes.CAUSES[Cause.GONE][1]
    began = source.failing_since or source.fetched or source.added
    words = en_sources.NOTICES[notice.kind].format(
        since=en_times.since(began, now), what=what, advice=advice
    )
    runs: list[Run | str] = [bold(title(source.title)), words]
    if notice.kind is NoticeKind.MOVED:
        runs.append(place(source.address))
    shown = en_sources.BUTTON_SHOW.format(number=source.number)
    return Answer((paragraph(*runs),), ((button(shown, Deed.SHOW, source.number),),))
