"""One city for all tests of a module; every request is undone."""

import logging
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.units.isolation.answers import Asker
from tests.units.isolation.belongings import belongings, differences
from tests.units.isolation.classification import VIEWS
from tests.units.isolation.judging import Judge
from tests.units.isolation.world import make_world
from units.addresses import forget
from workflows.gate.certificates import fixtures


@pytest.fixture(scope="module")
def matrix(django_db_setup, django_db_blocker):
    """The city, who asks in it, and who judges the answers."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                with fixtures():
                    world = make_world()
                before = belongings(world.far)
                asker = Asker(world.cookies, lambda: differences(before, belongings(world.far)))
                yield SimpleNamespace(world=world, asker=asker, judge=Judge(asker, VIEWS))
                transaction.set_rollback(True)
        finally:
            cache.clear()
            forget()
            logging.disable(logging.NOTSET)
