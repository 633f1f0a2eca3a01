"""How many examples a property is tried with."""

from hypothesis import settings


def examples(number: int) -> settings:
    """So many where the slow tests are run too, else a third of them."""
    thorough = settings.get_current_profile_name() == "thorough"
    return settings(max_examples=number if thorough else -(-number // 3))
