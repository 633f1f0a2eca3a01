"""What admins read of sources."""

from datetime import timedelta

import pytest

from bot.chat.commands.intake import name_of
from bot.chat.commands.source import addresses, ask_title, links, number_in, renamed_in
from bot.chat.messages.intake import imported_tree, progress_tree, taken_keyboard, taken_tree
from bot.chat.messages.places import host, place, short
from bot.chat.messages.render import render
from bot.chat.messages.sources import (
    counts,
    details_keyboard,
    details_tree,
    glance,
    list_keyboard,
    list_tree,
    state_sentence,
)
from bot.chat.messages.split import split
from bot.chat.messages.tree import Tree
from bot.chat.messages.trial import trial_keyboard, trial_tree
from bot.desk import Caveat, Line, Status, Taken
from bot.errors import Cause
from bot.health import Health, health
from bot.store.source import Source, SourceKind
from tests.desk import ADDRESS, AIR, NOW, sample, source, trial

DAY = timedelta(days=1)
STATES = {
    Health.NEW: source(fetched=None, worked=None, news=None),
    Health.KEPT: source(kind=SourceKind.FILE, address="notes.txt", due=None),
    Health.WORKING: source(),
    Health.QUIET: source(news=NOW - 20 * DAY),
    Health.UNSTEADY: source(cause=Cause.TIMEOUT, failures=1, failing_since=NOW),
    Health.FAILING: source(cause=Cause.CONNECTION, failures=5, failing_since=NOW - 21 * DAY),
    Health.REFUSED: source(cause=Cause.REFUSED, failures=5, failing_since=NOW - 2 * DAY),
    Health.GONE: source(gone=True, cause=Cause.GONE, failing_since=NOW - 2 * DAY, due=None),
    Health.PAUSED: source(paused=True),
}


def text(tree: Tree) -> str:
    return "\n".join(block.text for block in tree)


def labels(keyboard) -> list[str]:
    return [button.text for row in keyboard for button in row]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://www.example.org/", "example.org"),
        ("https://example.org/feed.xml", "example.org/feed.xml"),
        ("http://127.0.0.1:8081/gazette/feed.xml", "127.0.0.1:8081/gazette/feed.xml"),
        (ADDRESS, "kyivpost.example/…"),
        ("https://user:secret@example.org/feed", "example.org/feed"),
        ("https://example.org/?a=1", "example.org?a=1"),
        ("notes.txt", "notes.txt"),
    ],
)
def test_an_address_is_shown_shortly_and_without_what_is_secret(address: str, told: str):
    assert short(address) == told


def test_a_short_address_leads_to_the_whole_one_and_a_file_nowhere():
    assert place(ADDRESS).url == ADDRESS
    assert place("notes.txt").url is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("example.org/feed", "example.org"),
        ("HTTPS://WWW.Example.org", "example.org"),
        ("http://[::1", None),
        ("https://", None),
    ],
)
def test_the_host_of_what_is_typed(typed: str, told: str | None):
    assert host(typed) == told


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_sentence(state: Health):
    assert health(STATES[state], NOW) is state
    told = state_sentence(STATES[state], NOW)
    assert told.endswith(".")
    assert "{" not in told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (Health.WORKING, "working"),
        (Health.QUIET, "quiet since 4 November"),
        (Health.UNSTEADY, "unsteady: its server takes too long to answer"),
        (Health.FAILING, "failing since 3 November: its server takes no connections"),
        (Health.REFUSED, "refused since 22 November: its server lets no bots in"),
        (Health.GONE, "gone since 22 November"),
        (Health.PAUSED, "paused"),
        (Health.NEW, "not read yet"),
        (Health.KEPT, "kept"),
    ],
)
def test_a_glance_tells_the_state_and_where_it_helps_since_when_and_why(state: Health, told: str):
    assert glance(STATES[state], NOW) == told


def test_the_counts_begin_with_what_works():
    assert counts(list(STATES.values()), NOW) == (
        "9 sources: 1 working, 1 quiet, 1 unsteady, 1 failing, 1 refused, 1 gone, 1 paused, "
        "1 not read yet, 1 kept"
    )


def test_a_list_of_no_sources_says_how_to_begin():
    assert "/addsource" in text(list_tree([], 0, NOW))
    assert list_keyboard([], 0) == ()


@pytest.mark.parametrize(
    ("many", "page", "last"), [(10, 0, ["10"]), (11, 0, ["Next"]), (11, 1, ["11", "Back"])]
)
def test_a_list_has_ten_sources_a_page(many: int, page: int, last: list[str]):
    keyboard = list_keyboard([source(n) for n in range(1, many + 1)], page)
    assert labels(keyboard)[-len(last) :] == last


def test_the_longest_page_fits_a_message():
    sources = [source(n, title="Ы" * 500, cause=Cause.ENCODING, failures=9) for n in range(30)]
    assert len(split(list_tree(sources, 1, NOW))) == 1


@pytest.mark.parametrize(
    ("shown", "buttons"),
    [
        (
            source(),
            ["Refresh now", "Pause", "Read full pages", "Rename", "Remove", "All sources"],
        ),
        (
            source(paused=True, full_pages=True),
            ["Refresh now", "Resume", "Stop full pages", "Rename", "Remove", "All sources"],
        ),
        (
            source(gone=True, kind=SourceKind.PAGE),
            ["Refresh now", "Try it again", "Rename", "Remove", "All sources"],
        ),
        (source(kind=SourceKind.FILE), ["Rename", "Remove", "All sources"]),
    ],
)
def test_the_details_have_buttons_for_what_makes_sense(shown: Source, buttons: list[str]):
    assert labels(details_keyboard(shown)) == buttons


def test_the_details_tell_everything_of_a_feed():
    told = text(details_tree(STATES[Health.FAILING], 123, NOW))
    assert told == (
        "Outlet 12\nSource 12\n"
        "Failing since 3 November, 5 attempts in a row: its server takes no connections. It may be "
        "down for a while. Nothing to do for now: I go on trying, less and less often.\n"
        "Address: outlet-12.example/feed.xml\nKind: feed, in English\n"
        "Last tried: 12 minutes ago\nLast read without trouble: 12 minutes ago\n"
        "Next: in 48 minutes\n"
        "Kept: 123 articles, the last one came 2 hours ago\n"
        "Full pages: not read, only what the feed says"
    )


def test_the_details_of_a_file_tell_nothing_of_reading_it_again():
    told = text(details_tree(STATES[Health.KEPT], 1, NOW))
    assert "Last tried" not in told
    assert "Next" not in told
    assert "Full pages" not in told


def test_a_paused_source_has_no_next_time():
    assert "Next" not in text(details_tree(STATES[Health.PAUSED], 1, NOW))


def test_the_dry_run_links_its_titles_and_quotes_in_block_quotes():
    html = render(trial_tree(trial()))
    assert '<a href="https://kyivpost.example/1">Kyiv receives new air defence systems</a>' in html
    assert "<blockquote>Ukraine received two more air defence systems" in html


def test_a_quote_is_never_changed_and_a_long_one_folds():
    body = "A & B <said>  so. " * 30
    (part,) = split(trial_tree(trial(newest=(sample(body=body),))))
    quote = next(block for block in part if block.quote)
    assert quote.text == body
    assert quote.folded


@pytest.mark.parametrize(
    ("items", "week", "told"),
    [
        (20, 14, "20 items, 14 of the last 7 days"),
        (20, 20, "20 items, all of the last 7 days"),
        (20, 0, "20 items, none of the last 7 days"),
        (1, 1, "1 item, all of the last 7 days"),
        (0, 0, "no items"),
    ],
)
def test_the_dry_run_counts_what_is_in_a_feed(items: int, week: int, told: str):
    assert text(trial_tree(trial(items=items, week=week))).split("\n")[1].endswith(told)


def test_the_dry_run_of_a_page_speaks_of_its_article_only():
    told = text(trial_tree(trial(kind=SourceKind.PAGE, dialect="web page", items=1)))
    assert "Its article" in told
    assert "items" not in told
    assert "In the last 7 days" not in told


def test_full_pages_are_offered_only_for_feeds_of_teasers():
    assert labels(trial_keyboard(trial())) == ["Add", "Cancel"]
    teasers = (Caveat.TEASERS,)
    assert labels(trial_keyboard(trial(caveats=teasers)))[1] == "Add, and read full pages"
    page = trial(caveats=teasers, kind=SourceKind.PAGE)
    assert labels(trial_keyboard(page)) == ["Add", "Cancel"]


def test_a_source_that_is_known_is_named_and_cannot_be_added():
    known = trial(known=source(), caveats=(Caveat.TEASERS,))
    assert "This is source 12 already: Outlet 12." in text(trial_tree(known))
    assert "Before you add it" not in text(trial_tree(known))
    assert labels(trial_keyboard(known)) == ["Source 12"]


def test_the_advice_of_the_dry_run_names_its_button_as_it_is_called():
    tried = trial(caveats=(Caveat.TEASERS,))
    assert f"“{labels(trial_keyboard(tried))[1]}”" in text(trial_tree(tried))


def test_of_very_many_other_feeds_only_some_are_offered():
    tried = trial(others=tuple((f"https://e.example/{n}", f"Feed {n}") for n in range(200)))
    assert len(labels(trial_keyboard(tried))) == 10


def test_the_fullest_dry_run_is_sent_whole():
    long = sample("T" * 500, "Word. " * 1_000)
    matches = tuple((AIR, n) for n in range(40))
    parts = split(trial_tree(trial(newest=(long,) * 3, matches=matches, caveats=tuple(Caveat))))
    told = "".join(text(part) for part in parts)
    assert told.count("Word. ") == 3_000
    assert all(len(render(part)) < 32_768 for part in parts)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://a.example", ["https://a.example"]),
        ("<https://a.example>", ["https://a.example"]),
        ("a.example,\nb.example", ["a.example", "b.example"]),
        ("  ", []),
        ("()", []),
    ],
)
def test_addresses_are_words_without_the_marks_around_them(typed: str, found: list[str]):
    assert addresses(typed) == found


def test_links_of_a_message_are_found_each_once():
    said = "See https://a.example/feed, (http://b.example) and https://a.example/feed or c.example."
    assert links(said) == ["https://a.example/feed", "http://b.example"]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3", 3), (" #12 ", 12), ("", None), ("x", None), ("-1", None), ("²", None), ("9" * 12, None)],
)
def test_a_source_is_named_by_its_number(typed: str, number: int | None):
    assert number_in(typed) == number


def test_the_question_for_a_title_tells_which_source_it_is_about():
    (part,) = split(ask_title(source(12, title="source 5.")))
    question = text(part)
    assert renamed_in(question) == 12
    assert renamed_in("Reply to this message with something else 3.") is None
    assert renamed_in("") is None


def test_a_pasted_text_is_named_by_its_first_words_and_no_two_share_a_name():
    one, other = name_of("Breaking: ships leave.\nOne."), name_of("Breaking: ships leave.\nTwo.")
    assert one.startswith("Breaking ships leave One ")
    assert one != other
    assert name_of("Breaking: ships leave.\nOne.") == one
    assert name_of("…").startswith("Pasted text ")
    assert "/" not in name_of("../../etc/passwd")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.ADDED, "Added as source 12: Outlet 12."),
        (Status.CHANGED, "Source 12, Outlet 12, has the new text now."),
        (Status.KNOWN, "I have exactly this text already: source 12, Outlet 12."),
    ],
)
def test_what_became_of_a_document_is_told(status: Status, told: str):
    taken = Taken("notes.txt", status, source(), (sample(),))
    assert text(taken_tree(taken)).split("\n")[0] == told
    assert labels(taken_keyboard(taken))[0] == "Source 12"


@pytest.mark.parametrize("status", [Status.EMPTY, Status.FAILED])
def test_why_a_document_was_not_taken_in_is_told(status: Status):
    taken = Taken("notes.txt", status, reason="It holds only captions.")
    told = text(taken_tree(taken))
    assert told.endswith("Nothing was added.\nIt holds only captions.")
    assert taken_keyboard(taken) == ()


def lines(many: int, status: Status = Status.ADDED) -> list[Line]:
    return [
        Line(n, many, f"Feed {n}", f"https://f.example/{n}", status, source(n))
        for n in range(1, many + 1)
    ]


def test_an_import_under_way_shows_how_far_it_is_and_its_latest_lines():
    told = text(progress_tree("f.opml", lines(40)[:20]))
    assert told.startswith("Importing f.opml: 20 of 40")
    assert "12. Feed 12" not in told
    assert "13. Feed 13" in told


def test_a_finished_import_begins_with_what_failed_and_cuts_only_what_worked():
    bad = Line(300, 300, "", "https://d.example/f", Status.FAILED, reason="It is gone.")
    told = text(imported_tree("f.opml", [*lines(300)[:299], bad]))
    assert told.startswith(
        "f.opml: 300 feeds, 299 added, 1 not added.\n300. d.example/f\nnot added. It is gone."
    )
    assert told.endswith("And 200 more; /sources lists all that were added.")
