"""Signing in by password: every door checks the same, and answers nothing about names."""

import time

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.cache import cache
from django.core.checks import run_checks
from django.urls import resolve, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.factories import make_home, make_member, make_person, make_portal, make_unit
from tests.units.accounts_world import (
    PASSWORD,
    browser,
    enter,
    give_totp,
    is_signed_in,
    signed_in,
    with_password,
)
from units.enums import Presence, SignInOutcome
from units.models import SignIn

pytestmark = pytest.mark.django_db

DOORS = ("wagtailadmin_login", "account_login", "wagtailcore_login")


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no failures of other tests."""
    cache.clear()
    return make_portal()


@pytest.fixture
def editor():
    return with_password(make_member(unit=make_unit()))


WAGTAIL_S_DOORS = {
    "wagtailadmin_login": (),
    "wagtailadmin_logout": (),
    "wagtailadmin_password_reset": (),
    "wagtailadmin_password_reset_done": (),
    "wagtailadmin_password_reset_confirm": ("key", "token"),
    "wagtailadmin_password_reset_complete": (),
    "wagtailcore_login": (),
}


def outcomes():
    return list(SignIn.objects.order_by("id").values_list("outcome", flat=True))


@pytest.mark.parametrize("name", WAGTAIL_S_DOORS)
def test_no_address_of_wagtail_s_doors_leads_to_its_own_view(name):
    view = resolve(reverse(name, args=WAGTAIL_S_DOORS[name])).func

    assert getattr(view, "view_class", view).__module__.split(".")[0] in {"allauth", "units"}


@pytest.mark.parametrize("door", DOORS)
def test_right_password_signs_in_at_every_door(editor, door):
    client = browser()

    answer = enter(client, editor.username, door=door)

    assert answer.status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize("door", DOORS)
def test_wrong_password_is_refused_at_every_door(editor, door):
    client = browser()

    answer = enter(client, editor.username, "wrong", door=door)

    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert outcomes() == [SignInOutcome.REFUSED]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_asks_for_the_second_factor(editor, door):
    give_totp(editor)
    client = browser()

    answer = enter(client, editor.username, door=door)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize("door", DOORS)
def test_failures_at_one_door_lock_every_door(editor, settings, door):
    for _try in range(settings.BATONG_LOCKOUT_TRIES):
        enter(browser(), editor.username, "wrong")

    client = browser()
    enter(client, editor.username, PASSWORD, door=door)

    assert not is_signed_in(client)
    assert outcomes()[-1] == SignInOutcome.LOCKED_OUT


def test_lock_out_says_in_how_many_minutes_to_try_again(editor, settings):
    for _try in range(settings.BATONG_LOCKOUT_TRIES):
        enter(browser(), editor.username, "wrong")

    answer = enter(browser(), editor.username)

    assert str(settings.BATONG_LOCKOUT_MINUTES) in answer.context["form"].non_field_errors()[0]


def test_lock_out_ends_after_its_time(editor, settings, monkeypatch):
    for _try in range(settings.BATONG_LOCKOUT_TRIES):
        enter(browser(), editor.username, "wrong")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60 * settings.BATONG_LOCKOUT_MINUTES + 1)
    client = browser()
    enter(client, editor.username)

    assert is_signed_in(client)


def test_failures_at_another_host_of_the_install_count_too(editor, settings):
    unit = make_unit("doors")
    make_home(unit, Presence.SITE)
    for _try in range(settings.BATONG_LOCKOUT_TRIES):
        enter(browser(host="doors.localhost:8000"), editor.username, "wrong")

    client = browser()
    enter(client, editor.username)

    assert not is_signed_in(client)


def test_failures_from_many_addresses_lock_the_name(editor, settings):
    for number in range(4 * settings.BATONG_LOCKOUT_TRIES):
        client = browser()
        client.defaults["REMOTE_ADDR"] = f"10.0.0.{number + 1}"
        enter(client, editor.username, "wrong")

    client = browser()
    enter(client, editor.username)

    assert not is_signed_in(client)


def test_failures_of_one_name_leave_other_names_alone(editor, settings):
    other = with_password(make_member(unit=make_unit()))
    for _try in range(settings.BATONG_LOCKOUT_TRIES + 1):
        enter(browser(), editor.username, "wrong")

    assert is_signed_in(signed_in(other))


def test_sign_ins_that_succeed_do_not_add_up_to_a_lock_out(editor, settings):
    for _time in range(2 * settings.BATONG_LOCKOUT_TRIES):
        signed_in(editor)

    assert set(outcomes()) == {SignInOutcome.SIGNED_IN}


def test_unknown_name_is_answered_like_a_wrong_password(editor):
    known = enter(browser(), editor.username, "wrong").context["form"].errors
    unknown = enter(browser(), "nobody-at-all", "wrong").context["form"].errors

    assert unknown == known


def test_unknown_name_is_locked_out_like_a_known_one(settings):
    for _try in range(settings.BATONG_LOCKOUT_TRIES + 1):
        enter(browser(), "nobody-at-all", "wrong")

    assert outcomes()[-1] == SignInOutcome.LOCKED_OUT


def test_deactivated_person_is_answered_like_a_wrong_password(editor):
    wrong = enter(browser(), editor.username, "wrong").context["form"].errors
    editor.is_active = False
    editor.save()

    answer = enter(browser(), editor.username)

    assert answer.context["form"].errors == wrong


def test_person_is_not_signed_in_by_e_mail_address():
    person = with_password(make_member(unit=make_unit()), email="wang@example.cn")
    client = browser()

    enter(client, person.email)

    assert not is_signed_in(client)


def test_sign_in_leads_to_where_the_person_wanted():
    person = with_password(make_member(unit=make_unit()))

    answer = enter(browser(), person.username, next="/admin/account/")

    assert answer.headers["Location"] == "/admin/account/"


def test_sign_in_leads_to_no_other_host(editor):
    answer = enter(browser(), editor.username, next="https://evil.example/")

    assert "evil" not in answer.headers["Location"]


def test_person_without_any_role_is_told_so_and_not_sent_round():
    client = signed_in(with_password(make_person()))

    assert client.get(reverse("wagtailadmin_login")).status_code == 403


@pytest.mark.parametrize("name", ["signup", "email", "confirm-email", "social/signup"])
def test_nobody_signs_up_or_manages_addresses(editor, name):
    assert signed_in(editor).get(f"/admin/accounts/{name}/").status_code == 404


def test_wagtail_s_own_reset_link_opens_nothing(editor):
    key = urlsafe_base64_encode(force_bytes(editor.pk))
    token = default_token_generator.make_token(editor)

    answer = browser().get(f"/admin/password_reset/confirm/{key}/{token}/")

    assert answer.headers["Location"] == reverse("account_reset_password")


def test_signing_out_by_a_link_asks_first(editor):
    client = signed_in(editor)

    client.get(reverse("wagtailadmin_logout"))

    assert is_signed_in(client)


def test_signing_out_ends_the_session(editor):
    client = signed_in(editor)

    client.post(reverse("wagtailadmin_logout"))

    assert not is_signed_in(client)


def test_address_behind_the_proxy_is_the_one_the_proxy_says(editor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = browser(x_forwarded_for="198.51.100.7, 203.0.113.9")

    enter(client, editor.username)

    assert SignIn.objects.get().address == "203.0.113.9"


def test_address_a_browser_makes_up_is_not_believed_without_a_proxy(editor):
    client = browser(x_forwarded_for="203.0.113.9")

    enter(client, editor.username)

    assert SignIn.objects.get().address == "127.0.0.1"


def test_too_many_requests_for_links_are_refused_with_a_page():
    address = reverse("account_reset_password")
    for _time in range(3):
        browser().post(address, {"email": "wang@example.cn"})

    answer = browser().post(address, {"email": "wang@example.cn"})

    assert answer.status_code == 429
    assert reverse("wagtailadmin_login") in answer.content.decode()


def test_pages_for_signing_in_need_no_script():
    page = browser().get(reverse("wagtailadmin_login"))

    assert "<script" not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BATONG_OIDC_FIELD", "email"),
        ("BATONG_SIGN_IN_DAYS", 90),
        ("BATONG_IDLE_MINUTES", 0),
        ("BATONG_LOCKOUT_TRIES", 0),
        ("BATONG_LOCKOUT_MINUTES", 0),
    ],
)
def test_setting_that_opens_a_door_is_found_by_the_checks(settings, name, value):
    assert run_checks(tags=["accounts"]) == []
    setattr(settings, name, value)

    assert len(run_checks(tags=["accounts"])) == 1
