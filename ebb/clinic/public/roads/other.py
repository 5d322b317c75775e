"""Ways that do not go through the NMDA receptor."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.arrows import ANIMALS, MOOD, PEOPLE, Arrow, Finding, Road, Sure

OTHER_ROADS = Road(
    _("Other roads"),
    _("The NMDA gate may not be the whole story."),
    (
        Arrow(
            _("The body’s own opioids do part of the work"),
            (
                Finding(
                    PEOPLE,
                    MOOD,
                    Sure.DISPUTED,
                    _(
                        "In 12 people with depression, naltrexone, which blocks opioids, took away most of the "
                        "lift in mood."
                    ),
                    ("S121",),
                ),
            ),
            _(
                "A later trial found no such thing in 58 people, but all its groups got better. And for pain: "
                "in 25 healthy people an opioid blocker did not change what ketamine did to sore skin round a "
                "burn."
            ),
            ("S122", "S123"),
        ),
        Arrow(
            _("Something else than the NMDA gate lifts mood"),
            (
                Finding(
                    ANIMALS,
                    MOOD,
                    Sure.DISPUTED,
                    _(
                        "The R half shuts the gate less well, and yet in some tests in animals it did more and "
                        "for longer."
                    ),
                    ("S124",),
                ),
                Finding(
                    PEOPLE,
                    MOOD,
                    Sure.SUPPOSED,
                    _("In people, other drugs that shut the gate did not lift mood as ketamine did. Why is not known."),
                    ("S124",),
                ),
            ),
        ),
    ),
    apart=True,
)
