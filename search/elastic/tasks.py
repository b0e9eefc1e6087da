"""What the worker does for the search server."""

from __future__ import annotations

import logging

from django_tasks import task

from search.elastic.breaker import index_breaker
from search.elastic.feeding import feed
from search.finding.errors import EngineDown

logger = logging.getLogger(__name__)


@task()
def feed_server() -> None:
    """Tell the server what changed. What it does not take now stays for the next run."""
    try:
        with index_breaker.attempt():
            feed()
    except EngineDown as error:
        logger.warning("Changes wait in the queue of the search server: %s", error)
