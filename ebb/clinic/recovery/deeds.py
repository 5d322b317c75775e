"""What can be recorded between the end of the infusion and the way home."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.chart_actions import ChartAction
from ebb.clinic.infusion.forms.preparation import NoValuesForm
from ebb.clinic.recovery import actions
from ebb.clinic.recovery.forms import AldreteForm, Discharge, Keeper, PadssForm, Readiness

DEEDS: dict[str, ChartAction] = {
    "begin": ChartAction(NoValuesForm, actions.begin_recovery, _("Record: recovery begun")),
    "aldrete": ChartAction(AldreteForm, actions.score_aldrete, _("Record Aldrete score")),
    "padss": ChartAction(PadssForm, actions.score_padss, _("Record discharge score")),
    "readiness": ChartAction(Readiness, actions.check_readiness, _("Record what I saw")),
    "wait": ChartAction(Keeper, actions.wait_for_escort, _("Record: waits for the escort")),
    "discharge": ChartAction(Discharge, actions.discharge, _("Record discharge")),
}
