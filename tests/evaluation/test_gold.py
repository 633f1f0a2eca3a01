"""Labels are read, and one that does not fit is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import GoldError
from bot.evaluation.gold import Item, Verdict, read_gold, shipped_gold


def test_labels_are_read_as_they_stand(gold_folder: Path):
    gold = read_gold(gold_folder)

    bakery = gold.documents["en/dnipro_1.txt"]
    assert (bakery.set, bakery.event, bakery.outlet) == ("en", "bakery", "Coast Herald")
    assert bakery.furniture == ("Subscribe to our newsletter",)
    assert [pair.verdict for pair in gold.pairs] == [Verdict.SAME, Verdict.NEW]
    assert [value for value, _ in gold.disagreements[0].figures] == ["4", "6"]


def test_a_document_of_the_seeds_is_found_among_them(gold_folder: Path):
    (gold_folder / "seeds.toml").write_text(
        '[documents."seeds/004_4ebc7c234dd32fe7.txt"]\n'
        'language = "en"\narrived = "2025-03-04T18:00Z"\nevent = "a"\n',
        "utf-8",
    )

    assert "Ukrinform" in read_gold(gold_folder).documents["seeds/004_4ebc7c234dd32fe7.txt"].raw


def test_a_sentence_may_run_over_the_timecodes_of_a_transcript(gold_folder: Path):
    path = gold_folder / "documents" / "en" / "harbour.txt"
    path.write_text("01:55The strike ended\n01:58on Thursday, they said.\n", "utf-8")
    label = gold_folder / "en.toml"
    text = label.read_text("utf-8").replace(
        'title = "Rotterdam port strike ends after a week"\n',
        'topics.air-defence = ["The strike ended on Thursday, they said."]\n',
    )
    label.write_text(text.replace('["By Cas Vos, Lantern Daily, 6 March 2025"]', "[]"), "utf-8")

    assert read_gold(gold_folder).documents["en/harbour.txt"].text.startswith("The strike ended on")


WRONG = [
    ('title = "Drones kill four', 'title = "Drones kill five', "en/dnipro_1.txt, title"),
    ('["Subscribe to our', '["Subscribe to your', "en/dnipro_1.txt, furniture: 'Subscribe to y"),
    ("crews in Dnipro shot down", "crews shot down", "topics.air-defence: 'Air defence crews shot"),
    ('event = "port-strike"', 'happening = "port-strike"', "'happening' is no label"),
    ('event = "port-strike"', "", "give the document's event"),
    ('language = "en"', "language = 1", "language must be text"),
    ('arrived = "2025-03-06T18:00Z"', 'arrived = "2025-03-06"', "without its zone"),
    ('arrived = "2025-03-06T18:00Z"', 'arrived = "soon"', "arrived is 'soon'"),
    ('published = "2025-03-06"', 'published = "Thursday"', "published is 'Thursday'"),
    ('verdict = "new"', 'verdict = "old"', "pair 2: 'old' is no verdict"),
    ('later.document = "en/dnipro_2.txt"', 'later.document = "en/a.txt"', "has no labels"),
    ('value = "6"', 'value = "4"', "at least two figures that differ"),
    ("[[pair]]", "[[pear]]", "'pear' is no table"),
    ('["Subscribe to our newsletter"]', '"Subscribe"', "furniture must be a list of texts"),
    ("[[pair]]", "[[pair", "not valid TOML"),
    ("en/harbour.txt", "en/harbor.txt", "There is no file"),
    ('arrived = "2025-03-04T18:00Z"', 'arrived = "2025-03-09T18:00Z"', "Swap them"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), WRONG)
def test_a_label_that_does_not_fit_is_named_with_its_file(gold_folder: Path, right, wrong, told):
    path = gold_folder / "en.toml"
    before = path.read_text("utf-8")
    assert right in before
    path.write_text(before.replace(right, wrong, 1), "utf-8")

    with pytest.raises(GoldError) as error:
        read_gold(gold_folder)

    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_a_document_labelled_twice_is_named(gold_folder: Path):
    (gold_folder / "more.toml").write_text((gold_folder / "uk.toml").read_text("utf-8"), "utf-8")

    with pytest.raises(GoldError, match=r"uk/tower\.txt is labelled twice"):
        read_gold(gold_folder)


def test_a_folder_without_labels_is_told_of(tmp_path: Path):
    with pytest.raises(GoldError, match="holds no labelled document"):
        read_gold(tmp_path)
    with pytest.raises(GoldError, match="There is no folder"):
        read_gold(tmp_path / "nowhere")


def test_the_shipped_gold_is_the_one_of_the_tests():
    assert shipped_gold() == Path(__file__).parent / "gold"


def test_a_sentence_reports_the_event_of_its_item(gold_folder: Path):
    label = read_gold(gold_folder).documents["en/harbour.txt"]
    items = (Item("Crane drivers", "strike"), Item("The port lost", "loss"))

    assert label.event_of("The port lost") == "port-strike"
    assert replace(label, items=items).event_of("went back to work") == "strike"
    assert replace(label, items=items).event_of("and ships still queue") == "loss"
