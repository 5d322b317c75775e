from django import forms
from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext_lazy as _

from ebb.clinic.people.models import Pin, Site, User

MOST_FAILURES = 5


class UnlockForm(forms.Form):
    """Who takes the tablet, by PIN. Five wrong tries in a row close the PIN until its owner signs in by password."""

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
            raise forms.ValidationError(_("This PIN is closed after five wrong tries. Sign in with your password."))
        if not check_password(pin, user.pin.hash):
            Pin.objects.filter(user=user).update(failures=user.pin.failures + 1)
            raise forms.ValidationError(_("That PIN does not fit the name. Try again."))
        Pin.objects.filter(user=user).update(failures=0)
        return cleaned


class SigningForm(forms.Form):
    """Signing asks for the password again, whoever is signed in."""

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
            raise forms.ValidationError(_("That is not your password. Nothing was signed."))
        return password
