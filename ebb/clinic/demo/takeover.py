"""Which chairs a visitor has taken over: they recorded something there from a page, and lately.

The invented staff use no page, so whatever a form recorded was a visitor's, whoever they came in as.
"""

import re
from datetime import datetime, timedelta
from uuid import UUID

from ebb.clinic.lib.models import Submission

KEPT_FOR = timedelta(hours=1)
"""So long after a visitor's last entry the invented staff leave the chair to them."""

VISIT = re.compile(r"^/(?:infusion|recovery)/([0-9a-f-]{36})/")


def taken_over(at: datetime) -> set[UUID]:
    """The visits that visitors have taken over. One query."""
    paths = Submission.objects.filter(at__gt=at - KEPT_FOR).values_list("path", flat=True)
    return {UUID(found[1]) for path in paths if (found := VISIT.match(path))}
