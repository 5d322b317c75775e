"""What every form at the chair shares: it may say that the thing happened earlier, and that an odd value is meant."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ebb.clinic.lib import fields

BACK_INTO_YESTERDAY = timedelta(hours=12)
ONE_DAY = timedelta(days=1)
NOT_ASKED_ABOUT = ("confirmed", "asked_about", "happened", "late_reason")
ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class ChartForm(forms.Form):
    """`at` is now; `ids` begins the ids of its fields, which sets them apart from those of the page's other forms.

    `about_the_infusion` says that the choices depend on the infusion, which is then given too.
    """

    about_the_infusion = False
    fields_template = "infusion/_fields.html"

    happened = forms.TimeField(
        label=_("When, if not just now"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    late_reason = forms.CharField(label=_("Why it is written late"), required=False, max_length=200)

    def __init__(self, at: datetime, *args: object, ids: str = "id", **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"{ids}_%s", **kwargs)
        self.at = at
        self.ids = ids

    def own_fields(self) -> SafeString:
        """Its own fields, as the page asks for them."""
        if self.is_bound or self.about_the_infusion:
            return render_to_string(self.fields_template, {"form": self})
        return _untouched(type(self), self.ids, self.fields_template, tuple(self.initial.items()), get_language())

    def timing_fields(self) -> SafeString:
        """The two questions that every action shares."""
        if self.is_bound:
            return render_to_string("infusion/_earlier.html", {"form": self})
        return _untouched(ChartForm, self.ids, "infusion/_earlier.html", (), get_language())

    def action_arguments(self) -> dict[str, object]:
        """The arguments of the action."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("happened", "late_reason")}
        if clock := self.cleaned_data.get("happened"):
            values["happened_at"] = latest(clock, self.at)
        if reason := self.cleaned_data.get("late_reason"):
            values["late_reason"] = reason
        return values


@lru_cache(maxsize=256)
def _untouched(
    kind: type[ChartForm], ids: str, template: str, known: tuple[tuple[str, object], ...], _language: str
) -> SafeString:
    """A form with what is known already and nothing typed: the same at any time, so each process draws it once."""
    return render_to_string(template, {"form": kind(ANY_TIME, ids=ids, initial=dict(known))})


class Confirmable(ChartForm):
    """A form whose unusual value is asked about once: the same again with `confirmed` is recorded.

    `asked_about` repeats what was typed when it was asked: a tick counts for those values and for no others.
    """

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    asked_about = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def values_typed(self) -> str:
        """What was typed into its own fields, in one line: the value that is asked about."""
        asked = [name for name in self.fields if name not in NOT_ASKED_ABOUT]
        return ", ".join(filter(None, (str(self.data.get(name) or "").strip() for name in asked)))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        asked_about = cleaned.pop("asked_about", "")
        if asked_about and asked_about != self.values_typed():
            cleaned["confirmed"] = False
        return cleaned


def latest(clock: time, at: datetime) -> datetime:
    """The last moment up to `at`, give or take, when the clock stood so; never a moment half a day ahead."""
    here = timezone.localtime(at)
    moment = moment_on(here.date(), clock, at)
    return moment_on(here.date() - ONE_DAY, clock, at) if moment - at > BACK_INTO_YESTERDAY else moment


def moment_on(day: date, clock: time, at: datetime) -> datetime:
    """When the site's clock stood so on this day, the second time in an hour that comes twice once that has come."""
    moment = datetime.combine(day, clock, timezone.get_current_timezone())
    again = moment.replace(fold=1)
    return (again if moment.timestamp() < again.timestamp() <= at.timestamp() else moment).astimezone(UTC)


def number(
    label: str, *, digits: int = 8, places: int = 3, lowest: float = 0, **options: object
) -> fields.DecimalField:
    """A quantity as it is typed with one thumb: a decimal keypad, no spin buttons."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return fields.DecimalField(
        label=label, max_digits=digits, decimal_places=places, min_value=lowest, widget=widget, **options
    )


def yes_no_unknown(label: str) -> forms.TypedChoiceField:
    """Three answers, of which unknown is one; it is never taken for a no."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: {"yes": True, "no": False}.get(word),
        empty_value=None,
        required=False,
    )
