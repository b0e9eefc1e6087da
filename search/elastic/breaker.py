"""A circuit breaker: after some failures nobody waits for the server for a while."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.elastic.client import QueryRefused
from search.finding.errors import EngineDown

logger = logging.getLogger(__name__)


class Breaker:
    """Counts failures in a row; one of each process, for all of its threads.

    After ``failures`` of them every attempt fails at once for ``pause`` seconds. Then one attempt
    is let through: it closes the breaker, or opens it for as long again.
    """

    def __init__(
        self, *, failures: int, pause: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._pause, self._clock = failures, pause, clock
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget all failures."""
        with self._lock:
            self._failed, self._until, self._is_on_trial = 0, 0.0, False

    @property
    def is_open(self) -> bool:
        """Say whether attempts fail without having been made."""
        with self._lock:
            return self._failed >= self._most and self._clock() < self._until

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try to use the server in the block. Raises ``EngineDown`` where that is no use now.

        An error of another kind says nothing of the server, and counts neither way.
        """
        is_trial = self._admit()
        try:
            yield
        except QueryRefused as error:
            logger.error("The search server refuses a request: %s", error)
            self._note(is_down=False)
            raise
        except EngineDown as error:
            logger.warning("The search server failed: %s", error)
            self._note(is_down=True)
            raise
        except BaseException:
            if is_trial:
                self._give_trial_back()
            raise
        else:
            self._note(is_down=False)

    def _admit(self) -> bool:
        """Return whether this attempt is the trial; raises ``EngineDown`` while open."""
        with self._lock:
            if self._failed < self._most:
                return False
            if self._clock() < self._until or self._is_on_trial:
                raise EngineDown("Elasticsearch failed a moment ago; it is left alone for now")
            self._is_on_trial = True
            return True

    def _note(self, *, is_down: bool) -> None:
        with self._lock:
            self._is_on_trial = False
            self._failed = self._failed + 1 if is_down else 0
            if self._failed >= self._most:
                self._until = self._clock() + self._pause

    def _give_trial_back(self) -> None:
        with self._lock:
            self._is_on_trial = False


# Visitors fall back to the database
search_breaker = Breaker(failures=3, pause=5.0)
# The worker does other things than to wait for a server that hangs
index_breaker = Breaker(failures=1, pause=5.0)
