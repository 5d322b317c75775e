"""The clinic's cast, for what crosses rooms."""

from datetime import datetime

import pytest

from ebb.clinic.conftest import at as at
from ebb.clinic.conftest import cast as cast
from ebb.clinic.conftest import client_of as client_of


@pytest.fixture
def the_clock_stands(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The views read this moment as now, whatever day it is outside."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
