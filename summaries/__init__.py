"""Quotewire's pure half: text in, briefing out. No network, disk, clock, Telegram or store."""
