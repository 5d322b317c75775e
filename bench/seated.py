"""Fills the database that the environment names with running infusions for `stream.py`; prints the seats as JSON.

python -m bench.seated CHAIRS SECONDS_OF_NUMBERS
"""

import json
import sys
from dataclasses import asdict
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bench.clinic import fill_monitor  # noqa: E402
from ebb.clinic.infusion.models import Infusion  # noqa: E402
from tests.killing.opening import open_clinic  # noqa: E402

STARTED_MIN_AGO = 35

if __name__ == "__main__":
    chairs, seconds = map(int, sys.argv[1:])
    now = timezone.now()
    seats = open_clinic(now - timedelta(seconds=1), chairs, started_min_ago=STARTED_MIN_AGO)
    for seat in seats:
        fill_monitor(Infusion.objects.get(pk=seat.infusion), until=now, seconds=seconds)
    print(json.dumps([asdict(seat) for seat in seats]))
