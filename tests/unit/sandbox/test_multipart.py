"""Uploads as such: what is in a form comes out of it, byte for byte."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.multipart import MultipartError, Part, parse_multipart

TYPE = "multipart/form-data; boundary=x"


def parsed(data, files) -> list[Part]:
    request = httpx.Request("POST", "http://localhost/", data=data, files=files)
    return parse_multipart(request.headers["content-type"], request.read())


def test_texts_and_files_are_told_apart_and_keep_their_order():
    upload = ("brief.txt", b"one\r\ntwo", "Text/Plain; charset=utf-8")
    assert parsed({"chat_id": "1001", "caption": "Привіт"}, {"document": upload}) == [
        Part("chat_id", None, "text/plain", b"1001"),
        Part("caption", None, "text/plain", "Привіт".encode()),
        Part("document", "brief.txt", "text/plain", b"one\r\ntwo"),
    ]


@given(st.binary(), st.sampled_from(["", "\r\n", "\r", "\n", "--", "\r\n--"]))
def test_a_file_may_hold_any_bytes(content, end):
    content += end.encode()
    (part,) = parsed({}, {"document": ("a", content)})
    assert part.data == content


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "text/plain"])
def test_a_file_stays_as_it_is_whatever_its_kind(kind):
    letter = b"From: a@example.org\nContent-Transfer-Encoding: base64\n\nYQ==\n"
    (part,) = parsed({}, {"document": ("a.eml", letter, kind)})
    assert (part.data, part.content_type) == (letter, kind)


@pytest.mark.parametrize("name", ["Зведення.txt", "a b; c=d.txt", "C:\\texts\\a.txt", "a=.txt"])
def test_a_file_keeps_its_name(name):
    (part,) = parsed({}, {"document": (name, b"x")})
    assert part.filename == name


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (b"--x--\r\n", []),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--x--', [("a", b"")]),
        (
            b"an introduction\r\n--x\r\nContent-Disposition: f; NAME=a\r\n\r\n1\r\n--x--",
            [("a", b"1")],
        ),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", []),
    ],
)
def test_forms_of_other_clients_are_read_too(body, parts):
    assert [(part.name, part.data) for part in parse_multipart(TYPE, body)] == parts


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        (TYPE, b""),
        (TYPE, b"chat_id=1001"),
        (TYPE, b"--x"),
        (TYPE, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'),
        (TYPE, b'--x\r\nContent-Disposition: form-data; name="a"\r\n--x--'),
        (TYPE, b"--x\r\nContent-Disposition: f; name=a\r\n--x\r\n\r\n\r\n--x--"),
    ],
)
def test_a_body_that_is_cut_short_is_no_form(kind, body):
    with pytest.raises(MultipartError):
        parse_multipart(kind, body)
