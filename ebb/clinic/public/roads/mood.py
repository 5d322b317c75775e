"""From the blocked receptor over new links between nerves to better mood, and from there, perhaps, to less pain."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.arrows import MICE, MOOD, NEITHER, PAIN, PEOPLE, RATS, Arrow, Finding, Road, Sure

MOOD_ROAD = Road(
    _("The road of new links"),
    _("This is the story you will read most. It comes from work on low mood, most of it in rats and mice."),
    (
        Arrow(
            _("The shut gate sets free a burst of glutamate"),
            (
                Finding(
                    RATS,
                    NEITHER,
                    Sure.SHOWN,
                    _(
                        "In rats low doses raised glutamate at the front of the brain. A dose that puts to "
                        "sleep lowered it."
                    ),
                    ("S107",),
                ),
                Finding(
                    PEOPLE,
                    NEITHER,
                    Sure.DISPUTED,
                    _(
                        "Brain scans do not agree. A scan of ten people found a sign of a burst. A scan of eight on "
                        "the usual drip found none."
                    ),
                    ("S108", "S109"),
                ),
            ),
            _(
                "If the gate were all, others that shut it should help too. Memantine did no better than a "
                "dummy pill in 32 people with depression."
            ),
            ("S110",),
        ),
        Arrow(
            _("The burst works through a second gate, called AMPA"),
            (
                Finding(
                    MICE,
                    MOOD,
                    Sure.SHOWN,
                    _("With the AMPA gate shut first, ketamine did less for mice in tests of low mood."),
                    ("S111",),
                ),
                Finding(
                    RATS,
                    MOOD,
                    Sure.SHOWN,
                    _("In rats it also kept two signals to grow, BDNF and mTOR, from going up."),
                    ("S112",),
                ),
                Finding(PEOPLE, MOOD, Sure.SUPPOSED, _("We found no test of this in people.")),
            ),
        ),
        Arrow(
            _("Signals to grow build new links between nerves"),
            (
                Finding(
                    RATS,
                    MOOD,
                    Sure.SHOWN,
                    _(
                        "New links grew at the front of the brain of rats. When mTOR was blocked, none grew, "
                        "and the rats did no better in the tests."
                    ),
                    ("S113",),
                ),
                Finding(
                    MICE,
                    MOOD,
                    Sure.SHOWN,
                    _("In mice the new links kept the change going. They did not start it."),
                    ("S114",),
                ),
                Finding(
                    PEOPLE,
                    MOOD,
                    Sure.DISPUTED,
                    _("Brain scans one day later found no more links overall, though people felt better."),
                    ("S115",),
                ),
            ),
            _("When 20 people took a drug that blocks mTOR first, ketamine worked all the same, and even longer."),
            ("S116",),
        ),
        Arrow(
            _("Low mood lifts within hours or days"),
            (
                Finding(
                    PEOPLE,
                    MOOD,
                    Sure.DISPUTED,
                    _(
                        "In a trial with 72 people whose depression did not yield, one drip took 16.5 points "
                        "off their score in a day. Another drug that calms took off 8.8."
                    ),
                    ("S117",),
                ),
            ),
            _(
                "When 40 people got it asleep, in surgery, so that no one could tell, it did no better than "
                "salt water. In 62 people in hospital, up to eight drips were not clearly better than another "
                "drug that calms."
            ),
            ("S118", "S119"),
        ),
        Arrow(
            _("The same new links ease lasting pain"),
            (Finding(PEOPLE, PAIN, Sure.SUPPOSED, _("This is a leap. We found no study in people that shows it.")),),
            _("In rats with a hurt nerve one dose took away signs of low mood for days. The paw stayed just as sore."),
            ("S120",),
        ),
    ),
)
