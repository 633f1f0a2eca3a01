"""``python -m bot`` is ``quotewire``."""

import sys

from bot.cli import main

sys.exit(main())
