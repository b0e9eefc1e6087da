"""What tests of words start from: tables that no other test has left behind in the process."""

import pytest
from django.db import connection

from search.words import promotions, synonyms


@pytest.fixture(autouse=True)
def forgotten():
    """Forget what an earlier test has read inside of its transaction."""
    for table in (synonyms._remembered, promotions._remembered):
        table._publish_new_version()
    yield
    for table in (synonyms._remembered, promotions._remembered):
        table._publish_new_version()


@pytest.fixture
def commit():
    """Do what a commit of the test's transaction would do."""

    def carry_out():
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, call, _is_robust in waiting:
            call()

    return carry_out
