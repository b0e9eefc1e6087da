"""What the database is told of the certificate that code acts under."""

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.transaction import TransactionManagementError

from workflows.gate import marker

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


def told():
    """Return what PostgreSQL's triggers would read; on SQLite they ask the marker itself."""
    if connection.vendor != "postgresql":
        return marker.current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(current_setting(%s, true), '')", [marker.SETTING])
        return cursor.fetchone()[0]


def test_nothing_is_named_at_first():
    assert (marker.current(), told()) == ("", "")


def test_a_certificate_is_named_inside_the_block():
    with marker.named("one"):
        assert (marker.current(), told()) == ("one", "one")


def test_nothing_is_named_after_the_block():
    with marker.named("one"):
        pass
    assert (marker.current(), told()) == ("", "")


def test_the_outer_one_is_named_again_after_the_inner_one():
    with marker.named("one"):
        with marker.named("two"):
            assert told() == "two"
        assert told() == "one"


def test_nothing_is_named_after_an_error():
    with pytest.raises(ValueError), marker.named("one"):
        raise ValueError
    assert (marker.current(), told()) == ("", "")


def test_an_error_of_the_database_comes_through():
    with (
        pytest.raises(DatabaseError, match="no_such_table"),
        transaction.atomic(),
        marker.named("one"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM no_such_table")
    assert (marker.current(), told()) == ("", "")


def test_naming_the_same_again_asks_nothing(django_assert_num_queries):
    with marker.named("one"), django_assert_num_queries(0), marker.named("one"):
        assert told.__name__


def test_what_is_announced_is_told_when_it_is_named():
    with marker.announced("one"):
        assert (marker.current(), marker.is_told()) == ("one", False)
        with marker.named("one"):
            assert (told(), marker.is_told()) == ("one", True)
        assert marker.is_told() is False


def test_other_threads_name_nothing():
    seen = []
    with marker.named("one"):
        thread = threading.Thread(target=lambda: seen.append(marker.current()))
        thread.start()
        thread.join()
    assert seen == [""]


def test_nothing_is_named_outside_a_transaction(monkeypatch):
    with monkeypatch.context() as context:
        context.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError), marker.named("one"):
            pass
