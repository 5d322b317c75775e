"""What can be recorded between the end of the infusion and the way home."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.chart_actions import Deed
from ebb.clinic.infusion.forms.preparation import Nothing
from ebb.clinic.recovery import actions
from ebb.clinic.recovery.forms import AldreteForm, Discharge, Keeper, PadssForm, Readiness

DEEDS: dict[str, Deed] = {
    "begin": Deed(Nothing, actions.begin_recovery, _("Record: recovery begun")),
    "aldrete": Deed(AldreteForm, actions.score_aldrete, _("Record Aldrete score")),
    "padss": Deed(PadssForm, actions.score_padss, _("Record discharge score")),
    "readiness": Deed(Readiness, actions.check_readiness, _("Record what I saw")),
    "wait": Deed(Keeper, actions.wait_for_escort, _("Record: waits for the escort")),
    "discharge": Deed(Discharge, actions.discharge, _("Record discharge")),
}
