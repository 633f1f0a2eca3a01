"""How all tests are run."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Whoever only ever speaks to this machine need not read the authorities of the world, which takes
# a tenth of a second for each bot that is started.
os.environ["SSL_CERT_FILE"] = str(Path(__file__).parent / "tls" / "nobody.pem")

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _PATIENT, max_examples=40)
settings.register_profile("thorough", _PATIENT, max_examples=100)


def pytest_configure(config: pytest.Config) -> None:
    """Try more examples where the slow tests are run too."""
    settings.load_profile("quick" if config.option.markexpr == "not slow" else "thorough")
