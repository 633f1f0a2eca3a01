"""What the buttons about sources carry."""

import pytest

from bot.chat.source_buttons import Deed, SourcePress, button, decode, encode

OF_TRIALS = {Deed.ADD, Deed.ADD_FULL, Deed.CANCEL, Deed.TRY}
LONGEST = 999_999_999


def largest(deed: Deed) -> SourcePress:
    if deed is Deed.TRY:
        return SourcePress(deed, "k" * 32, LONGEST)
    return SourcePress(deed, "k" * 32) if deed in OF_TRIALS else SourcePress(deed, number=LONGEST)


@pytest.mark.parametrize("deed", Deed)
def test_every_press_fits_a_button_and_comes_back_as_it_was(deed: Deed):
    press = largest(deed)
    data = encode(press)
    assert data.startswith("src:")
    assert len(data.encode()) <= 64
    assert decode(data) == press


@pytest.mark.parametrize(
    "data",
    [
        "",
        "src:",
        "src",
        "t:air-defence",
        "top:save:1",
        "src:explode:1",
        "src:show",
        "src:show:",
        "src:show:-1",
        "src:show:x",
        "src:show:²",
        "src:show:1:2",
        "src:show:9999999999",
        "src:add:",
        "src:add:a:b",
        "src:try:a",
        "src:try:a:b",
        "show:1",
    ],
)
def test_what_is_none_of_these_presses_is_not_taken_for_one(data: str):
    assert decode(data) is None


@pytest.mark.parametrize("trial", ["k" * 60, "a:b"])
def test_a_trial_whose_id_fits_no_button_is_found_at_once(trial: str):
    with pytest.raises(ValueError, match="in a button"):
        button("Add", Deed.ADD, trial=trial)
