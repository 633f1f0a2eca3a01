"""Quotewire's half that touches the world: Telegram, the network, the disk and the clock."""

__version__ = "0.1.0"
