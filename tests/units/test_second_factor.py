"""The second factor: who must have one, signing in with it, and how its secrets are kept."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from tests.factories import make_member, make_portal, make_superuser, make_unit
from tests.units.accounts_world import (
    PASSWORD,
    browser,
    code_of,
    enter,
    give_totp,
    is_signed_in,
    signed_in,
    stored_secret,
    with_password,
)
from units.accounts.duties import ROLES_WITH_SECOND_FACTOR
from units.enums import Role, SignInOutcome
from units.models import SignIn
from units.people.actions import add_member

pytestmark = pytest.mark.django_db

ENROLMENT = "mfa_activate_totp"
CLOSED = ("wagtailadmin_home", "wagtailadmin_account", "usersessions_list", "sign_ins")


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no codes of other tests."""
    cache.clear()
    return make_portal()


@pytest.fixture
def required(settings):
    settings.BATONG_REQUIRE_SECOND_FACTOR = True


def member(role=Role.EDITOR):
    unit = make_unit() if role in (Role.EDITOR, Role.LEADER, Role.OPERATOR) else None
    return with_password(make_member(role, unit))


def enrol(client):
    """Set up an app in a browser that has just signed in; return its key."""
    page = client.get(reverse(ENROLMENT))
    secret = page.context["form"].secret
    client.post(reverse(ENROLMENT), {"code": code_of(secret)})
    return secret


def after_password(person):
    """Return a browser in which the person's password was right, and the code is asked for."""
    client = browser()
    enter(client, person.username)
    return client


def send_code(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


@pytest.mark.parametrize("role", ROLES_WITH_SECOND_FACTOR)
def test_required_role_reaches_enrolment_alone(required, role):
    client = signed_in(member(role))

    assert {client.get(reverse(name)).headers["Location"] for name in CLOSED} == {
        reverse(ENROLMENT)
    }
    assert client.get(reverse(ENROLMENT)).status_code == 200


def test_emergency_account_reaches_enrolment_alone(required):
    client = signed_in(with_password(make_superuser()))

    assert client.get(reverse("wagtailadmin_home")).headers["Location"] == reverse(ENROLMENT)


def test_script_of_a_required_role_gets_403(required):
    client = signed_in(member(Role.IT_OFFICE))

    answer = client.get(reverse("wagtailadmin_home"), headers={"accept": "application/json"})

    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.OPERATOR, Role.INSPECTOR])
def test_other_roles_need_none(required, role):
    assert signed_in(member(role)).get(reverse("usersessions_list")).status_code == 200


def test_no_role_needs_one_where_the_install_asks_for_none():
    client = signed_in(member(Role.IT_OFFICE))

    assert client.get(reverse("usersessions_list")).status_code == 200


def test_role_given_later_needs_one_from_the_next_request_on(required):
    person = member()
    client = signed_in(person)
    add_member(person, Role.SECRECY)

    assert client.get(reverse("usersessions_list")).headers["Location"] == reverse(ENROLMENT)


def test_person_who_owes_a_second_factor_is_nobody_outside_the_admin(required):
    client = signed_in(member(Role.IT_OFFICE))

    page = client.get("/")

    assert not page.wsgi_request.user.is_authenticated


def test_enrolment_opens_the_admin(required):
    client = signed_in(member(Role.IT_OFFICE))

    enrol(client)

    assert client.get(reverse("usersessions_list")).status_code == 200


def test_wrong_code_enrols_nothing():
    client = signed_in(member())
    client.get(reverse(ENROLMENT))

    client.post(reverse(ENROLMENT), {"code": "000000"})

    assert not Authenticator.objects.exists()


def test_anybody_may_enrol():
    person = member()

    enrol(signed_in(person))

    assert set(Authenticator.objects.filter(user=person).values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }


def test_enrolment_ends_sessions_that_had_no_second_factor():
    person = member()
    here, elsewhere = signed_in(person), signed_in(person)

    enrol(here)

    assert here.get(reverse("usersessions_list")).status_code == 200
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302


def test_enrolment_asks_again_who_is_there_after_a_while(monkeypatch):
    client = signed_in(member())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)

    answer = client.get(reverse(ENROLMENT))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_enrolment_goes_on_after_the_password_is_given_again(monkeypatch):
    client = signed_in(member())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400)
    address = client.get(reverse(ENROLMENT)).headers["Location"]

    answer = client.post(address, {"password": PASSWORD, "next": reverse(ENROLMENT)})

    assert answer.headers["Location"] == reverse(ENROLMENT)
    assert client.get(reverse(ENROLMENT)).status_code == 200


def test_password_alone_signs_nobody_in_who_has_a_second_factor():
    person = member()
    give_totp(person)

    client = after_password(person)

    assert not is_signed_in(client)


def test_code_of_the_app_signs_in():
    person = member()
    secret = give_totp(person)
    client = after_password(person)

    send_code(client, code_of(secret))

    assert is_signed_in(client)
    assert SignIn.objects.get(outcome=SignInOutcome.SIGNED_IN).method == "password+totp"


def test_code_of_the_app_works_once():
    person = member()
    code = code_of(give_totp(person))
    send_code(after_password(person), code)

    client = after_password(person)
    send_code(client, code)

    assert not is_signed_in(client)


def test_wrong_code_is_refused_and_written_down():
    person = member()
    give_totp(person)
    client = after_password(person)

    send_code(client, "000000")

    assert not is_signed_in(client)
    row = SignIn.objects.get()
    assert (row.outcome, row.person, row.method) == (SignInOutcome.REFUSED, person, "totp")


def test_repeated_wrong_codes_lock_out(settings):
    person = member()
    secret = give_totp(person)
    for _try in range(settings.BATONG_LOCKOUT_TRIES):
        send_code(after_password(person), "000000")

    client = after_password(person)
    send_code(client, code_of(secret))

    assert not is_signed_in(client)
    assert SignIn.objects.latest("id").outcome == SignInOutcome.LOCKED_OUT


def test_recovery_code_signs_in_once():
    person = member()
    give_totp(person)
    codes = Authenticator.objects.get(user=person, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    first, second = after_password(person), after_password(person)

    send_code(first, code)
    send_code(second, code)

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert SignIn.objects.get(outcome=SignInOutcome.SIGNED_IN).method == "password+recovery_codes"


def test_recovery_codes_are_shown_to_their_owner_after_enrolment():
    client = signed_in(member())
    enrol(client)

    page = client.get(reverse("mfa_view_recovery_codes"))

    assert len(page.context["unused_codes"]) == 10


def test_new_recovery_codes_make_the_old_void():
    person = member()
    client = signed_in(person)
    enrol(client)
    old = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    client.post(reverse("mfa_generate_recovery_codes"))

    new = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert set(old) & set(new) == set()


def test_removing_the_app_leaves_a_required_role_with_enrolment_alone(required):
    person = member(Role.IT_OFFICE)
    client = signed_in(person)
    enrol(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert client.get(reverse("usersessions_list")).headers["Location"] == reverse(ENROLMENT)


def test_secret_is_not_stored_in_plain():
    person = member()
    secret = give_totp(person)

    stored, plain = stored_secret(person)

    assert plain == secret
    assert secret not in stored


def test_secret_is_read_with_a_retired_key(settings):
    person = member()
    secret = give_totp(person)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    assert stored_secret(person)[1] == secret


def test_secret_of_an_unknown_key_is_refused_with_advice(settings):
    person = member()
    give_totp(person)
    settings.SECRET_KEY = "another key"

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FALLBACKS"):
        stored_secret(person)


def test_renewing_keys_lets_the_retired_key_be_dropped(settings):
    person = member()
    secret = give_totp(person)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"

    call_command("reset_second_factor", renew_keys=True)
    settings.SECRET_KEY_FALLBACKS = []

    assert stored_secret(person)[1] == secret


def test_lost_second_factor_is_reset_on_the_command_line():
    person, other = member(), member()
    give_totp(person)
    give_totp(other)

    call_command("reset_second_factor", person.username)

    assert set(Authenticator.objects.values_list("user", flat=True)) == {other.pk}
    assert is_signed_in(signed_in(person))


def test_resetting_the_second_factor_ends_sessions():
    person = member()
    client = signed_in(person)

    call_command("reset_second_factor", person.username)

    assert client.get(reverse("usersessions_list")).status_code == 302


def test_resetting_for_nobody_is_an_error():
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody-at-all")
