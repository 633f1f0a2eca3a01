"""The files that are kept, and their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.files import FileStore, clean_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("brief.txt", "brief.txt"),
        ("Зведення 22 листопада.txt", "Зведення 22 листопада.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ('a"; filename="b.html', "a ; filename= b.html"),
        ("a\r\nContent-Type: text.html", "a  Content-Type  text.html"),
        ("Kyi\u0306v.txt", "Kyiv.txt"),
        ("brief \u202etxt.exe", "brief  txt.exe"),
        (".env", "env"),
        ("...", ""),
        ("", ""),
        ("x" * 70 + "." + "y" * 30, "x" * 60 + "." + "y" * 20),
    ],
)
def test_a_name_is_kept_as_telegram_keeps_it(name, kept):
    assert clean_name(name) == kept


@given(st.text())
def test_a_kept_name_never_leaves_its_folder(name):
    kept = clean_name(name)
    assert not kept.startswith(".")
    assert not set(kept) & set('/\\"\r\n\0')
    assert len(kept) <= 81


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text/plain"),
        ("a.json", "application/json"),
        ("a.opml", "text/x-opml"),
        ("a.nonsense", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_kind_of_a_file_is_that_of_its_name(name, kind):
    assert FileStore().add(name, b"x").mime_type == kind


def test_the_oldest_files_go_where_there_is_no_room_for_all():
    files = FileStore(limit=10)
    first, second, third = (files.add("a.txt", b"x" * size) for size in (4, 5, 3))
    assert files.content(first) is None
    assert files.content(second) == b"x" * 5
    assert files.content(third) == b"x" * 3
    assert files.find(first.file_id) == first


def test_no_two_files_are_the_same_even_where_all_in_them_is():
    files = FileStore()
    one, other = files.add("a.txt", b"x"), files.add("a.txt", b"x")
    assert len({one.file_id, other.file_id, one.unique_id, other.unique_id}) == 4
    assert (one.path, other.path) == ("documents/file_0.txt", "documents/file_1.txt")
    assert files.at(other.path) == other
