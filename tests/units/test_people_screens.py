"""The screens for people show whom one may read about, and do what one may do."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_superuser,
    make_unit,
    make_units_in_bulk,
)
from tests.visits import sign_in
from units.enums import Role
from units.models import Membership, Unit, User
from units.people.actions import add_member, end_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha():
    return make_unit("alpha")


@pytest.fixture
def beta():
    return make_unit("beta")


def named(role, unit=None, name="Somebody", **values):
    """Return a member whose names are found in a page."""
    person = make_member(role, unit)
    User.objects.filter(pk=person.pk).update(full_name=name, **values)
    person.refresh_from_db()
    return person


def address(name, person=None, *more):
    return reverse(f"wagtailusers_users:{name}", args=(person.pk, *more) if person else ())


def shows(response, text):
    return response.status_code == 200 and text in response.content.decode()


def everybody_reading():
    return [make_superuser(), *map(make_member, (Role.IT_OFFICE, Role.INSPECTOR))]


def test_operator_sees_the_people_of_the_own_unit(alpha):
    named(Role.EDITOR, alpha, "Own Editor")

    assert shows(sign_in(make_member(Role.OPERATOR, alpha)).get(address("index")), "Own Editor")


@pytest.mark.parametrize("query", ["", "?q=Foreign", "?role=editor", "?is_active=true"])
@pytest.mark.parametrize("view", ["index", "index_results"])
def test_operator_sees_nobody_of_another_unit(alpha, beta, query, view):
    named(Role.EDITOR, beta, "Foreign Editor")
    client = sign_in(make_member(Role.OPERATOR, alpha))

    assert not shows(client.get(address(view) + query), "Foreign Editor")


def test_operator_sees_roles_in_the_own_unit_only(alpha, beta):
    person = named(Role.EDITOR, alpha)
    add_member(person, Role.LEADER, unit=beta)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    assert not shows(client.get(address("index")), beta.short_name)
    assert not shows(client.get(address("edit", person)), beta.name)


def test_filter_says_nothing_of_roles_elsewhere(alpha, beta):
    person = named(Role.EDITOR, alpha, "Own Editor")
    add_member(person, Role.LEADER, unit=beta)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    assert not shows(client.get(address("index") + "?role=leader"), "Own Editor")


def test_those_who_read_everything_see_everybody(beta):
    named(Role.EDITOR, beta, "Foreign Editor")

    for person in everybody_reading():
        assert shows(sign_in(person).get(address("index")), "Foreign Editor")


@pytest.mark.parametrize("field", ["full_name", "username", "staff_number"])
def test_people_are_found_by(alpha, field):
    person = named(Role.EDITOR, alpha, "Found Editor")
    User.objects.filter(pk=person.pk).update(**{field: "Wanted"})
    named(Role.EDITOR, alpha, "Other Editor")

    response = sign_in(make_member(Role.IT_OFFICE)).get(address("index") + "?q=want")

    assert [found.pk for found in response.context["object_list"]] == [person.pk]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER])
@pytest.mark.parametrize("view", ["index", "index_results", "add"])
def test_editors_and_leaders_see_no_people(alpha, role, view):
    assert sign_in(make_member(role, alpha)).get(address(view)).status_code == 403


@pytest.mark.parametrize("view", ["edit", "history", "history_results", "link", "deactivate"])
def test_person_of_another_unit_is_unknown(alpha, beta, view):
    client = sign_in(make_member(Role.OPERATOR, alpha))

    assert client.get(address(view, make_member(Role.EDITOR, beta))).status_code == 404


def test_inspector_reads_a_person_s_page_without_forms(alpha):
    person = named(Role.EDITOR, alpha)

    response = sign_in(make_member(Role.INSPECTOR)).get(address("edit", person))

    assert response.status_code == 200
    assert not (response.context["may_change"] or response.context["role_form"])


def test_history_hides_what_happened_in_another_unit(alpha, beta):
    person = named(Role.EDITOR, alpha)
    add_member(person, Role.EDITOR, unit=beta, user=named(Role.IT_OFFICE, name="Central Clerk"))
    client = sign_in(make_member(Role.OPERATOR, alpha))

    assert not shows(client.get(address("history", person)), beta.name)


def test_history_shows_what_happened_in_the_own_unit(alpha):
    person, operator = named(Role.EDITOR, alpha), make_member(Role.OPERATOR, alpha)
    add_member(person, Role.LEADER, unit=alpha, user=operator)

    assert shows(sign_in(operator).get(address("history", person)), alpha.name)


def invitation(**values):
    return {
        "username": "lina",
        "full_name": "Li Na",
        "email": "lina@example.org",
        "unit": "alpha",
        "roles": ["editor"],
        "way": "link",
    } | values


def test_operator_invites_by_link(alpha, django_capture_on_commit_callbacks):
    client = sign_in(make_member(Role.OPERATOR, alpha))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address("add"), invitation())

    person = User.objects.get(username="lina")
    assert response["Location"] == address("edit", person)
    assert mail.outbox[0].to == ["lina@example.org"]


def test_initial_password_is_shown_once(alpha):
    client = sign_in(make_member(Role.OPERATOR, alpha))

    response = client.post(address("add"), invitation(way="password"))

    password = response.context["password"]
    assert User.objects.get(username="lina").check_password(password)
    assert not shows(client.get(address("edit", User.objects.get(username="lina"))), password)


def test_invitation_without_a_unit_to_choose_takes_the_only_one(alpha):
    form = sign_in(make_member(Role.OPERATOR, alpha)).get(address("add")).context["form"]

    assert form["unit"].initial == "alpha"


def test_operator_of_two_units_chooses_one_of_them(alpha, beta):
    make_unit("gamma")
    operator = make_member(Role.OPERATOR, alpha)
    add_member(operator, Role.OPERATOR, unit=beta)

    form = sign_in(operator).get(address("add")).context["form"]

    assert [code for code, _name in form.fields["unit"].widget.choices] == ["", "alpha", "beta"]


@pytest.mark.parametrize("name", ["bulk40", "Office bulk 40", "bulk-40"])
def test_it_office_names_a_unit_of_many(name):
    make_units_in_bulk(60)
    client = sign_in(make_member(Role.IT_OFFICE))

    client.post(address("add"), invitation(unit=name))

    assert Membership.objects.get(person__username="lina").unit.code == "bulk40"


def test_it_office_is_not_shown_a_list_of_all_units():
    make_units_in_bulk(60)

    assert not shows(sign_in(make_member(Role.IT_OFFICE)).get(address("add")), "Office bulk 40")


def test_leading_group_invites_to_the_centre():
    client = sign_in(make_member(Role.LEADING_GROUP))

    client.post(address("add"), invitation(unit="", roles=["secrecy"]))

    assert Membership.objects.get(person__username="lina").role == Role.SECRECY


def test_refused_name_is_said_at_the_field(alpha):
    named(Role.EDITOR, alpha, "Li Na")

    response = sign_in(make_member(Role.OPERATOR, alpha)).post(address("add"), invitation())

    assert "full_name" in response.context["form"].errors


def test_operator_changes_a_person_s_data(alpha):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    client.post(address("edit", person), {"full_name": "New Name", "staff_number": "17"})

    person.refresh_from_db()
    assert (person.full_name, person.staff_number) == ("New Name", "17")


def test_operator_gives_a_role(alpha):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    client.post(address("add_role", person), {"role-role": "leader", "role-unit": "alpha"})

    assert person.memberships.filter(role=Role.LEADER, unit=alpha).exists()


def test_looking_at_the_question_ends_no_role(alpha):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    response = client.get(address("end_role", person, person.memberships.get().pk))

    assert response.status_code == 200
    assert person.memberships.get().ended_on is None


def test_operator_ends_a_role(alpha):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    client.post(address("end_role", person, person.memberships.get().pk))

    assert person.memberships.get().ended_on is not None


def holding_person():
    home = make_home(make_unit("alpha"))
    unit = Unit.objects.get(code="alpha")
    person = named(Role.EDITOR, unit)
    page = make_item(make_column(home), is_live=False, title="Half a notice")
    Page.objects.filter(pk=page.pk).update(owner=person)
    return person, unit, page


@pytest.mark.parametrize("view", ["end_role", "deactivate"])
def test_question_names_what_is_held_and_who_could_take_it(view):
    person, unit, _page = holding_person()
    named(Role.EDITOR, unit, "Possible Successor")
    more = [person.memberships.get().pk] if view == "end_role" else []

    response = sign_in(make_member(Role.OPERATOR, unit)).get(address(view, person, *more))

    assert shows(response, "Half a notice")
    assert shows(response, "Possible Successor")


@pytest.mark.parametrize("view", ["end_role", "deactivate"])
def test_role_does_not_end_without_a_successor(view):
    person, unit, _page = holding_person()
    more = [person.memberships.get().pk] if view == "end_role" else []

    sign_in(make_member(Role.OPERATOR, unit)).post(address(view, person, *more))

    assert person.memberships.get().ended_on is None


@pytest.mark.parametrize("view", ["end_role", "deactivate"])
def test_successor_named_in_the_form_takes_over(view):
    person, unit, page = holding_person()
    successor = make_member(Role.EDITOR, unit)
    more = [person.memberships.get().pk] if view == "end_role" else []

    sign_in(make_member(Role.OPERATOR, unit)).post(
        address(view, person, *more), {f"successor_{unit.pk}": successor.pk}
    )

    assert Page.objects.get(pk=page.pk).owner == successor


def test_operator_marks_the_principal_leader(alpha):
    person = named(Role.LEADER, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    client.post(address("principal", person, person.memberships.get().pk))

    assert person.memberships.get().is_principal


def test_open_tab_can_do_nothing_after_the_membership_ended(alpha):
    operator = make_member(Role.OPERATOR, alpha)
    client, person = sign_in(operator), named(Role.EDITOR, alpha)
    end_membership(operator.memberships.get())

    client.post(address("deactivate", person))

    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("view", ["deactivate", "sign_out", "password"])
def test_buttons_say_what_was_done(alpha, view):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.OPERATOR, alpha))

    response = client.post(address(view, person))

    assert list(get_messages(response.wsgi_request))


def test_deactivated_account_is_opened_again(alpha):
    person = named(Role.EDITOR, alpha)
    client = sign_in(make_member(Role.IT_OFFICE))
    client.post(address("deactivate", person))

    client.post(address("reactivate", person))

    person.refresh_from_db()
    assert person.is_active


def test_menu_shows_people_to_operators_only(alpha):
    def offered(role):
        start = sign_in(make_member(role, alpha)).get("/admin/", follow=True)
        return address("index") in start.content.decode()

    assert offered(Role.OPERATOR)
    assert not offered(Role.EDITOR)


@pytest.mark.parametrize("view", ["index", "edit"])
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.IT_OFFICE])
def test_screens_cost_the_same_in_a_larger_city(role, view):
    units = make_units_in_bulk(3)
    asking = make_member(role, units[0] if role == Role.OPERATOR else None)
    person = named(Role.EDITOR, units[0])
    client = sign_in(asking)
    target = address(view, person if view == "edit" else None)

    def cost():
        client.get(target)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(target).status_code == 200
        return len(queries)

    few = cost()
    for unit in make_units_in_bulk(57, prefix="more"):
        make_member(Role.EDITOR, unit)
    assert cost() == few
