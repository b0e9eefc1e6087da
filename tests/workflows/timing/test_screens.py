"""The screens of delegated authority: who reaches them, and whose rows they show."""

import pytest
from django.urls import reverse

from tests.factories import make_portal
from tests.visits import sign_in
from tests.workflows.timing.conftest import days, let
from units.access import follow_memberships
from workflows.models import ApprovalDelegation
from workflows.timing import working_days
from workflows.timing.panels import CalendarPanel

pytestmark = pytest.mark.django_db

REFUSALS = (403, 404)


@pytest.fixture(autouse=True)
def portal():
    make_portal()


def browser_of(person):
    """Return a browser of a person, who has the groups that follow from the role."""
    follow_memberships([person])
    return sign_in(person)


def get(person, name, *arguments):
    return browser_of(person).get(reverse(name, args=arguments))


def rows(answer):
    return [row for _heading, found in answer.context["groups"] for row, _may_end in found]


def filled_in(deputy, **values):
    written = {name: day.isoformat() for name, day in days().items()}
    return {"deputy": deputy.pk, "reason": "Away for training", **written} | values


def test_the_list_shows_what_holds_what_comes_and_what_is_over(city):
    now, later = let(city), let(city, **days(20, 30))
    ended = let(city, **days(40, 50))
    ApprovalDelegation.objects.filter(pk=ended.pk).update(ended_at="2026-01-01T00:00Z")

    answer = get(city.leader, "approval_delegations")

    assert (rows(answer), list(answer.context["past"])) == ([now, later], [ended])


def test_the_list_shows_nothing_of_another_unit(city):
    let(city)

    assert rows(get(city.far_leader, "approval_delegations")) == []


@pytest.mark.parametrize("person", ["editor", "far_editor"])
def test_the_list_is_closed_to_whom_nothing_concerns(city, person):
    let(city)

    answer = get(getattr(city, person), "approval_delegations")

    assert answer.status_code in REFUSALS


def test_the_list_costs_the_same_for_one_and_many(
    city, django_assert_num_queries, django_assert_max_num_queries
):
    let(city)
    browser = browser_of(city.leader)
    address = reverse("approval_delegations")
    browser.get(address)
    with django_assert_max_num_queries(60) as few:
        browser.get(address)
    for number in range(1, 8):
        let(city, **days(number * 10, number * 10 + 5))

    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(address)


def test_a_leader_delegates_on_the_screen(city):
    address = reverse("approval_delegation_leader", args=[city.own.code])

    answer = browser_of(city.leader).post(address, filled_in(city.second_leader))

    assert answer.url == reverse("approval_delegations")
    assert ApprovalDelegation.objects.get().giver == city.leader


def test_an_office_delegates_on_the_screen(city):
    address = reverse("approval_delegation_office", args=["secrecy"])

    browser_of(city.secrecy).post(address, filled_in(city.party))

    assert ApprovalDelegation.objects.get().deputy == city.party


def test_the_it_office_names_the_giver(city):
    address = reverse("approval_delegation_leader", args=[city.own.code])

    browser_of(city.it).post(address, filled_in(city.second_leader, giver=city.leader.pk))

    assert ApprovalDelegation.objects.get().giver == city.leader


def test_the_it_office_is_led_to_the_unit_that_it_names(city):
    address = f"{reverse('approval_delegations')}?unit={city.own.code}"

    answer = browser_of(city.it).get(address)

    assert answer.url == reverse("approval_delegation_leader", args=[city.own.code])


def test_the_it_office_is_told_of_a_unit_that_does_not_exist(city):
    answer = browser_of(city.it).get(f"{reverse('approval_delegations')}?unit=nowhere")

    assert answer.context["unit_form"].errors.keys() == {"unit"}


def test_what_the_action_refuses_is_shown_at_its_field(city):
    address = reverse("approval_delegation_leader", args=[city.own.code])

    wrong = filled_in(city.second_leader, starts_on="2020-01-01")
    answer = browser_of(city.leader).post(address, wrong)

    assert answer.context["form"].errors.keys() == {"starts_on"}


def test_somebody_of_another_unit_cannot_be_chosen(city):
    address = reverse("approval_delegation_leader", args=[city.own.code])

    answer = browser_of(city.leader).post(address, filled_in(city.far_editor))

    assert answer.context["form"].errors.keys() == {"deputy"}


@pytest.mark.parametrize("person", ["far_leader", "second_leader", "secrecy", "group", "inspector"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_of_a_unit_is_closed_to_others(city, person, method):
    address = reverse("approval_delegation_leader", args=[city.own.code])
    browser = browser_of(getattr(city, person))

    answer = getattr(browser, method)(address, filled_in(city.editor))

    assert answer.status_code in REFUSALS
    assert not ApprovalDelegation.objects.exists()


def test_the_form_of_a_unit_without_leader_says_that_nobody_can_give(city):
    city.leader.memberships.update(is_principal=False)

    answer = get(city.it, "approval_delegation_leader", city.own.code)

    assert answer.context["has_holder"] is False


@pytest.mark.parametrize("role", ["it_office", "leader", "nothing"])
def test_there_is_no_form_for_what_cannot_be_delegated(city, role):
    answer = browser_of(city.it).get(f"/admin/approval/delegations/new/offices/{role}/")

    assert answer.status_code == 404


def test_ending_is_asked_before_it_is_done(city):
    given = let(city)

    get(city.leader, "approval_delegation_end", given.pk)

    given.refresh_from_db()
    assert given.ended_at is None


def test_a_leader_ends_a_delegation_on_the_screen(city):
    given = let(city)

    browser_of(city.leader).post(reverse("approval_delegation_end", args=[given.pk]))

    given.refresh_from_db()
    assert given.ended_at is not None


@pytest.mark.parametrize("person", ["far_leader", "far_editor", "editor", "group", "inspector"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_end_no_delegation_on_the_screen(city, person, method):
    given = let(city)
    browser = browser_of(getattr(city, person))

    answer = getattr(browser, method)(reverse("approval_delegation_end", args=[given.pk]))

    given.refresh_from_db()
    assert (answer.status_code in REFUSALS, given.ended_at) == (True, None)


@pytest.mark.parametrize(("years", "is_shown"), [([], False), ([2099], True)])
def test_the_it_office_is_told_of_a_year_that_is_not_published(
    city, rf, monkeypatch, years, is_shown
):
    monkeypatch.setattr(working_days, "unpublished_years", lambda: years)
    request = rf.get("/admin/")
    request.user = city.it

    assert CalendarPanel(request).is_shown() is is_shown
