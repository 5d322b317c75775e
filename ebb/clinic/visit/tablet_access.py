"""What a ward tablet reaches although nobody has said who they are: those in the house of its site, and no more.

Each chair tells enough not to take one for another (its name, initials, whether the pump runs) and nothing clinical.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ebb.clinic.infusion.chart_actions import URGENT_ACTIONS
from ebb.clinic.infusion.forms.base import ChartForm
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.people.models import Patient, Site
from ebb.clinic.people.recording_actor import RecordingActor, recording_actors
from ebb.pathway.steps import GIVING, State


@dataclass(frozen=True)
class TabletPatient:
    """One patient in the house as a tablet shows them to anyone. `lower` and `rescue` are empty forms."""

    infusion: Infusion
    initials: str
    giving: bool
    running: bool
    lower: ChartForm
    rescue: ChartForm


def infusion_for_actor_or_404(request: HttpRequest, infusion_id: UUID) -> tuple[Infusion, RecordingActor]:
    """An infusion in reach of this request, and who records there; what is out of reach and what is not look alike.

    A clinician reaches every visit of their site; a tablet by itself only those whose patient is in the house.
    """
    for actor in recording_actors(request):
        all_visits = Infusion.objects.with_context()
        near = all_visits if actor.known else all_visits.present()
        found = near.filter(site=actor.site, pk=infusion_id).first()
        if found is not None:
            return found, actor
    raise Http404


def tablet_patients(site: Site, at: datetime) -> list[TabletPatient]:
    """Everyone in the house, by chair. One query."""
    present = Infusion.objects.present().filter(site=site).select_related("patient", "chair")
    return [_reached(infusion, at) for infusion in present.order_by("chair__name", "pk")]


def recorded(infusion: Infusion, at: datetime) -> str:
    """What a tablet says after it recorded something at once."""
    inputs = {"clock": clock(at), "chair": infusion.chair or "–", "initials": initials(infusion.patient)}
    return _("Recorded %(clock)s for chair %(chair)s, %(initials)s. Who did it is asked for after.") % inputs


def initials(patient: Patient) -> str:
    return f"{patient.given_name[:1]}. {patient.family_name[:1]}."


def _reached(infusion: Infusion, at: datetime) -> TabletPatient:
    return TabletPatient(
        infusion=infusion,
        initials=initials(infusion.patient),
        giving=infusion.state in {state.value for state in GIVING},
        running=infusion.state == State.RUNNING.value,
        lower=URGENT_ACTIONS["lower"].form(at, ids=f"{infusion.pk}-lower"),
        rescue=URGENT_ACTIONS["rescue"].form(at, ids=f"{infusion.pk}-rescue"),
    )
