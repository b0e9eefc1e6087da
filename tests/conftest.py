"""What every test may use: the servers, and skips that are loud and never happen on CI."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests import elasticsearch_server, servers
from workflows.gate import certificates

# The same cases at each run of CI; other cases, and many more, at night
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", derandomize=True, max_examples=25, **SLOW)
settings.register_profile("nightly", max_examples=500, print_blob=True, **SLOW)
settings.load_profile("default")


def skip_or_fail(reason):
    """Skip a test whose service is missing; on CI nothing may be missing, so fail there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def server(starting):
    """Give what a server's context manager gives, or skip the tests that ask for it."""
    try:
        with starting() as started:
            yield started
    except servers.MissingProgram as missing:
        skip_or_fail(f"{missing} is not installed")


@pytest.fixture(autouse=True)
def made_up_content(request, _django_db_marker):
    """Let every test make live pages without approvals, except those marked real_gate.

    Threads of a test's own do not take part: there the gate is as in production.
    """
    if request.node.get_closest_marker("real_gate"):
        yield
        return
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    with certificates.fixtures():
        yield


@pytest.fixture
def seed():
    """The seed of tests that draw at random: fixed on CI, another each night."""
    return int(os.environ.get("SEED", "1"))


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL beside the tests' own database."""
    yield from server(servers.postgresql)


@pytest.fixture(scope="session")
def redis_url():
    """The CACHE_URL of a Redis of the tests' own."""
    yield from server(servers.redis)


@pytest.fixture(scope="session")
def elasticsearch():
    """An Elasticsearch of the tests' own, which they may stop and kill."""
    yield from server(elasticsearch_server.elasticsearch)


@pytest.fixture(scope="session")
def elasticsearch_url(request):
    """The address of an Elasticsearch: the one that ELASTICSEARCH_URL names, or a private one."""
    named = os.environ.get("ELASTICSEARCH_URL")
    return named or request.getfixturevalue("elasticsearch").url


@pytest.fixture(scope="session")
def chromium():
    """The path of Debian's Chromium: no browser is ever downloaded."""
    try:
        return servers.find_program("chromium")
    except servers.MissingProgram:
        skip_or_fail("chromium is not installed")


@pytest.fixture(scope="session")
def browser(chromium):
    """A headless Chromium driven by Playwright, without any word to the outside."""
    # Playwright keeps an event loop running, in which Django would refuse the database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield launched
        launched.close()


def pytest_runtest_setup(item):
    """Leave the tests that need PostgreSQL's own features out on SQLite."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("runs with PostgreSQL as its database")
