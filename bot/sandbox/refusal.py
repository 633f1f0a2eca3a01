"""What the Bot API says when it does not do what it was asked."""


class Refusal(Exception):
    """An answer with ``ok: false``: an HTTP status and Telegram's own sentence."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


def bad_request(sentence: str) -> Refusal:
    """A refusal with status 400; Telegram writes its sentences with a small first letter."""
    if sentence[1:2].islower():
        sentence = sentence[0].lower() + sentence[1:]
    return Refusal(400, f"Bad Request: {sentence}")
