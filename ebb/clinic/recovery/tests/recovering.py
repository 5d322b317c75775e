"""Recovery for other tests, made through the actions."""

from datetime import datetime
from types import SimpleNamespace

from ebb.clinic.infusion import actions as chair
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import RESTING, again, before, stopped
from ebb.clinic.recovery import actions

HOME_READY = {
    "oriented": True, "patient_agrees": True, "walks_as_before": True, "sips_tolerated": True, "cannula_out": True,
    "escort_identified": True, "advice_given": True, "driving_understood": True,
}  # fmt: skip


def recovering(cast: SimpleNamespace, at: datetime, **arrival: object) -> Infusion:
    """Stopped an hour before `at`, and watched since."""
    infusion = stopped(cast, before(at, 65), **arrival)
    actions.begin_recovery(infusion, by=cast.nurse.pk, at=before(at, 64))
    return again(infusion)


def recovered(
    cast: SimpleNamespace, at: datetime, *, infusion: Infusion | None = None, dissociation: int = 0,
    escort_identified: bool = True, **arrival: object,
) -> Infusion:  # fmt: skip
    """Everything the discharge gate asks is there at `at`; a visit that recovers already may be handed in."""
    infusion = infusion or recovering(cast, at, **arrival)
    by = {"by": cast.nurse.pk, "at": at}
    chair.chart_vitals(infusion, **RESTING, **by)
    for scale, value in (("sedation", 0), ("dissociation", dissociation), ("nausea", 0), ("pain", 2)):
        chair.score(infusion, scale=scale, value=value, **by)
    actions.score_aldrete(infusion, activity=2, respiration=2, circulation=2, consciousness=2, oxygen=2, **by)
    actions.score_padss(infusion, vital_signs=2, walking=2, nausea=2, pain=2, **by)
    actions.check_readiness(infusion, **{**HOME_READY, "escort_identified": escort_identified}, **by)
    return again(infusion)
