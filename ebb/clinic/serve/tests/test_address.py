import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError

from ebb.clinic.lib.models import Installation
from ebb.clinic.serve.address import require_free, require_loopback_for_demo, require_protected

OPENED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def demonstration(db: None) -> Installation:
    return Installation.objects.create(pk=1, made_by_demo=True, made_at=OPENED)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.mark.parametrize(("tls", "behind_proxy"), [(True, False), (False, True)])
def test_another_machine_may_come_where_it_is_protected(tls: bool, behind_proxy: bool):
    require_protected("192.168.1.10", tls=tls, behind_proxy=behind_proxy)


def test_another_machine_may_not_come_unprotected():
    with pytest.raises(CommandError) as refused:
        require_protected("192.168.1.10", tls=False, behind_proxy=False)

    assert refused.value.returncode == 2


@pytest.mark.parametrize(("host", "behind_proxy"), [("192.168.1.10", False), ("127.0.0.1", True)])
def test_a_demonstration_stays_on_this_machine(demonstration: Installation, host: str, behind_proxy: bool):
    with pytest.raises(CommandError, match="demonstration"):
        require_loopback_for_demo(host, behind_proxy=behind_proxy)


def test_a_demonstration_is_shown_here(demonstration: Installation):
    require_loopback_for_demo("127.0.0.1", behind_proxy=False)


def test_a_clinic_of_ones_own_may_be_shown_elsewhere(db: None):
    require_loopback_for_demo("192.168.1.10", behind_proxy=False)


def test_a_taken_port_is_named_at_once(taken: int):
    with pytest.raises(CommandError, match=f"127.0.0.1:{taken} is taken"):
        require_free("127.0.0.1", taken)
