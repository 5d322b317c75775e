"""From the blocked receptor to less pain."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.arrows import MICE, PAIN, PEOPLE, RATS, Arrow, Finding, Road, Sure

PAIN_ROAD = Road(
    _("The road for pain"),
    _("When pain comes again and again, nerves answer more and more. This is called wind-up."),
    (
        Arrow(
            _("With the gate shut, pain winds up less"),
            (
                Finding(
                    RATS,
                    PAIN,
                    Sure.SHOWN,
                    _("Ketamine damped wind-up in the spinal cord of rats, and more so in rats with a sore joint."),
                    ("S102",),
                ),
                Finding(
                    PEOPLE,
                    PAIN,
                    Sure.SHOWN,
                    _(
                        "In six healthy people a small dose damped wind-up. The reflex to single shocks stayed "
                        "the same."
                    ),
                    ("S103",),
                ),
            ),
            _(
                "This was short pain made in a lab. A sister drug damped wind-up in one study and did not in "
                "another. That less wind-up is why lasting pain eases is only supposed."
            ),
            ("S96", "S104"),
        ),
        Arrow(
            _("Pain eases while the drug is in the blood"),
            (
                Finding(
                    PEOPLE,
                    PAIN,
                    Sure.DISPUTED,
                    _(
                        "Of 24 people with fibromyalgia, half got one drip of S-ketamine. After 15 minutes "
                        "pain had dropped by more than half in 8 of 12. With another drug that calms it was 3 "
                        "of 12. Relief went as the drug went. After 8 weeks it was 2 and 2."
                    ),
                    ("S15",),
                ),
            ),
            _("A review of 67 trials in 2025 found no clear sign of less pain at any time, not even right after."),
            ("S8",),
        ),
        Arrow(
            _("Given for days, relief lasts longer than the drug"),
            (
                Finding(
                    PEOPLE,
                    PAIN,
                    Sure.DISPUTED,
                    _(
                        "Of 60 people with complex regional pain syndrome, half got S-ketamine for four days. "
                        "In week one their pain was 2.7 of 10, against 5.5 without. By week 12 the gap was no "
                        "longer clear. They could not do more than before."
                    ),
                    ("S11",),
                ),
                Finding(
                    PEOPLE,
                    PAIN,
                    Sure.DISPUTED,
                    _(
                        "A model made from 60 such people says that relief comes and goes slowly: by half in "
                        "11 days. The drug is long gone by then."
                    ),
                    ("S105",),
                ),
                Finding(
                    MICE,
                    PAIN,
                    Sure.SHOWN,
                    _(
                        "After a broken leg, a week of ketamine helped mice late on, not early. It helped "
                        "beyond the last dose."
                    ),
                    ("S106",),
                ),
            ),
            _(
                "In 16 people on a five-day drip, the level in the blood did not tell who felt better. Four "
                "days are not 40 minutes: a short drip may not do this."
            ),
            ("S14",),
        ),
    ),
)
