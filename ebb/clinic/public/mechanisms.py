"""From the blocked receptor to relief: the first step, the way to less pain, the way to better mood, and other ways."""

from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.arrows import ANIMALS, MICE, MOOD, NEITHER, PAIN, PEOPLE, RATS, Arrow, Mechanism, Study, Sure

FIRST_STEP = Mechanism(
    _("The first step"),
    _("The NMDA receptor is a gate on nerve cells. Glutamate, which carries signals between nerves, opens it."),
    (
        Arrow(
            _("Ketamine blocks the NMDA gate"),
            (
                Study(
                    RATS,
                    NEITHER,
                    Sure.SHOWN,
                    _(
                        "In nerve tissue of rats ketamine sits in the gate and shuts it. Its S half holds on "
                        "about five times as well as its R half."
                    ),
                    ("S99",),
                ),
                Study(
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

PAIN_MECHANISM = Mechanism(
    _("The road for pain"),
    _("When pain comes again and again, nerves answer more and more. This is called wind-up."),
    (
        Arrow(
            _("With the gate shut, pain winds up less"),
            (
                Study(
                    RATS,
                    PAIN,
                    Sure.SHOWN,
                    _("Ketamine damped wind-up in the spinal cord of rats, and more so in rats with a sore joint."),
                    ("S102",),
                ),
                Study(
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
                Study(
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
                Study(
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
                Study(
                    PEOPLE,
                    PAIN,
                    Sure.DISPUTED,
                    _(
                        "A model made from 60 such people says that relief comes and goes slowly: by half in "
                        "11 days. The drug is long gone by then."
                    ),
                    ("S105",),
                ),
                Study(
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

MOOD_MECHANISM = Mechanism(
    _("The road of new links"),
    _("This is the story you will read most. It comes from work on low mood, most of it in rats and mice."),
    (
        Arrow(
            _("The shut gate sets free a burst of glutamate"),
            (
                Study(
                    RATS,
                    NEITHER,
                    Sure.SHOWN,
                    _(
                        "In rats low doses raised glutamate at the front of the brain. A dose that puts to "
                        "sleep lowered it."
                    ),
                    ("S107",),
                ),
                Study(
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
                Study(
                    MICE,
                    MOOD,
                    Sure.SHOWN,
                    _("With the AMPA gate shut first, ketamine did less for mice in tests of low mood."),
                    ("S111",),
                ),
                Study(
                    RATS,
                    MOOD,
                    Sure.SHOWN,
                    _("In rats it also kept two signals to grow, BDNF and mTOR, from going up."),
                    ("S112",),
                ),
                Study(PEOPLE, MOOD, Sure.SUPPOSED, _("We found no test of this in people.")),
            ),
        ),
        Arrow(
            _("Signals to grow build new links between nerves"),
            (
                Study(
                    RATS,
                    MOOD,
                    Sure.SHOWN,
                    _(
                        "New links grew at the front of the brain of rats. When mTOR was blocked, none grew, "
                        "and the rats did no better in the tests."
                    ),
                    ("S113",),
                ),
                Study(
                    MICE,
                    MOOD,
                    Sure.SHOWN,
                    _("In mice the new links kept the change going. They did not start it."),
                    ("S114",),
                ),
                Study(
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
                Study(
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
            (Study(PEOPLE, PAIN, Sure.SUPPOSED, _("This is a leap. We found no study in people that shows it.")),),
            _("In rats with a hurt nerve one dose took away signs of low mood for days. The paw stayed just as sore."),
            ("S120",),
        ),
    ),
)

OTHER_MECHANISMS = Mechanism(
    _("Other roads"),
    _("The NMDA gate may not be the whole story."),
    (
        Arrow(
            _("The body’s own opioids do part of the work"),
            (
                Study(
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
                Study(
                    ANIMALS,
                    MOOD,
                    Sure.DISPUTED,
                    _(
                        "The R half shuts the gate less well, and yet in some tests in animals it did more and "
                        "for longer."
                    ),
                    ("S124",),
                ),
                Study(
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

MECHANISMS = (FIRST_STEP, PAIN_MECHANISM, MOOD_MECHANISM, OTHER_MECHANISMS)
