"""Every kind of difference between the server and the table is found."""

import pytest
from django.core.management import CommandError, call_command

from search.elastic.client import index_client
from search.elastic.documents import document_of
from search.elastic.mapping import alias
from search.elastic.queue import note_changed
from search.elastic.verifying import Difference, Kind, differences
from search.models import PublishedItem
from tests.factories import make_unit

pytestmark = [pytest.mark.servers, pytest.mark.django_db]


@pytest.fixture
def items():
    for _ in range(3):
        make_unit()
    return list(PublishedItem.objects.order_by("pk"))


@pytest.fixture(autouse=True)
def indexed(items, search_server):
    return items


def drop(item):
    index_client().delete(index=alias(), id=str(item.pk))


def found():
    return [(one.kind, one.item_id) for one in differences()]


def test_equal_index_has_no_difference():
    assert found() == []


def test_missing_document_is_found(items):
    drop(items[1])

    assert found() == [(Kind.MISSING, items[1].pk)]


def test_outdated_document_is_found(items):
    PublishedItem.objects.filter(pk=items[0].pk).update(title="Another name")

    assert found() == [(Kind.OUTDATED, items[0].pk)]


def test_changed_filter_is_found(items):
    PublishedItem.objects.filter(pk=items[0].pk).update(year=1999)

    assert found() == [(Kind.OUTDATED, items[0].pk)]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_document_of_a_row_that_is_gone_is_found(items, which):
    PublishedItem.objects.filter(pk=items[which].pk)._raw_delete("default")

    assert found() == [(Kind.SURPLUS, items[which].pk)]


def test_document_with_a_content_of_its_own_is_found(items):
    changed = {**document_of(items[2]), "t": "other words", "stamp": "0"}
    index_client().index(index=alias(), id=str(items[2].pk), document=changed)

    assert found() == [(Kind.OUTDATED, items[2].pk)]


def test_waiting_change_is_no_difference(items):
    PublishedItem.objects.filter(pk=items[0].pk).update(title="Another name")
    note_changed([items[0].pk])

    assert found() == []


def test_difference_names_its_item():
    assert str(Difference(Kind.MISSING, 7, "Bureau")).endswith(" 7 Bureau")


def test_command_fails_on_differences(items):
    drop(items[1])

    with pytest.raises(CommandError):
        call_command("search", "verify")


def test_command_is_content_with_an_equal_index(capsys):
    call_command("search", "verify")

    assert capsys.readouterr().out


def test_rebuild_mends_differences(items):
    drop(items[1])
    call_command("search", "rebuild")

    assert found() == []


def test_feeding_carries_out_what_waits(items):
    PublishedItem.objects.filter(pk=items[0].pk).update(title="Another name")
    note_changed([items[0].pk])
    call_command("search", "feed")

    assert found() == []


def test_without_a_server_nothing_is_fed(settings):
    settings.ELASTICSEARCH_URL = []

    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        call_command("search", "feed")


def test_without_a_server_the_database_alone_is_verified(settings, capsys):
    settings.ELASTICSEARCH_URL = []
    call_command("search", "verify")

    assert "database" in (told := capsys.readouterr().out)
    assert "server" not in told
