import time
from datetime import UTC, datetime

import pytest

from summaries.model import Article
from summaries.voices import near_copies, voices

REPORT = (
    "Estonia, Latvia and Lithuania signed an agreement on Tuesday to pool data from 14 radar "
    "stations. The joint centre near Riga will open in January.\n\nOfficials said unknown aircraft "
    "would be identified in two minutes. The three countries share the costs of the stations.\n\n"
    "Work on the first tower began in the spring, after a dispute over its height was settled."
)
RETOLD = (
    "The three Baltic states will share what their radars see. From January a centre close to Riga "
    "is to tell within two minutes whose aircraft is in the air, under a deal signed on Tuesday; "
    "each pays a third of what the fourteen stations cost."
)


def article(name, body):
    return Article(name, name, body, datetime(2024, 1, 1, tzinfo=UTC), extent=(0, len(body)))


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.rpartition("\n\n")[0],
        REPORT.replace("14 radar stations", "fourteen radar stations"),
        f"This text came over the wire in the morning.\n\n{REPORT}",
    ],
)
def test_a_reprint_with_some_lines_more_or_less_is_the_same_voice(copy):
    assert near_copies(article("a", REPORT), article("b", copy))
    assert len(voices([article("a", REPORT), article("b", copy)])) == 1


def test_a_report_in_its_own_words_is_a_voice_of_its_own():
    assert len(voices([article("a", REPORT), article("b", RETOLD)])) == 2


def test_texts_too_short_to_tell_are_copies_only_when_they_are_equal():
    a, b = article("a", "Sirens sound in Kyiv."), article("b", "Sirens sound in Odesa.")

    assert near_copies(a, a)
    assert not near_copies(a, b)
    assert len(voices([article("a", ""), article("b", "")])) == 1


def test_voices_come_in_the_order_of_their_first_article():
    found = voices([article("a", REPORT), article("b", RETOLD), article("c", REPORT)])

    assert [[a.id for a in voice] for voice in found] == [["a", "c"], ["b"]]


def test_a_thousand_different_reports_are_told_apart_in_bounded_time():
    reports = [
        article(f"r{n}", " ".join(f"word{n}x{i}" for i in range(200))) for n in range(1_000)
    ] + [article("again", " ".join(f"word7x{i}" for i in range(200)))]

    started = time.process_time()
    assert len(voices(reports)) == 1_000
    assert time.process_time() - started < 20


def test_a_wire_text_brought_up_to_date_is_no_copy_of_the_old_one():
    later = REPORT.replace("14 radar stations", "16 radar stations")

    assert not near_copies(article("a", REPORT), article("b", later))
    assert len(voices([article("a", REPORT), article("b", later)])) == 2
