"""The office for sources: what admins have done with them in a chat."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime

from bot.chat.answer import Answer, Document, Notice
from bot.chat.asker import Asker
from bot.chat.commands import intake, source
from bot.chat.keyboards import Keyboard
from bot.chat.locale import en, en_sources
from bot.chat.messages.places import host, title
from bot.chat.messages.sources import (
    details_keyboard,
    details_tree,
    list_keyboard,
    list_tree,
    pages,
)
from bot.chat.messages.tree import paragraph
from bot.chat.messages.trial import trial_keyboard, trial_tree
from bot.chat.office import Attached, Office
from bot.chat.source_buttons import PREFIX, Deed, SourcePress, button, decode
from bot.desk import Desk, Refreshed, Trial
from bot.errors import SourceError
from bot.store.source import Source

_LONGEST_NOTICE = 200
_MOST_TRIALS = 100
_EXPORT = "quotewire-sources.opml"


class SourceOffice(Office):
    """Adds, shows, changes and removes sources."""

    commands = frozenset(
        {"addsource", "sources", "source", "removesource", "addtext", "exportsources"}
    )
    prefix = PREFIX
    menu: Mapping[str, str] = en_sources.MENU

    def __init__(self, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._desk, self._clock = desk, clock
        self._intake = intake.Intake(desk)
        self._trials: dict[str, Trial] = {}

    async def command(self, name: str, argument: str, asker: Asker, attached: Attached) -> Answer:
        """The answer to one of its commands."""
        del asker
        try:
            match name:
                case "addsource":
                    return await self._add_source(argument, attached)
                case "addtext":
                    return await self._intake.text(argument, attached)
                case "sources":
                    return await self._list(0)
                case "removesource":
                    return await self._named(name, argument, self._ask_remove)
                case "exportsources":
                    return await self._export()
            return await self._source(argument)
        except SourceError as error:
            return _said(str(error))

    async def press(self, data: str, asker: Asker) -> Answer | Notice:
        """The answer to one of its buttons."""
        del asker
        press = decode(data)
        if press is None:
            return Notice(en.BUTTON_STALE)
        try:
            return await self._pressed(press)
        except SourceError as error:
            told = str(error)
            return Notice(told) if len(told) <= _LONGEST_NOTICE else _said(told)

    async def reply(self, text: str, asker: Asker, attached: Attached) -> Answer | None:
        """A new title, where the message replied to asked for one."""
        del asker
        number = source.renamed_in(attached.text or "")
        if number is None:
            return None
        try:
            return await self._rename(number, text)
        except SourceError as error:
            return _said(str(error))

    async def upload(self, asker: Asker, attached: Attached) -> Answer | None:
        """The answer to a file."""
        del asker
        if attached.document is None:
            return None
        return self._intake.file(attached.document)

    async def _add_source(self, argument: str, attached: Attached) -> Answer:
        if attached.document is not None and not argument:
            return self._intake.file(attached.document)
        wanted = source.addresses(argument) or source.links(attached.text or "")
        match wanted:
            case [address]:
                return self._look(address)
            case []:
                return _said(en_sources.ADD_HOW)
        return _said(en_sources.ONE_ADDRESS)

    def _look(self, address: str) -> Answer:
        """Say that it is being looked at; the dry run takes the place of that."""
        place = host(address) or en_sources.THIS_ADDRESS
        return Answer(
            (paragraph(en_sources.LOOKING.format(place=place)),), live=self._dry_run(address)
        )

    async def _dry_run(self, address: str) -> AsyncIterator[Answer]:
        try:
            trial = await self._desk.try_out(address)
        except SourceError as error:
            yield _said(str(error))
            return
        self._trials[trial.id] = trial
        while len(self._trials) > _MOST_TRIALS:
            del self._trials[next(iter(self._trials))]
        yield Answer(trial_tree(trial), trial_keyboard(trial))

    async def _pressed(self, press: SourcePress) -> Answer | Notice:
        number = press.number
        match press.deed:
            case Deed.ADD | Deed.ADD_FULL:
                return self._add(press.trial, full_pages=press.deed is Deed.ADD_FULL)
            case Deed.CANCEL:
                return Answer((paragraph(en_sources.NOT_ADDED),), settled=True)
            case Deed.TRY:
                return self._try_other(press)
            case Deed.LIST:
                return await self._list(number, instead=True)
            case Deed.SHOW:
                return await self._show(await self._desk.get(number))
            case Deed.FETCH:
                return await self._refresh(await self._desk.get(number))
            case Deed.RENAME:
                return self._ask_title(await self._desk.get(number))
            case Deed.ASK_REMOVE:
                return await self._ask_remove(await self._desk.get(number))
            case Deed.REMOVE:
                return await self._remove(number)
            case Deed.KEEP:
                return Answer((paragraph(en_sources.REMAINS),), instead=True)
        return await self._changed(press.deed, number)

    async def _changed(self, deed: Deed, number: int) -> Answer:
        """Details of a source after a switch was turned."""
        match deed:
            case Deed.PAUSE:
                changed = await self._desk.pause(number)
            case Deed.RESUME:
                changed = await self._desk.resume(number)
            case _:
                wanted = deed is Deed.FULL_ON
                changed = await self._desk.read_full_pages(number, wanted=wanted)
        return await self._show(changed, instead=True)

    def _try_other(self, press: SourcePress) -> Answer | Notice:
        trial = self._trials.get(press.trial)
        if trial is None or press.number >= len(trial.others):
            return Notice(en_sources.TRIAL_OLD)
        return self._look(trial.others[press.number][0])

    def _add(self, trial: str, *, full_pages: bool) -> Answer:
        known = self._trials.get(trial)
        name = title(known.title) if known else en_sources.THE_SOURCE
        return Answer(
            (paragraph(en_sources.ADDING.format(title=name)),),
            live=self._adding(trial, full_pages=full_pages),
            settled=True,
        )

    async def _adding(self, trial: str, *, full_pages: bool) -> AsyncIterator[Answer]:
        try:
            added = await self._desk.add(trial, full_pages=full_pages)
            articles = await self._desk.articles(added.number)
        except SourceError as error:
            yield _said(str(error))
            return
        self._trials.pop(trial, None)
        yield Answer((paragraph(source.added(added, articles, self._clock())),), _to(added))

    async def _list(self, number: int, *, instead: bool = False) -> Answer:
        sources = await self._desk.all()
        number = min(number, pages(sources) - 1)
        tree = list_tree(sources, number, self._clock())
        return Answer(tree, list_keyboard(sources, number), instead=instead)

    async def _source(self, argument: str) -> Answer:
        """/source with a number, and maybe what to do with it."""
        head, _, rest = argument.strip().partition(" ")
        number = source.number_in(head)
        if number is None:
            return _said(en_sources.WHICH.format(command="source"))
        found = await self._desk.get(number)
        verb, _, words = rest.strip().partition(" ")
        match verb.lower():
            case "":
                return await self._show(found)
            case "rename":
                return await self._rename(number, words) if words else self._ask_title(found)
            case "pause":
                return await self._show(await self._desk.pause(number))
            case "resume":
                return await self._show(await self._desk.resume(number))
            case "refresh":
                return await self._refresh(found)
            case "remove":
                return await self._ask_remove(found)
        return _said(en_sources.UNKNOWN_VERB.format(number=number))

    async def _named(
        self, command: str, argument: str, do: Callable[[Source], Awaitable[Answer]]
    ) -> Answer:
        number = source.number_in(argument)
        if number is None:
            return _said(en_sources.WHICH.format(command=command))
        return await do(await self._desk.get(number))

    async def _show(self, shown: Source, *, instead: bool = False) -> Answer:
        articles = await self._desk.articles(shown.number)
        tree = details_tree(shown, articles, self._clock())
        return Answer(tree, details_keyboard(shown), instead=instead)

    async def _refresh(self, wanted: Source) -> Answer:
        told = en_sources.READING.format(title=title(wanted.title))
        return Answer((paragraph(told),), live=self._refreshing(wanted.number))

    async def _refreshing(self, number: int) -> AsyncIterator[Answer]:
        try:
            brought: Refreshed = await self._desk.refresh(number)
        except SourceError as error:
            yield _said(str(error))
            return
        yield Answer((paragraph(source.refreshed(brought)),), _to(brought.source))

    def _ask_title(self, wanted: Source) -> Answer:
        return Answer(source.ask_title(wanted), prompt=en_sources.RENAME_PROMPT)

    async def _rename(self, number: int, words: str) -> Answer:
        wanted = source.cleaned_title(words)
        if wanted is None:
            return _said(en_sources.RENAME_EMPTY)
        renamed = await self._desk.rename(number, wanted)
        told = en_sources.RENAMED.format(number=number, title=renamed.title)
        return Answer((paragraph(told),), _to(renamed))

    async def _ask_remove(self, wanted: Source) -> Answer:
        articles = await self._desk.articles(wanted.number)
        return Answer(
            (paragraph(source.remove_question(wanted, articles)),),
            (
                (button(en_sources.BUTTON_REMOVE_YES, Deed.REMOVE, wanted.number),),
                (button(en_sources.BUTTON_REMOVE_NO, Deed.KEEP, wanted.number),),
            ),
        )

    async def _remove(self, number: int) -> Answer:
        gone = await self._desk.get(number)
        articles = await self._desk.remove(number)
        told = en_sources.REMOVED.format(
            title=title(gone.title), articles=en.plural(articles, "article")
        )
        return Answer((paragraph(told),), instead=True)

    async def _export(self) -> Answer:
        feeds = source.feeds(await self._desk.all())
        if not feeds:
            return _said(en_sources.NOTHING_TO_EXPORT)
        told = en_sources.EXPORTED.format(feeds=en.plural(feeds, "feed"))
        content = await self._desk.export_opml()
        return Answer((paragraph(told),), document=Document(_EXPORT, content))


def _said(sentence: str) -> Answer:
    return Answer((paragraph(sentence),))


def _to(shown: Source) -> Keyboard:
    words = en_sources.BUTTON_SHOW.format(number=shown.number)
    return ((button(words, Deed.SHOW, shown.number),),)
