"""Passwords and second factors are changed by the pages of the sign-in library; each change leaves its entry too."""

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone

from ebb.clinic.people.actions import chain_of
from ebb.clinic.people.models import User
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.models import Version
from ebb.clinic.record.versions import COVERED, has_changed, removal_of, version_of


def connect() -> None:
    post_save.connect(account_changed, sender=User, dispatch_uid="people.account")
    post_save.connect(second_factor_changed, sender=Authenticator, dispatch_uid="people.second_factor")
    pre_delete.connect(second_factor_removed, sender=Authenticator, dispatch_uid="people.second_factor_removed")


def account_changed(instance: User, *, created: bool, update_fields: Iterable[str] | None, **_: object) -> None:
    """Write an entry when an account's password, name or rights changed; `engage` writes that of a new one."""
    if not created and _may_matter(instance, update_fields):
        _write("account changed", version_of, instance, instance)


def second_factor_changed(instance: Authenticator, *, update_fields: Iterable[str] | None, **_: object) -> None:
    if _may_matter(instance, update_fields):
        _write("second factor changed", version_of, instance, instance.user)


def second_factor_removed(instance: Authenticator, **_: object) -> None:
    _write("second factor removed", removal_of, instance, instance.user)


def _may_matter(row: Model, update_fields: Iterable[str] | None) -> bool:
    """Whether a save touched what the record covers: one query, and none for a mere sign-in."""
    passed_over = COVERED[type(row)].passed_over
    return not (update_fields and set(update_fields) <= passed_over.keys()) and has_changed(row)


@transaction.atomic
def _write(verb: str, fact_of: Callable[[Model], Version], row: Model, user: User) -> None:
    write_entry(chain=chain_of(user), verb=verb, facts=[fact_of(row)], by=user.pk, at=timezone.now())
