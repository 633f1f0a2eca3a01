"""A disk that refuses."""

import os

import pytest

import bot.store.whole


@pytest.fixture
def refusing_disk(monkeypatch):
    """Makes the disk refuse, and take again."""

    class Disk:
        refusal: OSError | None = None

    disk = Disk()
    real = os.fsync

    def fsync(handle: int) -> None:
        if disk.refusal is not None:
            raise disk.refusal
        real(handle)

    monkeypatch.setattr(bot.store.whole.os, "fsync", fsync)
    return disk
