"""The bot's words about who looks after it, in British English."""

HELP_TITLE = "For admins"

NOT_ADMIN = (
    "Sources and topics are looked after by this bot's admins. If you would like to help, ask one "
    "of them; they add you with /addadmin {number}."
)
NO_ADMIN_YET = (
    "Nobody looks after this bot yet. If it is yours, start it with QUOTEWIRE_ADMINS={number} "
    "(that is your number on Telegram), and this command is yours too."
)
NO_ADMIN_YET_GROUP = (
    "Nobody looks after this bot yet. If it is yours, write to me in private, and I will tell you "
    "how to become its first admin."
)
WRITE_IN_PRIVATE = (
    "You write here as the group, so I cannot tell who you are. Please send me this in private."
)
NOT_YOURS = "Only this bot's admins can do that."

MENU = {
    "admins": "Who looks after this bot",
    "addadmin": "Make somebody an admin (owners only)",
    "removeadmin": "Make somebody no admin any more (owners only)",
}

ADMINS = "Admins"
OWNER = "owner, named in the settings"
ADMIN_SINCE = "admin since {day}"
YOU = ", that is you"
ADMINS_HOW = (
    "/addadmin and /removeadmin, with a number or as a reply to somebody, change this list."
)
OWNERS_ONLY = (
    "Only owners add and remove admins. Owners are named in QUOTEWIRE_ADMINS by whoever runs this "
    "bot."
)
HOW = {
    "addadmin": (
        "Who shall be an admin? Reply to a message of theirs with /addadmin, or put their number "
        "behind it, such as /addadmin 123456789. Whoever does not know theirs sends me /addsource, "
        "and I tell them."
    ),
    "removeadmin": (
        "Who shall be no admin any more? Put their number behind the command; /admins lists them."
    ),
}
IS_OWNER = (
    "{person} is an owner. Owners are named in QUOTEWIRE_ADMINS, and only whoever runs this bot "
    "can change that."
)
ADMIN_ALREADY = "{person} is an admin already."
ADMIN_ADDED = (
    "{person} is an admin now, and can look after sources and topics. /help shows them what there "
    "is to do."
)
NO_SUCH_ADMIN = "{person} is no admin. /admins lists those that are."
ADMIN_REMOVED = "{person} is no admin any more. /addadmin {number} takes that back."
