"""Addresses made from a unit's entry."""

import pytest
from django.urls import clear_script_prefix, set_script_prefix

from tests.factories import make_home, make_unit
from units.addresses import address_book
from units.entries import address, canonical_address, origin, serving
from units.enums import Presence

pytestmark = pytest.mark.django_db

PORTAL, SITE = "http://localhost:8000", "http://alpha.localhost:8000"


@pytest.fixture
def elder_mode():
    set_script_prefix("/elder/")
    yield
    clear_script_prefix()


@pytest.fixture
def entry(request):
    """The entry of a unit that appears as the test's parameter says."""
    unit = make_unit("alpha")
    if request.param != Presence.DIRECTORY:
        make_home(unit, request.param)
    return address_book().by_code["alpha"]


CASES = [
    (Presence.DIRECTORY, "zh-hans", f"{PORTAL}/units/alpha/"),
    (Presence.CHANNEL, "zh-hans", f"{PORTAL}/units/alpha/"),
    (Presence.SITE, "zh-hans", f"{SITE}/"),
    (Presence.CHANNEL, "en", f"{PORTAL}/en/units/alpha/"),
    (Presence.SITE, "en", f"{SITE}/en/"),
]


@pytest.mark.parametrize(("entry", "language", "expected"), CASES, indirect=["entry"])
def test_canonical_address(entry, language, expected):
    assert canonical_address(entry, "news/", language) == f"{expected}news/"


@pytest.mark.parametrize(("entry", "language", "expected"), CASES, indirect=["entry"])
def test_address_outside_every_host_is_full(entry, language, expected):
    assert address(entry, "news/", language) == f"{expected}news/"


@pytest.mark.parametrize(
    ("entry", "host", "expected"),
    [
        (Presence.SITE, "alpha.localhost", "/news/"),
        (Presence.SITE, "localhost", f"{SITE}/news/"),
        (Presence.CHANNEL, "localhost", "/units/alpha/news/"),
        (Presence.CHANNEL, "beta.localhost", f"{PORTAL}/units/alpha/news/"),
    ],
    indirect=["entry"],
)
def test_address_is_short_on_the_host_being_served(entry, host, expected):
    with serving(host):
        assert address(entry, "news/") == expected


def test_host_being_served_is_forgotten_afterwards():
    with serving("localhost"), serving("alpha.localhost"):
        pass

    assert address(address_book().portal) == f"{PORTAL}/"


@pytest.mark.parametrize("entry", [Presence.SITE], indirect=True)
def test_address_stays_in_elder_mode(entry, elder_mode):
    assert address(entry, "news/", "en") == f"{SITE}/elder/en/news/"


@pytest.mark.parametrize("entry", [Presence.SITE], indirect=True)
def test_canonical_address_leaves_elder_mode(entry, elder_mode):
    assert canonical_address(entry, "news/") == f"{SITE}/news/"


@pytest.mark.parametrize(
    ("scheme", "port", "expected"),
    [
        ("http", 8000, "http://a.test:8000"),
        ("http", 80, "http://a.test"),
        ("https", 443, "https://a.test"),
        ("https", 80, "https://a.test:80"),
    ],
)
def test_usual_port_is_left_out(settings, scheme, port, expected):
    settings.BATONG_PUBLIC_SCHEME, settings.BATONG_PUBLIC_PORT = scheme, port

    assert origin("a.test") == expected
