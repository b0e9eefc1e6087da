"""Initial passwords, and changing the own one."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_member, make_person, make_portal, make_superuser, make_unit
from tests.units.accounts_world import (
    OTHER_PASSWORD,
    PASSWORD,
    is_signed_in,
    signed_in,
    with_password,
)
from units.accounts.passwords import set_initial_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no failures of other tests."""
    cache.clear()
    return make_portal()


def test_initial_password_signs_in_and_must_be_replaced():
    person = make_member(unit=make_unit())
    client = signed_in(person, set_initial_password(person))

    assert client.get(reverse("wagtailadmin_home")).headers["Location"] == reverse(
        "account_change_password"
    )


@pytest.mark.parametrize("name", ["wagtailadmin_explore_root", "usersessions_list", "mfa_index"])
def test_nothing_else_is_reached_before_the_initial_password_is_replaced(name):
    person = make_member(unit=make_unit())
    client = signed_in(person, set_initial_password(person))

    assert client.get(reverse(name)).headers["Location"] == reverse("account_change_password")


def test_script_is_told_in_json_that_the_password_must_be_replaced():
    person = make_member(unit=make_unit())
    client = signed_in(person, set_initial_password(person))

    answer = client.get(
        reverse("wagtailadmin_home"), headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/json"


def test_person_who_owes_a_password_can_sign_out():
    person = make_member(unit=make_unit())
    client = signed_in(person, set_initial_password(person))

    client.post(reverse("wagtailadmin_logout"))

    assert not is_signed_in(client)


def test_replacing_the_initial_password_opens_the_admin():
    person = make_member(unit=make_unit())
    initial = set_initial_password(person)
    client = signed_in(person, initial)
    data = {"oldpassword": initial, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}

    client.post(reverse("account_change_password"), data)

    assert client.get(reverse("usersessions_list")).status_code == 200


def test_initial_password_is_not_given_to_the_emergency_account():
    with pytest.raises(ValidationError):
        set_initial_password(make_superuser())


def test_initial_password_ends_sessions():
    person = with_password(make_member(unit=make_unit()))
    client = signed_in(person)

    set_initial_password(person)

    assert client.get(reverse("usersessions_list")).status_code == 302


def test_initial_passwords_differ_each_time():
    person = make_person()

    assert set_initial_password(person) != set_initial_password(person)


def test_changing_the_password_ends_other_sessions_and_keeps_this_one():
    person = with_password(make_member(unit=make_unit()))
    here, elsewhere = signed_in(person), signed_in(person)
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}

    here.post(reverse("account_change_password"), data)

    assert here.get(reverse("usersessions_list")).status_code == 200
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302


def test_changing_the_password_needs_the_old_one():
    person = with_password(make_member(unit=make_unit()))
    data = {"oldpassword": "wrong", "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}

    signed_in(person).post(reverse("account_change_password"), data)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_change_of_the_password_is_mailed_to_its_owner(django_capture_on_commit_callbacks):
    person = with_password(make_member(unit=make_unit()), email="wang@example.cn")
    client = signed_in(person)
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_change_password"), data)

    assert [one.to for one in mail.outbox] == [["wang@example.cn"]]
    assert str(timezone.localdate()) in mail.outbox[0].body


def test_own_account_page_lets_nobody_rename_himself():
    person = with_password(make_member(unit=make_unit()), email="wang@example.cn")
    client = signed_in(person)
    data = {"name_email-first_name": "Other", "name_email-email": "other@example.cn"}

    client.post(reverse("wagtailadmin_account"), data)

    person.refresh_from_db()
    assert (person.first_name, person.email) == ("", "wang@example.cn")


def test_own_account_page_leads_to_password_second_factor_and_sessions():
    page = signed_in(with_password(make_member(unit=make_unit()))).get(
        reverse("wagtailadmin_account")
    )

    for name in ("account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page.content.decode()
