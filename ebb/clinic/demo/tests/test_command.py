from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from ebb.clinic.demo.management.commands import demo
from ebb.clinic.people.actions import open_site
from ebb.clinic.people.models import SYSTEM, Site
from ebb.clinic.serve.supervisor import Supervisor


@pytest.fixture
def supervised(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The commands that would have been run."""
    asked: list[dict] = []
    monkeypatch.setattr(Supervisor, "run", lambda self: asked.append(self.commands))
    return asked


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "clinic.example"])
def test_it_is_served_on_loopback_only(host: str, db: None, supervised: list[dict]):
    with pytest.raises(CommandError) as refused:
        call_command("demo", host=host)

    assert refused.value.returncode == 2
    assert supervised == []
    assert not Site.objects.exists()


def test_it_refuses_a_clinics_own_database(db: None, at: datetime, supervised: list[dict], monkeypatch):
    monkeypatch.setattr(demo, "prepare", lambda: None)
    open_site(name="Ours", address="", emergency_phone="", by=SYSTEM, at=at)

    with pytest.raises(CommandError, match="a clinic's own"):
        call_command("demo")

    assert supervised == []
