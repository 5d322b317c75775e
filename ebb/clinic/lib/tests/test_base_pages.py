"""The frames every page stands in: what each must carry whatever a room puts into it."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

FRAMES = ["base_public.html", "base_patient.html", "base_ward.html", "base_gate.html"]
INTENDED = "A record and a second display. The bedside monitor and its alarms stay primary."


def frame(template: str, theme: str = "", user: object = None, **context: object) -> str:
    request = RequestFactory().get("/somewhere/")
    request.user, request.site, request.roles = user or AnonymousUser(), None, frozenset()
    request.COOKIES["theme"] = theme
    return render_to_string(template, context, request)


@pytest.mark.parametrize("template", FRAMES)
def test_it_names_its_language_and_lets_one_skip_to_the_content(template: str) -> None:
    page = frame(template)

    assert re.search(r'<html lang="en" data-surface="(public|patient|ward)"', page)
    assert '<a class="skip" href="#main">' in page
    assert page.count('<main id="main"') == 1


@pytest.mark.parametrize("template", FRAMES)
def test_it_keeps_to_the_strict_policy(template: str) -> None:
    page = frame(template)

    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("template", ["base_ward.html", "base_gate.html"])
def test_work_pages_state_the_intended_use(template: str) -> None:
    assert INTENDED in frame(template)


def test_the_ward_is_dark_unless_someone_chose_light() -> None:
    assert "data-theme" not in frame("base_ward.html")
    assert 'data-theme="light"' in frame("base_ward.html", theme="light")


def test_a_patient_may_choose_the_low_glare_page_and_nothing_unknown() -> None:
    assert 'data-theme="low-glare"' in frame("base_patient.html", theme="low-glare")
    assert "data-theme" not in frame("base_patient.html", theme='" onload="x')


def test_the_ward_clock_carries_the_servers_time_and_zone() -> None:
    page = frame("base_ward.html")

    assert re.search(r'<time class="clock" data-clock="\d{10}" data-zone="[\w/]+">\d\d:\d\d:\d\d</time>', page)


def test_a_ward_tablet_locks_and_any_other_device_signs_out() -> None:
    nurse = SimpleNamespace(is_authenticated=True)

    on_tablet = frame("base_ward.html", user=nurse, tablet=object())
    elsewhere = frame("base_ward.html", user=nurse, tablet=None)

    assert ">Lock</button>" in on_tablet
    assert ">Sign out</a>" in elsewhere
