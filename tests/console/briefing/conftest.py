"""What the tests of this package share."""

from tests.console.plans.browsing import client, pass_days  # noqa: F401 fixtures
