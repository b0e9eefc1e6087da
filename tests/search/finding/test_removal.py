"""What is withdrawn leaves the search server as fast as the public may expect."""

import time

import pytest
from django.core.management import load_command_class
from django.db import connection
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from search.elastic import mapping
from search.elastic.client import index_client
from search.elastic.rebuilding import rebuild
from search.finding.filters import Filters
from search.finding.find import find
from search.models import IndexJob
from tests.factories import make_portal, make_superuser, stored
from tests.search.finding.conftest import LANGUAGE
from tests.search.finding.written import write

pytestmark = [pytest.mark.django_db, pytest.mark.servers]

MOST_SECONDS = 2
TITLE = "防汛抢险通知"


def worker_pause():
    """Seconds for which the worker may sleep before it looks for tasks."""
    parser = load_command_class("django_tasks_db", "db_worker").create_parser("manage.py", "")
    return parser.get_default("interval")


def known_by_the_server(item_id):
    return bool(index_client().exists(index=mapping.alias(), id=str(item_id)))


@pytest.fixture
def row(column, search_server):
    make_portal()
    made = write(column, TITLE)
    rebuild()
    # As a commit leaves it
    connection.run_on_commit.clear()
    assert known_by_the_server(made.pk)
    return made


def test_withdrawn_page_is_gone_within_two_seconds(row, django_capture_on_commit_callbacks):
    page = stored(Page.objects.get(pk=row.page_id))
    person = make_superuser()
    started = time.perf_counter()
    with django_capture_on_commit_callbacks(execute=True):
        UnpublishPageAction(page, user=person).execute(skip_permission_checks=True)
    found = find(TITLE, filters=Filters(language=LANGUAGE))
    took = time.perf_counter() - started + worker_pause()

    assert (found.is_fallback, found.total, found.items) == (False, 0, [])
    assert not known_by_the_server(row.pk)
    assert not IndexJob.objects.exists()
    assert took <= MOST_SECONDS
