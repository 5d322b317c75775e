from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.hashers import check_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ebb.clinic.people.models import Pin, Site, User

MOST_FAILURES = 5


@cache
def zone_names() -> list[tuple[str, str]]:
    """Every place that has a zone of its own, as a form's choices."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("", "–"), *((name, name.replace("_", " ")) for name in sorted(places))]


class TimeZoneForm(forms.Form):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_names)


class UnlockForm(forms.Form):
    """Who takes the tablet, by PIN. Five wrong tries in a row close the PIN until its owner sets a new one."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label=_("Your name"))
    pin = forms.CharField(max_length=12, label=_("PIN"), widget=forms.PasswordInput)

    def __init__(self, site: Site, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(
            memberships__site=site, pin__isnull=False, is_active=True
        ).distinct()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        user, pin = cleaned.get("user"), cleaned.get("pin")
        if user is None or pin is None:
            return cleaned
        if user.pin.failures >= MOST_FAILURES:
            raise forms.ValidationError(
                _("This PIN is closed after five wrong tries. Sign in by password and set a new one.")
            )
        if not check_password(pin, user.pin.hash):
            Pin.objects.filter(user=user).update(failures=user.pin.failures + 1)
            raise forms.ValidationError(_("That PIN does not fit the name. Try again."))
        Pin.objects.filter(user=user).update(failures=0)
        return cleaned


class SigningForm(forms.Form):
    """Signing asks for the password again, whoever is signed in."""

    nothing_done = _("That is not your password. Nothing was signed.")
    password = forms.CharField(
        label=_("Your password, to sign"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, signer: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.signer.check_password(password):
            raise forms.ValidationError(self.nothing_done)
        return password


class PinForm(SigningForm):
    """A new PIN of one's own, typed twice, with the password: a tablet left open must not give its PIN away."""

    pin = forms.CharField(
        label=_("New PIN, 4 to 12 digits"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        validators=[RegexValidator(r"^[0-9]{4,}$", _("A PIN has 4 to 12 digits and nothing else."))],
    )
    again = forms.CharField(
        label=_("The same again"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("pin", "again", "password")
    nothing_done = _("That is not your password. No PIN was set.")

    def __init__(self, signer: User, *args: object, **kwargs: object) -> None:
        super().__init__(signer, *args, **kwargs)
        self.fields["password"].label = _("Your password")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "pin" in cleaned and "again" in cleaned and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned
