"""The clinic's cast, for what crosses rooms."""

from ebb.clinic.conftest import at as at
from ebb.clinic.conftest import cast as cast
from ebb.clinic.conftest import client_of as client_of
