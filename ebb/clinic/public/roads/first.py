"""The first step: ketamine in the receptor."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.arrows import NEITHER, PEOPLE, RATS, Arrow, Finding, Road, Sure

FIRST_STEP = Road(
    _("The first step"),
    _("The NMDA receptor is a gate on nerve cells. Glutamate, which carries signals between nerves, opens it."),
    (
        Arrow(
            _("Ketamine blocks the NMDA gate"),
            (
                Finding(
                    RATS,
                    NEITHER,
                    Sure.SHOWN,
                    _(
                        "In nerve tissue of rats ketamine sits in the gate and shuts it. Its S half holds on "
                        "about five times as well as its R half."
                    ),
                    ("S99",),
                ),
                Finding(
                    PEOPLE,
                    NEITHER,
                    Sure.SHOWN,
                    _("In ten healthy people ketamine pushed a tracer out of this gate."),
                    ("S100",),
                ),
            ),
            _(
                "How much of the gate is shut at a clinic dose is a guess. A newer tracer saw no steady change "
                "in five people, but its makers do not trust it."
            ),
            ("S101",),
        ),
    ),
)
