"""The clinic's cast, for what crosses rooms."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from ebb.clinic.conftest import at as at
from ebb.clinic.conftest import cast as cast
from ebb.clinic.conftest import client_of as client_of


@pytest.fixture
def now_is_morning(at: datetime) -> Iterator[None]:
    """The views read the morning of the cast as now."""
    with time_machine.travel(at, tick=False):
        yield
