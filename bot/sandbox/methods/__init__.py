"""The Bot API methods that the sandbox knows, by their names in small letters.

A method is an async function that takes the world and the request's parameters and gives what
goes into ``result``. To add one, write the function in the module of its theme and name it in
that module's ``METHODS``.
"""

from collections.abc import Mapping

from bot.sandbox.methods import chats, commands, documents, messages, polling, presses, profile
from bot.sandbox.methods.common import Method

METHODS: Mapping[str, Method] = {
    name.lower(): method
    for theme in (chats, commands, documents, messages, polling, presses, profile)
    for name, method in theme.METHODS.items()
}

__all__ = ["METHODS", "Method"]
