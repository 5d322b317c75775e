"""Signing in and out, the PIN page and the second factors look like ours and say what Ebb is for."""

import re
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from ebb.clinic.conftest import PASSWORD

INTENDED = "The bedside monitor and its alarms stay primary."

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_says_what_ebb_is_for() -> None:
    page = Client().get(reverse("account_login")).content.decode()

    assert INTENDED in page
    assert "Ebb drives no pump" in page
    assert 'autocomplete="current-password"' in page
    assert "testserver" not in page


def test_a_wrong_password_is_refused_in_words(cast: SimpleNamespace) -> None:
    response = Client().post(reverse("account_login"), {"login": "nora", "password": "wrong wrong wrong"})

    assert 'role="alert"' in response.content.decode()
    assert "Not signed in" in response.content.decode()


def test_the_right_password_opens_the_door(cast: SimpleNamespace) -> None:
    response = Client().post(reverse("account_login"), {"login": "nora", "password": PASSWORD})

    assert response.status_code == 302
    assert response.wsgi_request.user == cast.nurse


def test_signing_out_says_what_is_kept(cast: SimpleNamespace, client_of: object) -> None:
    page = client_of(cast.nurse).get(reverse("account_logout")).content.decode()

    assert "What you recorded is kept" in page


@pytest.mark.parametrize("name", ["mfa_index", "account_reauthenticate", "account_change_password"])
def test_the_pages_of_an_account_are_framed_as_ours(name: str, cast: SimpleNamespace, client_of: object) -> None:
    page = client_of(cast.nurse).get(reverse(name), follow=True).content.decode()

    assert 'class="gate"' in page
    assert INTENDED in page
    assert page.count("<h1") == 1


def test_a_second_step_can_be_set_up_and_its_recovery_codes_seen(cast: SimpleNamespace, client_of: object) -> None:
    client = client_of(cast.nurse)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    set_up = client.get(reverse("mfa_activate_totp")).content.decode()
    TOTP.activate(cast.nurse, secret=re.search(r'value="([A-Z2-7]{32})"', set_up).group(1))
    RecoveryCodes.activate(cast.nurse)

    overview = client.get(reverse("mfa_index")).content.decode()
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert "You are asked for a code after your password" in overview
    assert RecoveryCodes.activate(cast.nurse).get_unused_codes()[0] in codes
    assert "No key yet" in client.get(reverse("mfa_list_webauthn")).content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_reauthenticate", "Is it still you?"),
        ("account_change_password", "At least 12 characters."),
        ("account_reset_password", "Ebb sends no passwords by mail."),
        ("account_email", "You sign in by name"),
        ("mfa_activate_totp", "Let it scan this picture"),
        ("mfa_add_webauthn", "Sign in with it alone"),
        ("mfa_generate_recovery_codes", "You have none that still work."),
    ],
)
def test_the_pages_of_an_account_speak_our_words(
    name: str, words: str, cast: SimpleNamespace, client_of: object
) -> None:
    client = client_of(cast.nurse)
    if name == "mfa_generate_recovery_codes":
        TOTP.activate(cast.nurse, secret="A" * 32)
    if name != "account_reauthenticate":
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.get(reverse(name), follow=True).content.decode()

    assert words in page
    assert "reauthenticate to" not in page
    assert f'href="{reverse("account_reset_password")}"' not in page


def test_with_codes_the_second_step_is_asked_and_can_be_turned_off(cast: SimpleNamespace) -> None:
    client = Client()
    TOTP.activate(cast.nurse, secret="A" * 32)
    client.post(reverse("account_login"), {"login": "nora", "password": PASSWORD})
    asked = client.get(reverse("mfa_authenticate")).content.decode()
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    client.force_login(cast.nurse, backend="django.contrib.auth.backends.ModelBackend")

    again = client.get(reverse("mfa_deactivate_totp"), follow=True).content.decode()

    assert "The code your app shows now" in asked
    assert 'class="error"' in wrong
    assert "Is it still you?" in again


def test_a_wrong_password_says_so_before_a_change(cast: SimpleNamespace, client_of: object) -> None:
    page = client_of(cast.nurse).post(reverse("account_reauthenticate"), {"password": "not this one"}).content.decode()

    assert 'class="error"' in page
    assert "not this one" not in page


@pytest.mark.parametrize("name", ["account_email", "account_reset_password"])
def test_no_address_opens_an_account(name: str, cast: SimpleNamespace, client_of: object, mailoutbox: list) -> None:
    cast.nurse.email = "nora@example.org"
    cast.nurse.save()

    client_of(cast.nurse).post(reverse(name), {"email": "other@example.org", "action_add": ""})
    client_of(cast.nurse).post(reverse(name), {"email": "nora@example.org", "action_add": ""})

    assert not EmailAddress.objects.filter(email="other@example.org").exists()
    assert mailoutbox == []
