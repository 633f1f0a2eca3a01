"""Messages: what they say (``briefing.py``), as a tree, rendered and split."""
