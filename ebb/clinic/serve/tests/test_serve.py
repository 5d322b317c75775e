import pytest
from django.core.management import CommandError
from django.utils import timezone

from ebb.clinic.record.models import Anchor
from ebb.clinic.serve.address import require_protected
from ebb.clinic.serve.management.commands import serve
from ebb.clinic.serve.management.commands.live import anchor_if_moved
from ebb.clinic.watch.lock import only_watch


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.5"])
def test_this_machine_needs_no_protection(host):
    require_protected(host, tls=False, behind_proxy=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "clinic.example"])
def test_another_address_is_refused_without_tls_or_a_declared_proxy(host):
    with pytest.raises(CommandError, match="--tls-cert"):
        require_protected(host, tls=False, behind_proxy=False)

    require_protected(host, tls=True, behind_proxy=False)
    require_protected(host, tls=False, behind_proxy=True)


@pytest.mark.django_db
def test_a_clinic_that_is_served_is_not_served_again(monkeypatch):
    monkeypatch.setattr(serve, "ENDING_SECONDS", 0)

    with only_watch(), pytest.raises(CommandError, match="already"):
        serve.require_unwatched()

    serve.require_unwatched()


@pytest.mark.django_db
def test_an_anchor_is_made_only_when_something_was_written(cast):
    first, second = anchor_if_moved(), anchor_if_moved()

    assert (first, second) == (True, False)
    assert Anchor.objects.get().made_at <= timezone.now()
