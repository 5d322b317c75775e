import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_it_answers_ok_without_signing_in() -> None:
    response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_it_does_not_answer_ok_when_the_database_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        response = Client(raise_request_exception=False).get("/healthz")

    assert response.status_code == 500
