"""The pytest plugin of the clinic's tests: a home of their own, and a password hasher that does not take its time."""

import os
import tempfile

import pytest

HOME = tempfile.TemporaryDirectory(prefix="ebb-test-")
os.environ["EBB_HOME"] = HOME.name


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
