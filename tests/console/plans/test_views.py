"""The screens of plans."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from console.models import Plan
from console.plans.enums import PlanState, Progress
from tests.console.plans.worlds import (
    approve,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
    today,
)
from tests.factories import make_member, make_unit
from units.enums import Role

pytestmark = pytest.mark.django_db


def typed(person, *rows, **values):
    """Return what a person types: a version, with rows of steps."""
    rows = rows or ({"title": "Design", "owner": person.pk},)
    data = {
        "title": "Our own site",
        "kind": "new",
        "purpose": "Tell what we do.",
        "owner": person.pk,
        "steps-TOTAL_FORMS": len(rows) + 1,
        "steps-INITIAL_FORMS": 0,
        **values,
    }
    for number, row in enumerate([*rows, None]):
        dates = {"starts_on": today(), "ends_on": in_days(5)} if row else {}
        for name, value in {"state": "waiting", **dates, **(row or {})}.items():
            data[f"steps-{number}-{name}"] = value
    return data


def url_of(plan):
    return reverse("console_plans_plan", args=(plan.pk,))


def test_operator_hands_in_a_plan(client):
    unit, operator = make_operated()
    client.force_login(operator)

    client.post(reverse("console_plans_new", args=(unit.code,)), typed(operator))

    assert Plan.objects.get().unit == unit


def test_operator_hands_in_a_plan_for_a_campaign(client):
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    client.force_login(operator)
    url = reverse("console_plans_new", args=(unit.code,))

    client.post(url, typed(operator, campaign=campaign.pk))

    assert Plan.objects.get().campaign == campaign


def test_what_was_typed_stays_when_it_is_refused(client):
    unit, operator = make_operated()
    client.force_login(operator)
    row = {"title": "Backwards", "owner": operator.pk, "ends_on": in_days(-5)}

    shown = client.post(reverse("console_plans_new", args=(unit.code,)), typed(operator, row))

    assert 'value="Backwards"' in shown.content.decode()


def test_more_rows_lose_nothing_typed(client):
    unit, operator = make_operated()
    client.force_login(operator)
    data = typed(operator, title="Half of it") | {"more": "on"}

    shown = client.post(reverse("console_plans_new", args=(unit.code,)), data).content.decode()

    assert ('value="Half of it"' in shown, 'name="steps-4-title"' in shown) == (True, True)


def test_people_of_other_units_are_not_offered(client):
    unit, operator = make_operated()
    _other, stranger = make_operated()
    client.force_login(operator)

    shown = client.get(reverse("console_plans_new", args=(unit.code,))).content.decode()

    assert stranger.username not in shown


def test_foreign_unit_is_not_known(client):
    _unit, operator = make_operated()
    client.force_login(operator)

    assert client.get(reverse("console_plans_new", args=(make_unit().code,))).status_code == 404


def test_foreign_plan_is_not_known(client):
    unit, operator = make_operated()
    _other, stranger = make_operated()
    plan = make_plan(unit, operator)
    client.force_login(stranger)

    assert client.get(url_of(plan)).status_code == 404


def test_foreign_plan_is_not_revised(client):
    unit, operator = make_operated()
    _other, stranger = make_operated()
    plan = make_plan(unit, operator)
    client.force_login(stranger)

    url = reverse("console_plans_revise", args=(plan.pk,))
    assert client.post(url, typed(stranger, changes="Mine")).status_code == 404


def test_list_shows_a_unit_its_own_plans_only(client):
    unit, operator = make_operated()
    other, other_operator = make_operated()
    make_plan(unit, operator, title="Ours alone")
    make_plan(other, other_operator, title="Theirs alone")
    client.force_login(operator)

    shown = client.get(reverse("console_plans_list")).content.decode()

    assert ("Ours alone" in shown, "Theirs alone" in shown) == (True, False)


def test_editor_reads_no_plans(client):
    client.force_login(make_member(Role.EDITOR, make_unit()))

    assert client.get(reverse("console_plans_list"), follow=True).status_code in (200, 403)
    assert client.get(reverse("console_plans_list")).status_code != 200


def test_list_costs_the_same_at_any_number(client):
    def queries():
        client.get(reverse("console_plans_list_results"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("console_plans_list_results"))
        return len(captured)

    client.force_login(make_office())
    unit, operator = make_operated()
    make_plan(unit, operator, make_campaign(unit))
    few = queries()
    for _number in range(9):
        unit, operator = make_operated()
        make_plan(unit, operator, make_campaign(unit))

    assert queries() == few <= 12


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_list_is_exported(client, form):
    unit, operator = make_operated()
    make_plan(unit, operator)
    client.force_login(make_office())

    exported = client.get(reverse("console_plans_list"), {"export": form})

    assert b"".join(exported.streaming_content if exported.streaming else [exported.content])


def test_office_approves_on_the_screen(client):
    unit, operator = make_operated()
    plan = make_plan(unit, operator)
    client.force_login(make_office())

    client.post(url_of(plan), {"deed": "approve", "approve-number": 1, "approve-reason": ""})

    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_refused_return_keeps_what_was_typed(client, pass_days):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=10))
    client.force_login(make_office())
    pass_days(11)
    data = {
        "deed": "return",
        "return-number": 1,
        "return-reason": "No dates",
        "return-again_by": "",
    }

    client.force_login(make_office())
    shown = client.post(url_of(plan), data)

    assert "No dates" in shown.content.decode()


def test_unit_is_not_offered_the_approval(client):
    unit, operator = make_operated()
    plan = make_plan(unit, operator)
    client.force_login(operator)

    answer = client.post(url_of(plan), {"deed": "approve", "approve-number": 1})

    assert answer.status_code == 400


def test_operator_notes_progress_on_the_screen(client):
    unit, operator = make_operated()
    plan = approve(make_plan(unit, operator))
    client.force_login(operator)
    data = {"state": "underway", "blockers": "", "next_step": "Columns", "step": ""}

    client.post(url_of(plan), {"deed": "progress", **{f"progress-{k}": v for k, v in data.items()}})

    plan.refresh_from_db()
    assert plan.latest_note.state == Progress.UNDERWAY


def test_former_version_is_shown(client):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, title="First thought")
    client.force_login(operator)
    url = reverse("console_plans_revise", args=(plan.pk,))
    client.post(url, typed(operator, title="Second thought", changes="The title"))

    shown = client.get(url_of(plan), {"version": 1})

    assert shown.context["version"].title == "First thought"


@pytest.mark.parametrize("number", ["7", "first"])
def test_version_that_is_not_there_is_not_found(client, number):
    unit, operator = make_operated()
    plan = make_plan(unit, operator)
    client.force_login(operator)

    assert client.get(url_of(plan), {"version": number}).status_code == 404


def test_dashboard_of_the_office_lists_what_waits(client):
    unit, operator = make_operated()
    make_plan(unit, operator, title="Waiting for you")
    client.force_login(make_office())

    assert "Waiting for you" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_dashboard_of_a_unit_leads_to_the_plan_it_owes(client):
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    client.force_login(operator)

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    url = reverse("console_plans_new", args=(unit.code,))
    assert f"{url}?campaign={campaign.pk}" in shown


def test_revision_shows_what_stands(client):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, title="First thought")
    client.force_login(operator)

    shown = client.get(reverse("console_plans_revise", args=(plan.pk,))).content.decode()

    assert 'value="First thought"' in shown
    assert 'value="Design"' in shown
