"""A form acts once for the key it carries, whoever sends it again and however."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory

from ebb.clinic.lib.keys import acts, new_key
from ebb.clinic.lib.models import Submission

pytestmark = pytest.mark.django_db


def counting() -> SimpleNamespace:
    """A view that counts how often it acted; without `good` it shows its form again."""
    seen = SimpleNamespace(acted=0)

    @acts
    def view(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or "good" not in request.POST:
            return HttpResponse("form", status=422 if request.POST else 200)
        seen.acted += 1
        return redirect(f"/outcome/{seen.acted}/")

    seen.view = view
    return seen


def sent(path: str = "/form/", user: object = None, **fields: object) -> HttpRequest:
    request = RequestFactory().post(path, fields)
    request.user = user or AnonymousUser()
    return request


def test_a_repeat_is_answered_with_the_first_outcome():
    page, key = counting(), new_key()

    first, second = page.view(sent(form_key=key, good=1)), page.view(sent(form_key=key, good=1))

    assert page.acted == 1
    assert first["Location"] == second["Location"] == "/outcome/1/"


def test_a_refused_form_may_be_sent_again_with_its_key():
    page, key = counting(), new_key()

    refused, mended = page.view(sent(form_key=key)), page.view(sent(form_key=key, good=1))

    assert refused.status_code == 422
    assert mended["Location"] == "/outcome/1/"


def test_another_key_acts_again():
    page = counting()

    for _ in range(2):
        page.view(sent(form_key=new_key(), good=1))

    assert page.acted == 2


@pytest.mark.parametrize("key", ["", "no key"])
def test_a_form_without_its_key_does_nothing(key: str):
    page = counting()

    answer = page.view(sent(form_key=key, good=1))

    assert (answer.status_code, page.acted) == (400, 0)


def test_a_key_serves_one_page_and_one_person():
    page, key = counting(), new_key()
    page.view(sent(form_key=key, good=1))

    elsewhere = page.view(sent("/other/", form_key=key, good=1))
    someone_else = page.view(sent(user=SimpleNamespace(pk=new_key()), form_key=key, good=1))

    assert (elsewhere.status_code, someone_else.status_code, page.acted) == (400, 400, 1)


def test_what_fails_on_the_way_leaves_no_key():
    @acts
    def failing(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        failing(sent(form_key=new_key()))

    assert Submission.objects.count() == 0
