import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_it_remembers_the_low_glare_page() -> None:
    client = Client()

    response = client.post(reverse("theme"), {"theme": "low-glare", "next": "/what-a-day-is-like/"})

    assert response["Location"] == "/what-a-day-is-like/"
    assert 'data-theme="low-glare"' in client.get(reverse("home")).content.decode()


def test_it_forgets_it_again() -> None:
    client = Client()
    client.post(reverse("theme"), {"theme": "low-glare"})

    client.post(reverse("theme"), {"theme": ""})

    assert "data-theme" not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", ""])
def test_it_leads_nowhere_but_to_our_own_pages(elsewhere: str) -> None:
    response = Client().post(reverse("theme"), {"theme": "light", "next": elsewhere})

    assert response["Location"] == reverse("home")
