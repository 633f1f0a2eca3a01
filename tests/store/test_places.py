"""Where a store is."""

from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.store.places import Place, place_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("postgresql://me@host/db", Place(url="postgresql://me@host/db")),
        ("postgres://host/db", Place(url="postgres://host/db")),
        ("tinydb:data", Place(folder=Path("data"))),
        ("tinydb:///srv/data", Place(folder=Path("/srv/data"))),
        ("/srv/data", Place(folder=Path("/srv/data"))),
        ("~/data", Place(folder=Path("~/data").expanduser())),
    ],
)
def test_an_address_names_a_database_or_a_folder(text: str, place: Place):
    assert place_of(text) == place


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://me:secret@host:5433/db?sslmode=require", "postgresql://host:5433/db"),
        ("postgresql:///db?password=secret", "postgresql:///db"),
        ("postgresql://me:secret@[::1/db", "the database"),
        ("host=h password=secret", "the database"),
    ],
)
def test_told_of_it_holds_no_secret(url: str, told: str):
    assert str(Place(url=url)) == told


@pytest.mark.parametrize(
    "text", ["", "tinydb:", "postgresq://me:secret@host/db", "mysql://me:secret@host/db", "a@b"]
)
def test_what_names_neither_is_refused_without_being_repeated(text: str):
    with pytest.raises(UsageError, match="neither a database nor a folder") as told:
        place_of(text)

    assert "secret" not in str(told.value)
