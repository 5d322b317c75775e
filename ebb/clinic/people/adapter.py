from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class ClinicAccounts(DefaultAccountAdapter):
    """Accounts are made by the clinic's administrator, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """On a ward tablet back to who takes it next, where what cannot wait stays in reach."""
        return reverse("unlock") if request.tablet else super().get_logout_redirect_url(request)
