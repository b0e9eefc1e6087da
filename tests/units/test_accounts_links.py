"""Links that set a password: invitations, and forgotten passwords."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.http import int_to_base36

from tests.factories import (
    make_home,
    make_member,
    make_person,
    make_portal,
    make_superuser,
    make_unit,
)
from tests.units.accounts_world import (
    OTHER_PASSWORD,
    browser,
    enter,
    follow,
    is_signed_in,
    link_in,
    set_by_link,
    signed_in,
    with_password,
)
from units.accounts.invitations import send_invitation
from units.accounts.links import InvitationTokenGenerator, ResetTokenGenerator
from units.enums import Presence, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no requests of other tests."""
    cache.clear()
    return make_portal()


@pytest.fixture
def invited():
    """An editor with an address and no password yet."""
    person = make_member(unit=make_unit())
    person.email = "wang@example.cn"
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def invite(django_capture_on_commit_callbacks):
    """Send an invitation; return the link in the mail."""

    def send(person, user=None):
        with django_capture_on_commit_callbacks(execute=True):
            send_invitation(person, user=user)
        return link_in(mail.outbox[-1])

    return send


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Ask for a link for a forgotten password, with a Host header of choice."""

    def send(email, door="account_reset_password", **headers):
        with django_capture_on_commit_callbacks(execute=True):
            return browser(**headers).post(reverse(door), {"email": email})

    return send


def days_later(monkeypatch, generator, **delta):
    now = generator()._now() + datetime.timedelta(**delta)
    monkeypatch.setattr(generator, "_now", lambda self: now)


def test_invitation_sets_a_password_to_sign_in_with(invited, invite):
    set_by_link(browser(), invite(invited))

    client = browser()
    enter(client, invited.username, OTHER_PASSWORD)

    assert is_signed_in(client)


def test_invitation_signs_nobody_in_by_itself(invited, invite):
    client = browser()

    set_by_link(client, invite(invited))

    assert not is_signed_in(client)


def test_invitation_works_once(invited, invite):
    link = invite(invited)
    set_by_link(browser(), link)

    assert follow(browser(), link).context["token_fail"]


def test_invitation_can_be_opened_twice_before_it_is_used(invited, invite):
    link = invite(invited)
    follow(browser(), link)

    assert not follow(browser(), link).context.get("token_fail")


def test_newer_invitation_makes_the_older_void(invited, invite):
    older = invite(invited)
    newer = invite(invited)

    assert follow(browser(), older).context["token_fail"]
    assert not follow(browser(), newer).context.get("token_fail")


@pytest.mark.parametrize(("days", "is_void"), [(6, False), (8, True)])
def test_invitation_lives_seven_days(invited, invite, monkeypatch, days, is_void):
    link = invite(invited)

    days_later(monkeypatch, InvitationTokenGenerator, days=days)

    assert bool(follow(browser(), link).context.get("token_fail")) == is_void


def test_invitation_of_a_deactivated_person_is_void(invited, invite):
    link = invite(invited)
    invited.is_active = False
    invited.save()

    assert follow(browser(), link).context["token_fail"]


def test_invitation_to_a_former_address_is_void(invited, invite):
    link = invite(invited)
    invited.email = "another@example.cn"
    invited.save()

    assert follow(browser(), link).context["token_fail"]


def test_invitation_of_one_person_opens_no_other_account(invited, invite):
    other = make_person()
    sent, meant = (f"/key/{int_to_base36(person.pk)}-" for person in (invited, other))
    link = invite(invited)
    assert sent in link

    link = link.replace(sent, meant)

    assert follow(browser(), link).context["token_fail"]


def test_invitation_ends_the_sessions_there_are(invited, invite):
    client = signed_in(with_password(invited))

    invite(invited)

    assert client.get(reverse("usersessions_list")).status_code == 302


def test_invitation_leads_to_the_base_address(invited, invite, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://admin.city.example"

    assert invite(invited).startswith("https://admin.city.example/admin/")


def test_invitation_without_address_is_refused():
    with pytest.raises(ValidationError):
        send_invitation(make_person(), user=None)


def test_invitation_of_somebody_deactivated_is_refused(invited):
    invited.is_active = False

    with pytest.raises(ValidationError):
        send_invitation(invited, user=None)


def test_emergency_account_is_not_invited():
    account = make_superuser()
    account.email = "root@example.cn"

    with pytest.raises(ValidationError):
        send_invitation(account, user=None)


def test_operator_of_another_unit_sends_no_invitation(invited):
    operator = make_member(Role.OPERATOR, make_unit())

    with pytest.raises(PermissionDenied):
        send_invitation(invited, user=operator)


def test_nothing_is_mailed_before_the_commit(invited):
    send_invitation(invited, user=None)

    assert mail.outbox == []


def test_nothing_is_mailed_to_somebody_deactivated_meanwhile(
    invited, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send_invitation(invited, user=None)
        invited.is_active = False
        invited.save()

    assert mail.outbox == []


@pytest.mark.parametrize("door", ["account_reset_password", "wagtailadmin_password_reset"])
def test_forgotten_password_is_replaced_by_a_link(invited, ask, door):
    with_password(invited)
    ask(invited.email, door)

    set_by_link(browser(), link_in(mail.outbox[0]))

    client = browser()
    enter(client, invited.username, OTHER_PASSWORD)
    assert is_signed_in(client)


def test_link_for_a_forgotten_password_ignores_the_host_of_the_request(invited, ask, settings):
    make_home(make_unit("evil"), Presence.SITE)
    with_password(invited)

    ask(invited.email, host="evil.localhost:8000")

    assert link_in(mail.outbox[0]).startswith(settings.WAGTAILADMIN_BASE_URL)
    assert "evil" not in mail.outbox[0].subject + mail.outbox[0].body


def test_request_for_an_unknown_host_mails_nothing(invited, ask):
    with_password(invited)

    assert ask(invited.email, host="evil.example").status_code == 404
    assert mail.outbox == []


def test_unknown_address_is_answered_like_a_known_one(invited, ask):
    with_password(invited)

    known, unknown = ask(invited.email), ask("nobody@example.cn")

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert len(mail.outbox) == 1


def test_every_person_of_a_shared_mailbox_gets_an_own_link(invited, ask):
    with_password(invited)
    with_password(make_member(unit=make_unit()), email=invited.email)

    ask(invited.email)

    assert len({link_in(one) for one in mail.outbox}) == 2


@pytest.mark.parametrize("hours", [1, 3])
def test_link_for_a_forgotten_password_lives_two_hours(invited, ask, monkeypatch, hours):
    with_password(invited)
    ask(invited.email)

    days_later(monkeypatch, ResetTokenGenerator, hours=hours)

    page = follow(browser(), link_in(mail.outbox[0]))
    assert bool(page.context.get("token_fail")) == (hours > 2)


def test_emergency_account_is_sent_no_link(ask):
    with_password(make_superuser(), email="root@example.cn")

    ask("root@example.cn")

    assert mail.outbox == []


def test_person_without_password_is_sent_no_link_for_a_forgotten_one(invited, ask):
    ask(invited.email)

    assert mail.outbox == []


def test_setting_a_password_by_link_ends_a_lock_out(invited, ask, settings):
    with_password(invited)
    for _try in range(settings.BATONG_LOCKOUT_TRIES + 1):
        enter(browser(), invited.username, "wrong")
    ask(invited.email)
    set_by_link(browser(), link_in(mail.outbox[0]))

    client = browser()
    enter(client, invited.username, OTHER_PASSWORD)

    assert is_signed_in(client)


def test_link_takes_no_weak_password(invited, invite):
    answer = set_by_link(browser(), invite(invited), "12345678")

    assert answer.context["form"].errors


def test_link_in_the_mail_holds_no_name(invited, invite):
    assert invited.username not in urlsplit(invite(invited)).path
