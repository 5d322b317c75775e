from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ClinicAccounts(DefaultAccountAdapter):
    """Accounts are made by the clinic's administrator, never by a visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("That name and password do not belong together. Try again."),
        "incorrect_password": _("That is not your password. Nothing was changed."),
        "enter_current_password": _("That is not your password. Nothing was changed."),
        "too_many_login_attempts": _("Too many wrong tries. Wait 15 minutes, or ask your clinic's administrator."),
        "rate_limited": _("Too many tries in a row. Wait a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """On a ward tablet back to who takes it next, where what cannot wait stays in reach."""
        return reverse("unlock") if request.tablet else super().get_logout_redirect_url(request)

    def clean_email(self, email: str) -> str:
        """Nobody signs in by mail or is let in by it, so that an open desk can not be taken over with an address."""
        raise ValidationError(_("You sign in by name; no address is kept."))
