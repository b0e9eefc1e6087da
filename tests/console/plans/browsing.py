"""A browser at the portal, and a clock that tests turn."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.visits import PORTAL


@pytest.fixture
def client(portal):
    """A browser on the portal's host, in which a test signs somebody in."""
    return Client(headers={"host": urlsplit(PORTAL).netloc})


@pytest.fixture
def pass_days(monkeypatch):
    """A function that lets so many days pass, counted from the start of the test."""
    really = timezone.now

    def go(days):
        later = really() + datetime.timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return go
