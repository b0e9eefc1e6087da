"""The screens of requests."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from console.models import UnitRequest
from console.requests.actions import draft_request
from console.requests.enums import RequestKind, RequestState
from console.requests.kinds import label
from tests.console.requests.world import (
    WHY,
    filed,
    forwarded,
    opening,
)
from tests.factories import make_member
from tests.visits import sign_in
from units.enums import Role

pytestmark = pytest.mark.django_db

LIST = "console_requests_list"


def show(request):
    return reverse("console_requests_show", args=(request.pk,))


def form_of(**values):
    """Return what a browser sends for an opening."""
    facts = opening(**values)
    facts.pop("to_version")
    return facts | {"layout": f"{facts.pop('blueprint')}:1", "presence": "channel"}


def shown_in_list(person, **query):
    return list(sign_in(person).get(reverse(LIST), query).context["object_list"])


@pytest.fixture
def other(make_units, people):
    """A request of another unit."""
    (unit,) = make_units(1, start=5)
    return filed(unit, make_people_of(unit))


def make_people_of(unit):
    class People:
        operator = make_member(Role.OPERATOR, unit)

    return People


def test_unit_reads_its_own_requests_only(unit, people, other):
    mine = filed(unit, people)
    assert shown_in_list(people.operator) == [mine]


def test_offices_read_the_requests_of_all_units(unit, people, other):
    mine = filed(unit, people)
    assert set(shown_in_list(people.inspector)) == {mine, other}


def test_offices_do_not_read_drafts(unit, people):
    draft_request(unit=unit, kind=RequestKind.OPENING, user=people.operator)
    assert shown_in_list(people.reviewer) == []


@pytest.mark.parametrize("who", ["editor", "nobody"])
def test_list_is_closed_to_who_files_nothing(people, who):
    assert sign_in(getattr(people, who)).get(reverse(LIST)).status_code in (302, 403)


def test_list_is_narrowed_to_a_state(unit, people, other):
    forwarded(unit, people)
    assert shown_in_list(people.reviewer, state=RequestState.SUBMITTED) == [other]


def test_list_is_narrowed_to_a_unit(unit, people, other):
    filed(unit, people)
    assert shown_in_list(people.reviewer, unit=other.unit.code) == [other]


def test_csv_carries_the_rows_of_the_list(unit, people, other):
    filed(unit, people)
    answer = sign_in(people.reviewer).get(reverse(LIST), {"export": "csv"})
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))
    assert {row[1] for row in rows[1:]} == {unit.short_name, other.unit.short_name}


def test_xlsx_carries_the_rows_of_the_list(unit, people, other):
    filed(unit, people)
    answer = sign_in(people.reviewer).get(reverse(LIST), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 3


def test_list_costs_the_same_at_any_number_of_requests(unit, people, make_units):
    client = sign_in(people.reviewer)

    def cost():
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        return len(queries)

    filed(unit, people)
    few = cost()
    for other in make_units(5, start=20):
        filed(other, make_people_of(other))
    assert cost() == few <= 20


def test_what_is_written_is_kept_as_a_draft(unit, people):
    url = reverse("console_requests_write", args=(unit.code, "opening"))
    answer = sign_in(people.operator).post(url, form_of())
    request = UnitRequest.objects.get()
    assert (answer.url, request.state, request.to_version) == (show(request), "draft", 1)


def test_what_is_wrong_loses_nothing_that_was_typed(unit, people):
    url = reverse("console_requests_write", args=(unit.code, "opening"))
    answer = sign_in(people.operator).post(url, form_of(second_code="Not a code", purpose="Typed"))
    assert "Typed" in answer.content.decode()
    assert not UnitRequest.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "editor", "reviewer", "head"])
def test_nobody_else_writes_for_the_unit(unit, people, who):
    url = reverse("console_requests_write", args=(unit.code, "opening"))
    assert sign_in(getattr(people, who)).get(url).status_code in (302, 403)


@pytest.mark.parametrize("kind", [kind.value for kind in RequestKind])
def test_form_of_each_kind_is_shown(site, people, kind):
    url = reverse("console_requests_write", args=(site.code, kind))
    assert sign_in(people.operator).get(url).status_code == 200


def test_unknown_kind_is_not_found(unit, people):
    url = reverse("console_requests_write", args=(unit.code, "nothing"))
    assert sign_in(people.operator).get(url).status_code == 404


def test_each_kind_is_offered(unit, people):
    text = sign_in(people.operator).get(reverse("console_requests_new")).content.decode()
    addresses = [reverse("console_requests_write", args=(unit.code, kind)) for kind in RequestKind]
    assert all(address in text for address in addresses)


def test_draft_names_what_is_missing(unit, people):
    request = draft_request(unit=unit, kind=RequestKind.OPENING, user=people.operator)
    text = sign_in(people.operator).get(show(request)).content.decode()
    assert label("audience") in text


def test_foreign_request_is_not_found(people, other):
    assert sign_in(people.operator).get(show(other)).status_code in (302, 404)


def test_request_that_waits_is_not_written_on(unit, people):
    request = filed(unit, people)
    url = reverse("console_requests_change", args=(request.pk,))
    assert sign_in(people.operator).get(url).status_code in (302, 403)


def test_request_goes_from_screen_to_screen(unit, people):
    request = draft_request(unit=unit, kind=RequestKind.OPENING, user=people.operator, **opening())
    sign_in(people.operator).post(show(request), {"deed": "submit"})
    sign_in(people.reviewer).post(show(request), {"deed": "forward", "forward-reason": WHY})
    sign_in(people.head).post(show(request), {"deed": "approve", "approve-reason": WHY})
    request.refresh_from_db()
    assert request.state == RequestState.CARRIED_OUT


def test_deed_without_a_reason_is_asked_for_one(unit, people):
    request = filed(unit, people)
    answer = sign_in(people.reviewer).post(show(request), {"deed": "forward"})
    request.refresh_from_db()
    assert (answer.status_code, request.state) == (200, RequestState.SUBMITTED)


def test_deed_that_came_too_late_leads_back_to_the_request(unit, people):
    request = forwarded(unit, people)
    data = {"deed": "forward", "forward-reason": WHY}
    answer = sign_in(people.second_reviewer).post(show(request), data)
    assert answer.url == show(request)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("operator", {"withdraw"}),
        ("reviewer", {"forward", "return", "refuse"}),
        ("head", set()),
        ("inspector", set()),
        ("root", set()),
    ],
)
def test_each_is_offered_what_is_his_to_do(unit, people, who, expected):
    answer = sign_in(getattr(people, who)).get(show(filed(unit, people)))
    assert {deed for deed, _label, _form in answer.context["forms"]} == expected


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("reviewer", "requests-to-review"),
        ("operator", "our-requests"),
    ],
)
def test_dashboard_leads_to_what_waits(unit, people, who, key):
    request = filed(unit, people)
    text = sign_in(getattr(people, who)).get(reverse("wagtailadmin_home")).content.decode()
    assert f'id="{key}"' in text
    assert show(request) in text


def test_dashboard_of_the_leading_group_leads_to_what_was_reviewed(unit, people):
    request = forwarded(unit, people)
    text = sign_in(people.head).get(reverse("wagtailadmin_home")).content.decode()
    assert show(request) in text


def test_dashboard_of_a_unit_does_not_show_those_of_others(people, other):
    text = sign_in(people.operator).get(reverse("wagtailadmin_home")).content.decode()
    assert show(other) not in text
