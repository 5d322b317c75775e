from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.urls import reverse

from ebb.clinic.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget_the_tries() -> Iterator[None]:
    """Wrong tries are counted in the cache too, which outlives the test."""
    yield
    cache.clear()


def try_to_sign_in(client, password: str):
    return client.post(reverse("account_login"), {"login": "nora", "password": password})


def test_the_right_password_opens(cast, client):
    assert try_to_sign_in(client, PASSWORD).status_code == 302


def test_after_five_wrong_tries_the_right_password_waits_too(cast, client):
    for _ in range(5):
        try_to_sign_in(client, "wrong wrong wrong")

    response = try_to_sign_in(client, PASSWORD)

    assert response.status_code != 302
    assert "_auth_user_id" not in client.session
    assert "Wait 15 minutes" in response.content.decode()
