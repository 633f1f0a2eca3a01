"""The measured promises: ``make bench``. These are measurements, not tests: the machine is noisy."""
