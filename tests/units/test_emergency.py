"""The emergency account: sealed, one of a kind, and an alarm when it is used."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import make_member, make_portal, make_unit
from tests.units.accounts_world import browser, enter, give_totp, is_signed_in, signed_in
from units.accounts import emergency
from units.enums import Role, SignInOutcome
from units.models import SignIn, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no failures of other tests."""
    cache.clear()
    return make_portal()


@pytest.fixture
def account():
    return emergency.create("emergency")


@pytest.fixture
def supervisors():
    """One person of each central role and an editor, all with addresses."""
    roles = (Role.IT_OFFICE, Role.SECRECY, Role.INSPECTOR, Role.PARTY_OFFICE)
    people = [make_member(role) for role in roles] + [make_member(unit=make_unit())]
    for person, name in zip(people, ("it", "secrecy", "inspector", "party", "editor"), strict=True):
        person.email = f"{name}@example.cn"
        person.save()
    return people


def test_new_account_is_sealed(account):
    assert account.is_superuser
    assert not account.has_usable_password()


def test_second_superuser_is_refused_by_the_action(account):
    with pytest.raises(ValidationError):
        emergency.create("another")


def test_second_superuser_is_refused_by_the_database(account):
    with pytest.raises(IntegrityError):
        User.objects.create_superuser("another", password="pass")


def test_createsuperuser_is_refused_and_says_what_to_do():
    with pytest.raises(CommandError, match="emergency_account"):
        call_command("createsuperuser", "--noinput")

    assert not User.objects.filter(is_superuser=True).exists()


def test_unsealing_prints_a_password_that_signs_in(account, capsys):
    call_command("emergency_account", unseal=True)
    password = capsys.readouterr().out.splitlines()[1]

    assert is_signed_in(signed_in(account, password))


def test_sealing_makes_the_password_void_and_ends_sessions(account):
    password = emergency.unseal()
    client = signed_in(account, password)

    call_command("emergency_account", seal=True)

    assert client.get(reverse("usersessions_list")).status_code == 302
    again = browser()
    enter(again, account.username, password)
    assert not is_signed_in(again)


def test_unsealing_forgets_the_second_factor_of_last_time(account):
    give_totp(account)

    emergency.unseal()

    assert not Authenticator.objects.exists()


def test_unsealing_before_there_is_an_account_is_an_error():
    with pytest.raises(CommandError):
        call_command("emergency_account", unseal=True)


def test_command_makes_the_account():
    call_command("emergency_account", create="emergency")

    assert emergency.emergency_account().username == "emergency"


def test_unsealing_and_sealing_are_logged(account):
    emergency.unseal()
    emergency.seal()

    actions = ModelLogEntry.objects.filter(object_id=account.pk).values_list("action", flat=True)
    assert set(actions) == {emergency.UNSEALED, emergency.SEALED}


def test_unsealing_is_told_to_it_office_and_secrecy_alone(
    account, supervisors, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        emergency.unseal()

    assert sorted(one.to[0] for one in mail.outbox) == ["it@example.cn", "secrecy@example.cn"]


def test_mail_of_the_unsealing_holds_no_password(
    account, supervisors, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        password = emergency.unseal()

    assert password not in "".join(one.body for one in mail.outbox)


def test_sign_in_is_told_to_it_office_and_secrecy_alone(
    account, supervisors, django_capture_on_commit_callbacks
):
    password = emergency.unseal()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(account, password)

    assert sorted(one.to[0] for one in mail.outbox) == ["it@example.cn", "secrecy@example.cn"]
    assert "127.0.0.1" in mail.outbox[0].body


def test_sign_in_of_others_alerts_nobody(supervisors, django_capture_on_commit_callbacks):
    supervisors[0].set_password("Four-green-kites-2")
    supervisors[0].save()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(supervisors[0], "Four-green-kites-2")

    assert mail.outbox == []


def test_use_is_listed_for_the_dashboard(account):
    signed_in(account, emergency.unseal())

    assert [row.person for row in emergency.recent_emergency_use()] == [account]


def test_refused_attempts_are_no_use(account):
    enter(browser(), account.username, "wrong")

    assert not emergency.recent_emergency_use().exists()


def test_use_of_long_ago_is_not_listed(account):
    row = SignIn.objects.create(
        person=account, username=account.username, outcome=SignInOutcome.SIGNED_IN
    )
    SignIn.objects.filter(pk=row.pk).update(at=timezone.now() - datetime.timedelta(days=31))

    assert not emergency.recent_emergency_use().exists()


def test_sealed_account_does_not_sign_in(account):
    client = browser()

    enter(client, account.username, account.password)

    assert not is_signed_in(client)
