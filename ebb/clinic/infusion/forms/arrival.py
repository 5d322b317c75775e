from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.forms.base import ChartForm, Confirmable, moment_on, number, yes_no_unknown
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib import fields
from ebb.clinic.people.models import Chair
from ebb.pathway.day_questions import DAY_QUESTIONS, LAST_DOSES

LIMBS = [(limb, _(limb)) for limb in ("left arm", "right arm", "left leg", "right leg")]
IDENTIFIERS = ("full name", "date of birth", "file number")


class TwoIdentifiersForm(ChartForm):
    """The patient says who they are, in two ways."""

    identifiers = forms.MultipleChoiceField(
        label=_("The patient stated"),
        choices=[(name, _(name)) for name in IDENTIFIERS],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_identifiers(self) -> str:
        return ", ".join(self.cleaned_data["identifiers"])


class ChairField(forms.ModelChoiceField):
    """A chair, and whether numbers will come by themselves there."""

    def label_from_instance(self, chair: Chair) -> str:
        words = _("%(chair)s, with a monitor") if chair.connected else _("%(chair)s, no monitor")
        return words % {"chair": chair}


class CheckInForm(TwoIdentifiersForm):
    about_the_infusion = True
    chair = ChairField(label=_("Chair"), queryset=Chair.objects.none())

    def __init__(self, *args: object, infusion: Infusion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        taken = Infusion.objects.present().filter(chair__isnull=False).values("chair")
        self.fields["chair"].queryset = infusion.site.chairs.exclude(pk__in=taken).order_by("name")


class WeightForm(Confirmable):
    weight_kg = number(_("Weight today"), digits=5, places=1)


def day_choice(label: str) -> forms.TypedChoiceField:
    """Whether a clock time is of today or of yesterday; how long ago that day was."""
    ago = {"today": timedelta(0), "yesterday": timedelta(days=1)}
    choices = [("today", _("today")), ("yesterday", _("yesterday"))]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=ago.get, widget=forms.RadioSelect, initial="today"
    )


class IntakeForm(ChartForm):
    """A clock time is of the day that is chosen: one still to come is asked about, never taken for yesterday's."""

    clear_fluid = forms.TimeField(label=_("Last clear drink"), widget=forms.TimeInput(attrs={"type": "time"}))
    clear_fluid_day = day_choice(_("Day of that drink"))
    solid_food = forms.TimeField(label=_("Last food"), widget=forms.TimeInput(attrs={"type": "time"}))
    solid_food_day = day_choice(_("Day of that food"))
    light_meal = forms.BooleanField(label=_("It was a light meal: no meat, nothing fried or fatty"), required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        for name in ("clear_fluid", "solid_food"):
            if cleaned.keys() >= {name, f"{name}_day"} and self._moment(name) > self.at:
                typed = {"clock": f"{cleaned[name]:%H:%M}", "now": f"{timezone.localtime(self.at):%H:%M}"}
                self.add_error(
                    name, _("%(clock)s today has not come yet: it is %(now)s. Correct it, or choose yesterday.") % typed
                )
        return cleaned

    def action_arguments(self) -> dict[str, object]:
        intake = {"clear_fluid_at": self._moment("clear_fluid"), "solid_food_at": self._moment("solid_food")}
        typed = ("clear_fluid", "clear_fluid_day", "solid_food", "solid_food_day")
        return {name: value for name, value in super().action_arguments().items() if name not in typed} | intake

    def _moment(self, name: str) -> datetime:
        days_ago = self.cleaned_data[f"{name}_day"]
        return moment_on(timezone.localdate(self.at) - days_ago, self.cleaned_data[name], self.at)


class EscortForm(ChartForm):
    name = forms.CharField(label=_("Escort's name"), max_length=120)
    phone = forms.CharField(
        label=_("Escort's phone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class PregnancyForm(ChartForm):
    result = forms.ChoiceField(
        label=_("Pregnancy test"),
        choices=[
            ("negative", _("Negative")),
            ("positive", _("Positive")),
            ("not_applicable", _("Not applicable")),
            ("refused", _("Refused")),
        ],
    )
    reason = forms.CharField(label=_("Lot of the test, or why none"), required=False, max_length=300)


class CannulaForm(ChartForm):
    site = forms.CharField(label=_("Where"), max_length=40, help_text=_("forearm, back of hand"))
    limb = forms.ChoiceField(label=_("Limb"), choices=LIMBS)
    gauge = forms.TypedChoiceField(label=_("Gauge"), choices=[(g, f"{g} G") for g in (24, 22, 20, 18)], coerce=int)
    patent = forms.TypedChoiceField(
        label=_("Attempt"), choices=[("yes", _("In, flushes freely")), ("no", _("Failed"))], coerce=lambda w: w == "yes"
    )


class CuffForm(ChartForm):
    limb = forms.ChoiceField(label=_("Cuff on"), choices=LIMBS)


class ComfortForm(ChartForm):
    light = forms.ChoiceField(label=_("Light"), choices=[(w, _(w)) for w in ("dimmed", "eye mask", "as it is")])
    sound = forms.ChoiceField(label=_("Sound"), choices=[(w, _(w)) for w in ("quiet", "own music", "earplugs")])
    blanket = forms.BooleanField(label=_("Blanket offered"), required=False)
    call_button_tested = forms.BooleanField(label=_("The patient pressed the call button and it rang"), required=False)


class MonitorsForm(ChartForm):
    connected = forms.TypedChoiceField(
        label=_("Monitoring"),
        choices=[("yes", _("Connected: numbers arrive here")), ("no", _("Not connected: we type them"))],
        coerce=lambda word: word == "yes",
    )


class RescueKitForm(ChartForm):
    text = forms.CharField(label=_("Missing or replaced, if anything"), required=False, max_length=200)


class DayForm(ChartForm):
    """What is asked again today."""

    has_capacity = yes_no_unknown(_("Understands and decides for themselves today"))
    childbearing_potential = yes_no_unknown(_("Could be pregnant"))
    takes_insulin_or_sulfonylurea = yes_no_unknown(_("Takes insulin or a sulfonylurea"))
    glucose_mg_per_dl = fields.IntegerField(label=_("Glucose, mg/dL"), required=False, min_value=20, max_value=800)
    avoid_limb = forms.ChoiceField(label=_("Limb to spare"), choices=[("", _("None")), *LIMBS], required=False)
    usual_oxygen = yes_no_unknown(_("Uses oxygen at home"))
    activity_before = forms.TypedChoiceField(
        label=_("Can move today"),
        choices=[("", _("Not asked")), ("2", _("all four limbs")), ("1", _("two limbs")), ("0", _("none"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    usually_low = forms.MultipleChoiceField(
        label=_("Usually this low, without symptoms"),
        choices=[("nibp_sys_mmhg", _("Systolic pressure")), ("hr_per_min", _("Heart rate"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    last_doses = forms.CharField(label=_(LAST_DOSES), required=False, max_length=200)
    rest_is_no = forms.BooleanField(label=_("Asked from cold to fall: what is not marked is a no"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for question in DAY_QUESTIONS:
            self.fields[question.name] = yes_no_unknown(_(question.question))
        first = [name for name in self.fields if name not in ("last_doses", "rest_is_no")]
        self.order_fields([*first, "last_doses", "rest_is_no"])

    def clean_usually_low(self) -> str:
        return ",".join(self.cleaned_data["usually_low"])

    def action_arguments(self) -> dict[str, object]:
        values = super().action_arguments()
        if values.pop("rest_is_no"):
            values |= {question.name: bool(values[question.name]) for question in DAY_QUESTIONS}
            values["last_doses"] = values["last_doses"] or "none"
        return values
