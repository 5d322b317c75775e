"""Every page that is not listed as public turns away whoever has not signed in, and hides what is not theirs."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.lib.keys import new_key
from tests.every_url import Page, every_page
from tests.things import holder_of_every_role, things_of

CLOSED = [page for page in every_page() if not page.public]
OPEN_BY_LINK = [page for page in every_page() if page.public and page.ours and page.kinds]
NOBODYS = {"version", "action"}
THEIRS = [page for page in CLOSED if page.ours and page.kinds.keys() - NOBODYS]
AN_ACTION = {"do": "note", "do-at-once": "pause", "recovery-do": "begin"}
FOR_ALL_WHO_SIGNED_IN = {"lock"}
SIGN_IN = "/accounts/login/"


@pytest.mark.parametrize("page", CLOSED, ids=lambda page: page.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_sends_whoever_is_not_signed_in_to_the_door(page: Page, method: str, client: Client, db: None):
    answer = getattr(client, method)(reverse(page.name, kwargs=page.arguments()))

    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("page", THEIRS, ids=lambda page: page.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_someone_of_another_site_it_does_not_exist(
    page: Page, method: str, cast: SimpleNamespace, at: datetime, client_of
):
    client = client_of(holder_of_every_role(cast.elsewhere))

    answer = getattr(client, method)(address(page, things_of(cast, at)), {"form_key": new_key()})

    assert answer.status_code == 404


@pytest.mark.parametrize("page", THEIRS, ids=lambda page: page.name)
def test_to_those_who_work_here_it_does(page: Page, cast: SimpleNamespace, at: datetime, client_of):
    client, where = client_of(holder_of_every_role(cast.site)), address(page, things_of(cast, at))

    answers = [client.get(where), client.post(where, {"form_key": new_key()})]

    assert {answer.status_code for answer in answers} != {404}


@pytest.mark.parametrize("page", OPEN_BY_LINK, ids=lambda page: page.name)
def test_a_made_up_link_opens_nothing(page: Page, client: Client, db: None):
    answer = client.get(reverse(page.name, kwargs=page.arguments()))

    assert answer.status_code == 404


def test_every_page_of_ours_says_which_roles_may_enter():
    unsaid = {page.name for page in CLOSED if page.ours and not getattr(page.view, "allowed_roles", None)}

    assert unsaid == FOR_ALL_WHO_SIGNED_IN


def address(page: Page, things: dict[str, object]) -> str:
    """The page's address with real ids."""
    assert page.kinds.keys() - NOBODYS <= things.keys(), "a new kind of id needs its line in tests/things.py"
    action = AN_ACTION.get(page.name)
    return reverse(page.name, kwargs=page.arguments(**things, action=action))
