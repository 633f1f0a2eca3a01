"""What buttons carry."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.keyboards import Press, decode, encode

MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,31}", fullmatch=True)
moments = st.integers(0, 250_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(
    st.builds(Press, st.just("topic"), slugs)
    | st.builds(Press, st.sampled_from(["more", "sources"]), slugs, moments, st.integers(0, 999))
)
def test_a_press_survives_its_way_through_telegram_in_64_bytes(press: Press):
    data = encode(press)

    assert 1 <= len(data.encode()) <= 64
    assert decode(data) == press


@pytest.mark.parametrize(
    "data",
    [
        "",
        "t",
        "x:y",
        "m:a",
        "m:a:b",
        "m:a:!:1",
        "m:a:1:-1",
        "m:a:1:99999",
        "t:a:b",
        "m:a:zzzzzzzzzz:1",
    ],
)
def test_data_that_is_not_ours_is_no_press(data: str):
    assert decode(data) is None
