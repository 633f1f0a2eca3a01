"""The conversation over the Bot API, with python-telegram-bot.

Thin on purpose: it takes updates apart, hands them to ``Conversation`` and sends what comes back.
"""

import os

from bot.chat.telegram.application import (
    App,
    api_errors,
    build,
    end_live,
    identity,
    token_refused,
)
from bot.chat.telegram.profile import publish_admin_menu, publish_profile
from bot.chat.telegram.sending import tell

__all__ = [
    "App",
    "api_errors",
    "build",
    "end_live",
    "identity",
    "publish_admin_menu",
    "publish_profile",
    "tell",
    "token_refused",
]

# Otherwise each answer that tells us to wait brings a DeprecationWarning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
