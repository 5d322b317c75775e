"""Every page that is open to everyone, by name. To open one more, mark its view `@public` and add it here."""

import pytest

from tests.every_url import Page, every_page

OURS = {
    "home",
    "evidence",
    "how-ketamine-works",
    "what-a-day-is-like",
    "theme",
    "healthz",
    "enquiry",
    "enquiry-received",
    "diary",
    "diary-day",
    "working",
    "unlock",
    "sign-in",
}
SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}


def test_these_pages_of_ours_are_public_and_no_other():
    public = {page.name for page in every_page() if page.public and page.ours}

    assert public == OURS


def test_these_pages_of_signing_in_are_public_and_no_other():
    public = {page.name for page in every_page() if page.public and not page.ours}

    assert public == SIGNING_IN


def test_nobody_signs_up_by_themselves(client, db):
    answer = client.post("/accounts/signup/", {"username": "sid", "password1": "correct horse battery"})

    assert "Location" not in answer.headers
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", [page for page in every_page() if page.ours], ids=lambda page: page.name)
def test_every_page_of_ours_has_a_name(page: Page):
    assert page.name
