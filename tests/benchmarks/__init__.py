"""The measured promises: ``make bench``. Measurements, not tests: the machine is noisy."""
