"""A folder of documents becomes articles and topics."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import CorpusError, DocumentError
from bot.settings import shipped_corpus
from bot.sources.corpus import load_corpus
from bot.sources.text import read_text
from summaries.model import Precision

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PROSE = "The council met on Monday to discuss the new bridge over the river.\n"


def corpus(folder: Path, **files: str):
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, "utf-8")
    return load_corpus(folder, now=NOW)


def test_the_seeds_carry_what_is_known_of_them_and_no_more():
    by_name = {
        Path(a.document).name[:3]: a for a in load_corpus(shipped_corpus(), now=NOW).articles
    }

    known = {n: (a.outlet, a.published and a.published.iso()) for n, a in by_name.items()}
    assert known == {
        "000": (None, None),
        "001": (None, None),  # its last item; the byline speaks for the first
        "002": ("Greenwatch", "2024-11-22"),
        "003": ("Kyiv Post", "2022-10"),
        "004": ("Ukrinform", None),
    }
    assert by_name["003"].published.precision is Precision.MONTH


def test_a_byline_speaks_only_for_the_item_below_it():
    items = [a for a in load_corpus(shipped_corpus(), now=NOW).articles if "001_" in a.document]

    assert [a.outlet for a in items] == ["Euronews EN", None, None, None, None]


def test_a_folder_needs_no_description(tmp_path: Path):
    found = corpus(
        tmp_path, a_txt=PROSE, b_html=f"<p>{PROSE}</p>", c_md=f"# A title here\n\n{PROSE}"
    )

    assert [Path(a.document).name for a in found.articles] == ["a.txt", "b.html", "c.md"]
    assert found.articles[2].title == "A title here"
    assert found.topics == ()


def test_an_article_is_called_by_the_path_as_given(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()

    assert corpus(Path("texts"), a_txt=PROSE).articles[0].document == "texts/a.txt"


def test_a_description_goes_before_what_the_text_says(tmp_path: Path):
    found = corpus(
        tmp_path,
        a_txt=f"Greenwatch Desk 2024-11-22\n\n{PROSE}",
        corpus_toml='["a.txt"]\noutlet = "The Paper"\npublished = "2023"\nurl = "https://x.example/a"\n',
    )

    (article,) = found.articles
    assert (article.outlet, article.published.iso(), article.url) == (
        "The Paper",
        "2023",
        "https://x.example/a",
    )


def test_documents_that_cannot_be_used_are_named_and_the_rest_is_read(tmp_path: Path):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "furniture.txt").write_text("#news #world\nSubscribe to our newsletter\n", "utf-8")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 20)

    found = corpus(tmp_path, good_txt=PROSE)

    assert len(found.articles) == 1
    assert [p.split(str(tmp_path) + "/")[1].split(" ")[0] for p in found.problems] == [
        "empty.txt",
        "furniture.txt",
        "picture.txt",
    ]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('["a.txt"]\noutlet = "x\n', "line 2"),
        ('["a.txt"]\nauthor = "x"\n', "line 2.*'author' is not a field"),
        ('["a.txt"]\noutlet = "x"\nlanguage = "klingon"\n', "line 3.*no language"),
        ('["a.txt"]\n\npublished = "yesterday"\n', "line 3.*2024-11-22"),
        ('["a.txt"]\npublished = "04/01/2022"\n', "line 2.*is no date"),
        ('["a.txt"]\npublished = 2022\n', "quotation marks"),
        ('["a.txt"]\noutlet = "x"\n\nurl = "javascript:alert(1)"\n', "line 4.*web address"),
        ('outlet = "x"\n', "line 1"),
    ],
)
def test_a_corrupt_description_is_told_of_with_its_line(tmp_path: Path, toml: str, words: str):
    with pytest.raises(CorpusError, match=rf"(?s)corpus\.toml.*{words}"):
        corpus(tmp_path, a_txt=PROSE, corpus_toml=toml)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[[topic]\n", "line 1"),
        ('[[topic]]\nslug = "Air Defence"\nphrases = ["x"]\n', "small letters"),
        ('[[topic]]\nslug = ""\nphrases = ["x"]\n', "small letters"),
        ('[[topic]]\nslug = "a"\n', "no phrases"),
        ('[[topic]]\nslug = "a"\nphrases = "x"\n', "list of texts"),
        ('[[topic]]\nslug = "a"\nphrase = ["x"]\n', "'phrase' is not a field"),
        ('[[topic]]\nslug = "a"\nphrases = ["x"]\n' * 2, "twice"),
        (f'[[topic]]\nslug = "{"a" * 33}"\nphrases = ["x"]\n', "32 characters"),
        ('[[topic]]\nslug = "help"\nphrases = ["x"]\n', "is a command of the bot"),
        ('[[topic]]\nslug = "a"\nphrases = ["x", "*"]\n', "holds no word"),
        ('[[topics]]\nslug = "a"\nphrases = ["x"]\n', "line 1.*below a line"),
        ('[[topic]]\nslug = "a"\nall_of = 5\n', "list of lists"),
        ('[[topic]]\nslug = "a"\nall_of = [5]\n', "list of texts"),
        (f'[[topic]]\nslug = "a"\ntitle = "{"x" * 81}"\nphrases = ["x"]\n', "80 characters"),
        ('topic = "x"\n', "below a line"),
    ],
)
def test_corrupt_topics_are_told_of(tmp_path: Path, toml: str, words: str):
    with pytest.raises(CorpusError, match=rf"(?s)topics\.toml.*(?:{words})"):
        corpus(tmp_path, a_txt=PROSE, topics_toml=toml)


def test_a_folder_that_is_missing_or_empty_is_told_of(tmp_path: Path):
    with pytest.raises(CorpusError, match="no folder"):
        load_corpus(tmp_path / "nowhere", now=NOW)
    with pytest.raises(CorpusError, match="No document in"):
        load_corpus(tmp_path, now=NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_read_in_whatever_encoding_it_has(tmp_path: Path, encoding: str):
    text = "Посли НАТО та України зустрілися у Брюсселі, щоб обговорити нові системи оборони. " * 5
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))

    assert "зустрілися у Брюсселі" in read_text(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x89PNG\0\0" * 50, "not text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of_in_one_sentence(tmp_path: Path, content, words):
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(DocumentError, match=words):
        read_text(path)


def test_an_undated_document_arrived_when_its_file_was_written_and_never_in_the_future(tmp_path):
    corpus(tmp_path, a_txt=PROSE)
    os.utime(tmp_path / "a.txt", (1_700_000_000, 1_700_000_000))
    assert load_corpus(tmp_path, now=NOW).articles[0].arrived.timestamp() == 1_700_000_000

    os.utime(tmp_path / "a.txt", (4_000_000_000, 4_000_000_000))
    assert load_corpus(tmp_path, now=NOW).articles[0].arrived == NOW


def test_a_language_that_is_known_is_not_guessed(tmp_path: Path):
    found = corpus(tmp_path, a_txt=PROSE, corpus_toml='["a.txt"]\nlanguage = "uk"\n')

    assert found.articles[0].language == "uk"


ABOUT = "The Harbour Times is an independent newsroom that reports from the coast of the north."
REPORTS = (
    "The bridge of Dolna reopened on Monday after two years of repairs, the town hall said.",
    "A glacier above Koldar lost a third of its ice since spring, two geologists reported.",
    "Forty volunteers painted the lighthouse white again, which took them eleven days.",
)


def test_what_repeats_in_the_documents_of_a_folder_is_left_out_of_all_of_them(tmp_path: Path):
    found = corpus(tmp_path, **{f"{n}_txt": f"{ABOUT}\n\n{r}" for n, r in enumerate(REPORTS)})

    assert [a.body for a in found.articles] == list(REPORTS)


def test_the_source_of_a_document_is_its_outlet_where_that_is_known(tmp_path: Path):
    files = {f"{n}_txt": f"{ABOUT}\n\n{r}" for n, r in enumerate(REPORTS)}
    other = '["0.txt"]\noutlet = "Morning Post"\n'
    same = "".join(f'["{n}.txt"]\noutlet = "Harbour Times"\n' for n in range(3))

    apart = corpus(tmp_path, **files, corpus_toml=other)
    together = corpus(tmp_path, **files, corpus_toml=same)

    assert all(ABOUT in a.body for a in apart.articles)
    assert not any(ABOUT in a.body for a in together.articles)


def test_reprints_of_one_article_in_a_folder_keep_all_they_say(tmp_path: Path):
    text = f"{ABOUT}\n\n{REPORTS[0]}"
    found = corpus(tmp_path, **{f"{n}_txt": text for n in range(4)})

    assert [a.body for a in found.articles] == [text] * 4


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            b"Kyiv \xff on Tuesday. " + "Café «Київ».".encode(),
            "Kyiv \ufffd on Tuesday. Café «Київ».",
        ),
        ("Сили ППО збили 12 дронів".encode() + b"\xff.", "Сили ППО збили 12 дронів\ufffd."),
        ("Сили ППО".encode("cp1251") * 40, "Сили ППО" * 40),
    ],
)
def test_a_wrong_byte_spoils_only_itself_and_is_told_of(tmp_path: Path, caplog, raw, text):
    file = tmp_path / "a.txt"
    file.write_bytes(raw)

    assert read_text(file) == text
    assert ("are no UTF-8" in caplog.text) is ("\ufffd" in text)


def test_a_pdf_is_called_a_pdf(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"%PDF-1.7 " + bytes(range(256)))

    with pytest.raises(DocumentError, match=r"a\.txt is a PDF\. Save its text as \.txt"):
        read_text(file)
