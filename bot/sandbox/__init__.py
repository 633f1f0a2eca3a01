"""A local Telegram: the Bot API over HTTP, and a chat page in the browser.

People try Quotewire out with it before they have a bot's token, and tests drive the bot through
it. To the bot it is Telegram at another address: it knows nothing of the bot, nor the bot of it.
"""

from bot.sandbox.api import Exchange
from bot.sandbox.people import ADMIN, GROUP, PEOPLE, SUBSCRIBER, Chat, Person
from bot.sandbox.server import Sandbox

__all__ = ["ADMIN", "GROUP", "PEOPLE", "SUBSCRIBER", "Chat", "Exchange", "Person", "Sandbox"]
