"""The matrix sees what it is there to see: names, ids, tables in workbooks, and changed rows."""

import io

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from openpyxl import Workbook
from wagtail.models import GroupPagePermission

from tests.units.isolation import names
from tests.units.isolation.answers import everything_in
from tests.units.isolation.cells import FAR, NEAR, NONE, Cell


def workbook(cell):
    book, buffer = Workbook(), io.BytesIO()
    book.active.append([cell])
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<b>zzhidden-draft</b>"),
        HttpResponse("", headers={"Location": "/zzhidden-draft/"}),
        StreamingHttpResponse([b"a,zzhidden-", b"draft"]),
        HttpResponse(workbook("zzhidden-draft")),
    ],
    ids=["page", "header", "stream", "workbook"],
)
def test_name_is_found(response):
    assert names.told(everything_in(response), asked="") == ["zzhidden-draft"]


def test_id_is_found():
    assert names.told('<a href="/admin/pages/77000001/edit/">', asked="") == ["77000001"]


def test_what_the_question_named_is_no_answer():
    assert names.told("zzhidden-draft 77000001", asked="?id=77000001&q=zzhidden-draft") == []


def test_beginning_of_a_name_is_no_name():
    assert names.told(names.BEGINNING, asked="") == []


@pytest.fixture
def hole(matrix):
    """A right that the near unit's editors must not have: to change the other unit's pages."""
    far, near = matrix.world.far, matrix.world.near
    right = GroupPagePermission.objects.filter(group=near.group, page=near.home)
    for row in right:
        GroupPagePermission.objects.create(
            group=near.group, page=far.home, permission=row.permission
        )


def delete(matrix, whose):
    page = {FAR: matrix.world.far, NEAR: matrix.world.near}[whose].draft
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return Cell("wagtailadmin_pages:delete", "editor", "POST", address, whose)


@pytest.mark.django_db
def test_change_of_another_unit_s_page_is_seen(matrix, hole):
    answer = matrix.asker.ask(delete(matrix, FAR))

    assert "pages" in answer.change


@pytest.mark.django_db
def test_change_of_one_s_own_page_is_none(matrix):
    answer = matrix.asker.ask(delete(matrix, NEAR))

    assert "wagtailcore_page" in answer.written
    assert answer.change == []


@pytest.mark.django_db
def test_request_is_undone(matrix):
    matrix.asker.ask(delete(matrix, NEAR))

    matrix.world.near.draft.refresh_from_db()


@pytest.mark.django_db
def test_broken_view_is_a_fault(matrix, monkeypatch):
    monkeypatch.setattr("units.fence.closed.answer_at_closed_address", None)
    name = "wagtailadmin_error_test"

    found = matrix.judge.problems(Cell(name, "editor", "GET", reverse(name), NONE))
    assert found[0].startswith("breaks")
