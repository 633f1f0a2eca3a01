"""The bot's words about sources, in British English."""

from collections.abc import Mapping
from typing import Final

from bot.desk import Caveat, NoticeKind, Status
from bot.health import Health
from bot.store.source import SourceKind
from summaries.model import Basis

MENU: Final[Mapping[str, str]] = {
    "addsource": "Add a source by its address",
    "sources": "All sources, and how they are",
    "source": "One source, by its number",
    "removesource": "Remove a source, by its number",
    "addtext": "Take in a text or a file",
    "exportsources": "All feeds as an OPML file",
}

ADD_HOW = (
    "Send the address of a feed or a website behind the command, such as "
    "/addsource https://example.org. I show you what it would bring before anything is added."
)
ONE_ADDRESS = (
    "One address at a time, please. For many at once, send me an .opml file, as other feed readers "
    "export it."
)
LOOKING = "Looking at {place} …"
THIS_ADDRESS = "this address"
ADDING = "Adding {title} …"
THE_SOURCE = "this source"
ADDED = "Added as source {number}: {title}."
ADDED_FULL_PAGES = "I read the full pages that it links to."
ADDED_UNREAD = "Its articles follow in a minute or so, with the full pages that it links to."
KEPT_NOW = "{articles} kept."
READ_AGAIN = "I read it again {when}."
NOT_ADDED = "Nothing was added."
TRIAL_OLD = "That was tried out too long ago. Please send the address again with /addsource."

DIALECT = "{dialect}{language}"
IN_LANGUAGE = ", in {language}"
ITEMS_NONE = "no items"
OF_THE_WEEK = "{number} of the last 7 days"
ALL_OF_THE_WEEK = "all of the last 7 days"
NONE_OF_THE_WEEK = "none of the last 7 days"
FOUND_ON = "Found on {place}."
MATCHES = "In the last 7 days"
NEWEST = "Newest"
THE_ITEM = "Its article"
ITS_ITEMS = "Its articles"
UNTITLED = "Without a title"
NO_QUOTE = "No sentence of it can be quoted."
NO_TOPIC = "on no topic"
ON_TOPICS = "on {topics}"
BEFORE_ADDING = "Before you add it"
KNOWN = "This is source {number} already: {title}."
OTHERS = "The page has other feeds too. To see what one of them would bring, tap it below."

BUTTON_ADD = "Add"
BUTTON_ADD_FULL = "Add, and read full pages"
BUTTON_CANCEL = "Cancel"
BUTTON_SHOW = "Source {number}"
BUTTON_TRY = "Try {title}"
BUTTON_PAUSE = "Pause"
BUTTON_RESUME = "Resume"
BUTTON_REVIVE = "Try it again"
BUTTON_FETCH = "Refresh now"
BUTTON_FULL_ON = "Read full pages"
BUTTON_FULL_OFF = "Stop full pages"
BUTTON_RENAME = "Rename"
BUTTON_REMOVE = "Remove"
BUTTON_REMOVE_YES = "Remove it"
BUTTON_REMOVE_NO = "Keep it"
BUTTON_LIST = "All sources"
BUTTON_NEXT = "Next"
BUTTON_BACK = "Back"

SOURCES = "Sources"
NO_SOURCES = (
    "There are no sources yet. Send /addsource with the address of a feed or a website, or send me "
    "a .txt, .html, .md or .opml file."
)
PAGE = "Page {page} of {pages}"
WHICH = "Which source? Put its number behind the command, such as /{command} 3. /sources lists all."
UNKNOWN_VERB = (
    "I can do this with a source: /source {number} rename New title, and likewise pause, resume, "
    "refresh and remove. /source {number} alone shows it."
)

DETAILS = "Source {number}"
ADDRESS = "Address: "
KIND = "Kind: {kind}{language}"
LAST_READ = "Last tried: {when}"
NEVER_READ = "Not read yet"
LAST_WORKED = "Last read without trouble: {when}"
NEXT_READ = "Next: {when}"
OFTEN = "about {often}"
ARTICLES = "Kept: {articles}"
LAST_NEWS = "the last one came {when}"
FULL_PAGES_ON = "Full pages: read"
FULL_PAGES_OFF = "Full pages: not read, only what the feed says"
MOVED_TO = "Says that it moved to "

READING = "Reading {title} …"
REFRESHED = "{title}: {news}."
NOTHING_NEW = "nothing new"
NOT_FETCHED = "{title} could not be read: {what}. {advice}"

RENAME_ASK = "Reply to this message with the new title of source "
RENAME_NOW = "Now it is called “{title}”."
RENAME_PROMPT = "New title"
RENAMED = "Source {number} is called “{title}” now."
RENAME_EMPTY = "A title needs at least a letter or a digit. Please reply with another one."

REMOVE_ASK = (
    "Shall I remove source {number}, {title}, {with_articles}? Briefings no longer quote it then. "
    "This cannot be undone."
)
WITH_ARTICLES = "with the {articles} I keep of it"
WITHOUT_ARTICLES = "of which I keep no articles"
REMOVED = "Removed: {title}, with {articles}."
REMAINS = "Nothing was removed."

NOT_DOWNLOADED = "Telegram did not give me this file. Please send it again."
UNSUPPORTED = (
    "I can take in .txt, .html and .md files as articles, and .opml files as lists of feeds. "
    "“{name}” is none of these; saved as one of them, it is welcome."
)
UNNAMED = "This file"
TOO_BIG = "“{name}” has {size}, and I take files of up to {most}. Please send a smaller part of it."
TEXT_HOW = (
    "Reply to a message with /addtext, and I take in its text or its file. Or put the text behind "
    "the command, or send me a .txt, .html or .md file."
)
TEXT_IS_OURS = (
    "That message is one of mine, and I do not quote myself. Reply to somebody else's message, or "
    "put the text behind /addtext."
)
WORDS_LEFT_OUT = (
    "I took the file, not the words beside it. To take those in too, send them behind /addtext "
    "alone."
)
PASTED = "Pasted text"
READING_TEXT = "Reading the text …"
TAKEN_CHANGED = "Source {number}, {title}, has the new text now."
TAKEN_KNOWN = "I have exactly this text already: source {number}, {title}."
TAKEN_EMPTY = "There is no article in “{name}”. Nothing was added."
TAKEN_FAILED = "“{name}” could not be taken in. Nothing was added."

IMPORTING = "Importing feeds from {name} …"
IMPORT_PROGRESS = "Importing {name}: {number} of {total}"
IMPORT_DONE = "{name}: {counts}."
IMPORT_MORE = "And {number} more; /sources lists all that were added."
IMPORT_LINE: Final[Mapping[Status, str]] = {
    Status.ADDED: "added as source {number}",
    Status.CHANGED: "read again as source {number}",
    Status.KNOWN: "source {number} already",
    Status.EMPTY: "not added",
    Status.FAILED: "not added",
    Status.TRIED: "can be added",
}
IMPORT_COUNTS: Final[Mapping[Status, str]] = {
    Status.ADDED: "added",
    Status.CHANGED: "read again",
    Status.KNOWN: "known already",
    Status.EMPTY: "not added",
    Status.FAILED: "not added",
    Status.TRIED: "can be added",
}
EXPORTED = "{feeds} as OPML. Other feed readers can import this file."
NOTHING_TO_EXPORT = "There is no feed to export yet. /addsource adds one."

KINDS: Final[Mapping[SourceKind, str]] = {
    SourceKind.FEED: "feed",
    SourceKind.PAGE: "page with one article",
    SourceKind.TEXT: "plain text on the web",
    SourceKind.FILE: "text given to me, which I do not read again",
}

HEALTH: Final[Mapping[Health, str]] = {
    Health.NEW: "not read yet",
    Health.KEPT: "kept",
    Health.WORKING: "working",
    Health.QUIET: "quiet",
    Health.UNSTEADY: "unsteady",
    Health.FAILING: "failing",
    Health.REFUSED: "refused",
    Health.GONE: "gone",
    Health.PAUSED: "paused",
}

HEALTH_SENTENCE: Final[Mapping[Health, str]] = {
    Health.NEW: "Not read yet; that comes soon.",
    Health.KEPT: "Kept as it was given to me.",
    Health.WORKING: "Working.",
    Health.QUIET: (
        "Quiet: it can be read, and brought nothing new {since}. If the outlet publishes more "
        "often than that, its feed may have moved; send its front page with /addsource."
    ),
    Health.UNSTEADY: (
        "Unsteady: the last attempt failed, since {what}. That happens; I try again by myself."
    ),
    Health.FAILING: "Failing {since}, {times} in a row: {what}. {advice}",
    Health.REFUSED: "Refused {since}: {what}. {advice}",
    Health.GONE: "Gone {since}: its server says that it will not come back. {advice}",
    Health.PAUSED: "Paused: I leave it alone until you resume it.",
}

CAVEATS: Final[Mapping[Caveat, str]] = {
    Caveat.TEASERS: (
        "It carries only a sentence or two of each article. “Add, and read full pages” brings the "
        "rest, from the pages that it links to."
    ),
    Caveat.FURNITURE: (
        "More than half of what it carries is not article: adverts, menus, captions. See whether "
        "the quotes above make sense; if not, look for another feed of the outlet."
    ),
    Caveat.OLD: (
        "Nothing in it is of the last month. See in a browser whether the outlet still writes it."
    ),
    Caveat.UNDATED: (
        "It does not say when its articles were published, so briefings will call them undated."
    ),
    Caveat.SOME_UNDATED: ("Some of its articles have no date; briefings will call those undated."),
    Caveat.NO_LINKS: (
        "Its articles lead nowhere, so readers will have no link from a quote to its article."
    ),
    Caveat.NOTHING_YET: ("There is nothing in it yet. You can add it now; I look again by myself."),
    Caveat.NONE_MATCH: (
        "None of its articles speaks of any topic, so briefings would not quote it now. Add it if "
        "you expect it to; /topics lists what there is."
    ),
}

DATE_BASIS: Final[Mapping[Basis, str]] = {
    Basis.FEED: "date from the feed",
    Basis.PAGE: "date from the page",
    Basis.BYLINE: "date from the byline",
    Basis.DATELINE: "date from the dateline",
    Basis.CORPUS: "date from corpus.toml",
}
UNDATED = "undated: nothing says when it was published"

NOTICES: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.FAILING: (
        " has been failing {since}: {what}. Briefings have nothing new from it meanwhile. {advice}"
    ),
    NoticeKind.REFUSED: (
        " has been out of reach {since}: {what}. Briefings have nothing new from it meanwhile. "
        "{advice}"
    ),
    NoticeKind.GONE: (
        " is gone: its server says that it will not come back, so I no longer ask. Its "
        "articles stay. {advice}"
    ),
    NoticeKind.RECOVERED: " works again. There is nothing to do.",
    NoticeKind.DOUBLE: (
        " has moved to where another source is read already, so I paused it. Its articles stay; "
        "you can remove it with them."
    ),
    NoticeKind.MOVED: " has moved, and I read it at its new address from now on: ",
}

_LANGUAGES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def language(code: str | None) -> str:
    """Like ", in English"; nothing where it is not known."""
    if code is None:
        return ""
    return IN_LANGUAGE.format(language=_LANGUAGES.get(code, f"language “{code}”"))


def size(octets: int) -> str:
    """How large a file is: "12 MB"."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1_000))} kB"
    return f"{octets / 1_000_000:.1f}".removesuffix(".0") + " MB"
