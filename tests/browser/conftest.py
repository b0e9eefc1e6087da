"""A small city in a browser: ten units with demo contents, walked by a reader at two widths."""

import pytest

from tests.browser.city import TEN
from tests.browser.serving import served_city

NARROW, WIDE = 390, 1440
HEIGHTS = {NARROW: 844, WIDE: 900}


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    """The portal and ten units with sites, served on the loopback."""
    with served_city(tmp_path_factory.mktemp("city"), TEN) as city:
        yield city


@pytest.fixture(scope="module")
def tab(browser):
    """One tab for all tests of a module."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def open_context(browser):
    """Opens contexts, each a visitor with cookies of their own; all end with the test."""
    contexts = []

    def opened(width=WIDE, **options):
        viewport = {"width": width, "height": HEIGHTS[width]}
        context = browser.new_context(locale="zh-CN", viewport=viewport, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_context):
    """A tab of a visitor at a desk."""
    return open_context().new_page()


@pytest.fixture
def page_without_script(open_context):
    """A tab of a visitor whose browser runs no script."""
    return open_context(java_script_enabled=False).new_page()
