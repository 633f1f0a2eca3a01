"""Bytes become text, whatever is said of them."""

import time

import pytest

from bot.errors import Cause, FetchError
from bot.sources.charset import decode

UKRAINIAN = "Міська рада схвалила новий міст. Їхати ним можна з п'ятниці, каже мерія. " * 3
GERMAN = "Der Stadtrat hat über die Brücke beraten. Die Bürger äußern Zweifel. " * 3
RUSSIAN = "Городской совет утвердил строительство нового моста через реку. Работы начнутся весной. "
JAPANESE = "市議会は火曜日、新しい橋の建設計画を承認した。工事は春に始まる予定だ。" * 3
CHINESE = "市议会周二批准了新桥建设计划。工程将于春季开始。" * 3


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("utf-8", "utf-8", UKRAINIAN),
        ("UTF8", "utf-8", UKRAINIAN),
        ("windows-1251", "cp1251", UKRAINIAN),
        ("koi8-u", "koi8-u", UKRAINIAN),
        ("iso-8859-5", "iso8859-5", UKRAINIAN),
        ("iso-8859-1", "cp1252", GERMAN + "„So“ – 5 €"),
        ("us-ascii", "cp1252", GERMAN),
        ("gb2312", "gb18030", CHINESE + "镕"),
        ("gbk", "gb18030", CHINESE),
        ("Shift_JIS", "cp932", JAPANESE + "①"),
        ("euc-jp", "euc_jp", JAPANESE),
        ("iso-2022-jp", "iso2022_jp", JAPANESE),
        ("euc-kr", "cp949", "시의회는 화요일 새 다리를 승인했다. " * 3),
        ("big5", "big5hkscs", "市議會週二批准了新橋。" * 3),
        ("iso-8859-9", "cp1254", "Belediye meclisi yeni köprüyü onayladı. İş başlıyor. " * 3),
    ],
)
def test_a_declared_encoding_is_used_wherever_it_is_declared(label, codec, text):
    header = f'text/xml; charset="{label}"'
    prolog = f"<?xml version='1.0' encoding='{label}'?>"
    meta = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={label}">'

    assert decode(text.encode(codec), header, markup="text") == text
    assert decode((prolog + text).encode(codec), None, markup="xml") == prolog + text
    assert decode((meta + text).encode(codec), None, markup="html") == meta + text
    html5 = f"<meta charset={label}>" + text
    assert decode(html5.encode(codec), "text/html", markup="html") == html5


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, UKRAINIAN, "<?xml version='1.0'?><a>" + UKRAINIAN])
def test_wide_encodings_and_marks_are_seen_without_a_word_about_them(codec, text):
    for header in (None, "text/xml; charset=iso-8859-1"):
        assert decode(text.encode(codec), header, markup="xml") == text


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_seen_without_a_mark(codec):
    assert decode(GERMAN.encode(codec), None, markup="text") == GERMAN


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        (UKRAINIAN.encode(), "text/html; charset=iso-8859-1", UKRAINIAN),
        (UKRAINIAN.encode(), "text/html; charset=windows-1251", UKRAINIAN),
        (UKRAINIAN.encode("cp1251"), "text/html; charset=utf-8", UKRAINIAN),
        (UKRAINIAN.encode("cp1251"), "text/html; charset=iso-8859-1", UKRAINIAN),
        (UKRAINIAN.encode("koi8-u"), "text/html; charset=utf-8", UKRAINIAN),
        (GERMAN.encode("cp1252"), "text/html; charset=windows-1251", GERMAN),
        (GERMAN.encode("cp1252"), "text/html; charset=utf-8", GERMAN),
        (JAPANESE.encode("cp932"), "text/html; charset=utf-8", JAPANESE),
        (UKRAINIAN.encode(), "text/html; charset=utf-16", UKRAINIAN),
        (UKRAINIAN.encode("cp1251"), "text/html; charset=utf-16", UKRAINIAN),
        (RUSSIAN.encode("koi8-r"), None, RUSSIAN),
        (UKRAINIAN.encode(), "text/html; charset=no-such-thing", UKRAINIAN),
        (UKRAINIAN.encode(), "text/html; charset=rot13", UKRAINIAN),
        (UKRAINIAN.encode(), "nonsense;;;charset=", UKRAINIAN),
        (b"\xef\xbb\xbf" + UKRAINIAN.encode("cp1251"), None, UKRAINIAN),
        (b"caf\xe9 noir", "text/plain; charset=iso-8859-1", "café noir"),
        (b"plain", "text/plain; charset=utf-16", "plain"),
    ],
)
def test_a_wrong_declaration_is_survived(content, header, text):
    assert decode(content, header, markup="html") == text


def test_a_document_knows_better_than_a_server_that_says_latin_1_of_everything():
    text = "<?xml version='1.0' encoding='windows-1250'?>Łódź świętuje – źródło"

    assert decode(text.encode("cp1250"), "text/xml; charset=ISO-8859-1", markup="xml") == text


def test_a_header_goes_before_the_prolog():
    text = "<?xml version='1.0' encoding='windows-1252'?>" + UKRAINIAN

    assert decode(text.encode("koi8-u"), "text/xml; charset=koi8-u", markup="xml") == text


def test_a_few_wrong_bytes_spoil_only_themselves():
    content = UKRAINIAN.encode() + b"\xff" + UKRAINIAN.encode()

    for header in (None, "text/plain; charset=iso-8859-1", "text/plain; charset=windows-1251"):
        assert decode(content, header, markup="text") == UKRAINIAN + "\ufffd" + UKRAINIAN


def test_what_a_text_says_of_encodings_further_down_is_not_believed():
    text = GERMAN + "<?xml encoding='koi8-u'?><meta charset=koi8-u>"

    assert decode(text.encode("cp1252"), None, markup="xml").startswith(GERMAN)
    assert decode(text.encode("cp1252"), None, markup="text").startswith(GERMAN)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\n %PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"GIF89a", "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8", "image"),
        (b"PK\x03\x04\x14\x00", "archive or an office document"),
        (b"\x1f\x8b\x08\x00", "compressed file"),
        (b"\x00\x00\x00\x20ftypisom", "video"),
        (b"\x00" * 100, "no text"),
        (b"some\x00\x00words\x00\x00" * 50, "no text"),
        (bytes(range(256)) * 20, "no text"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(content, detail):
    with pytest.raises(FetchError) as failure:
        decode(content, "text/xml", markup="xml")

    assert failure.value.cause is Cause.ENCODING
    assert failure.value.detail == detail
    assert str(failure.value).startswith("This is ")


def test_nothing_is_an_empty_text():
    assert decode(b"", None, markup="text") == ""


@pytest.mark.parametrize("codec", ["utf-8", "cp1251"])
def test_ten_megabytes_are_decoded_in_a_moment(codec):
    content = (UKRAINIAN.encode(codec) * 100_000)[:10_000_000]
    started = time.process_time()

    decode(content, None, markup="text")

    assert time.process_time() - started < 2
