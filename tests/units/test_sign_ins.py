"""The log of sign-ins, who may read it, and the list of sessions."""

import csv
import datetime
import time

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_member, make_portal, make_superuser, make_unit
from tests.units.accounts_world import browser, enter, is_signed_in, signed_in, with_password
from tests.visits import sign_in
from units.accounts import sign_ins
from units.enums import Role, SignInOutcome
from units.models import SignIn
from units.people.sessions import end_sessions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    """The host of the admin, and no failures of other tests."""
    cache.clear()
    return make_portal()


@pytest.fixture
def people():
    """An editor in each of two units, and the rows of their sign-ins."""
    found = {}
    for name in ("own", "foreign"):
        unit = make_unit(f"{name}unit")
        found[name] = with_password(make_member(unit=unit), full_name=f"Person of {name}")
        found[f"{name} unit"] = unit
        SignIn.objects.create(
            person=found[name], username=found[name].username, outcome=SignInOutcome.SIGNED_IN
        )
    return found


def listed(reader, **filters):
    """Return the usernames in the log as a person sees it."""
    page = sign_in(reader).get(reverse("sign_ins"), filters)
    assert page.status_code == 200
    return {row.username for row in page.context["object_list"]}


def test_sign_in_is_written_down():
    person = with_password(make_member(unit=make_unit()))

    enter(browser(user_agent="Firefox 140"), person.username)

    row = SignIn.objects.get()
    assert (row.person, row.outcome, row.method) == (person, SignInOutcome.SIGNED_IN, "password")
    assert (row.address, row.browser) == ("127.0.0.1", "Firefox 140")


def test_sign_out_is_written_down():
    person = with_password(make_member(unit=make_unit()))

    signed_in(person).post(reverse("wagtailadmin_logout"))

    assert SignIn.objects.latest("id").outcome == SignInOutcome.SIGNED_OUT


def test_refusal_of_an_unknown_name_is_written_down_without_a_person():
    enter(browser(), "nobody-at-all")

    assert SignIn.objects.values("username", "person", "outcome").get() == {
        "username": "nobody-at-all",
        "person": None,
        "outcome": SignInOutcome.REFUSED,
    }


def test_password_is_in_no_row():
    enter(browser(), "nobody-at-all", "My-secret-password-1")

    assert "My-secret" not in str(SignIn.objects.values().get())


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.INSPECTOR])
def test_supervisors_read_of_everybody(people, role):
    assert {people["own"].username, people["foreign"].username} <= listed(make_member(role))


def test_emergency_account_reads_of_everybody(people):
    assert {people["own"].username, people["foreign"].username} <= listed(make_superuser())


def test_operator_reads_of_people_of_the_own_unit_alone(people):
    operator = make_member(Role.OPERATOR, people["own unit"])

    assert listed(operator) == {people["own"].username}


def test_operator_finds_no_foreign_person_by_name(people):
    operator = make_member(Role.OPERATOR, people["own unit"])

    assert listed(operator, name="Person of") == {people["own"].username}


def test_operator_sees_no_name_that_nobody_has(people):
    SignIn.objects.create(username="nobody-at-all", outcome=SignInOutcome.REFUSED)

    assert listed(make_member(Role.OPERATOR, people["own unit"])) == {people["own"].username}


@pytest.mark.parametrize("name", ["sign_ins", "sign_ins_results"])
@pytest.mark.parametrize(
    "role",
    [
        *(Role.EDITOR, Role.LEADER, Role.PARTY_OFFICE),
        *(Role.GOVERNMENT_OFFICE, Role.SECRECY, Role.LEADING_GROUP),
    ],
)
def test_others_may_not_read_the_log(people, role, name):
    is_unit_role = role in (Role.EDITOR, Role.LEADER)
    reader = make_member(role, people["own unit"] if is_unit_role else None)

    assert sign_in(reader).get(reverse(name)).status_code == 403


def test_export_holds_no_foreign_row(people):
    operator = make_member(Role.OPERATOR, people["own unit"])

    answer = sign_in(operator).get(reverse("sign_ins"), {"export": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == 2
    assert people["own"].username in rows[1]


def test_others_may_not_export(people):
    answer = sign_in(people["own"]).get(reverse("sign_ins"), {"export": "csv"})

    assert answer.status_code == 403


def test_log_is_filtered_by_name(people):
    assert listed(make_member(Role.INSPECTOR), name="of own") == {people["own"].username}


def test_log_is_filtered_by_outcome(people):
    SignIn.objects.create(username="nobody-at-all", outcome=SignInOutcome.REFUSED)

    assert listed(make_member(Role.INSPECTOR), outcome="refused") == {"nobody-at-all"}


def test_log_is_filtered_by_date(people):
    old = SignIn.objects.create(username="long-ago", outcome=SignInOutcome.REFUSED)
    SignIn.objects.filter(pk=old.pk).update(at=timezone.now() - datetime.timedelta(days=30))
    day = timezone.localdate() - datetime.timedelta(days=30)

    assert listed(make_member(Role.INSPECTOR), at_from=day, at_to=day) == {"long-ago"}


def test_no_filter_lists_people(people):
    page = sign_in(make_member(Role.INSPECTOR)).get(reverse("sign_ins"), {"name": "nothing-fits"})

    assert people["foreign"].username not in page.content.decode()


def test_reading_the_log_costs_the_same_for_one_row_and_for_fifty(
    people, django_assert_max_num_queries
):
    inspector = make_member(Role.INSPECTOR)
    client = sign_in(inspector)
    client.get(reverse("sign_ins"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("sign_ins"))
    rows = [SignIn(person=people["own"], username="u", outcome="refused") for _row in range(50)]
    SignIn.objects.bulk_create(rows)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("sign_ins"))


def test_old_rows_are_pruned(settings):
    settings.BATONG_SIGN_IN_DAYS = 180
    for days in (179, 181):
        row = SignIn.objects.create(username=f"day{days}", outcome=SignInOutcome.REFUSED)
        SignIn.objects.filter(pk=row.pk).update(at=timezone.now() - datetime.timedelta(days=days))

    call_command("prune_sign_ins")

    assert list(SignIn.objects.values_list("username", flat=True)) == ["day179"]


def test_own_sign_ins_are_listed_beside_the_sessions(people):
    client = signed_in(people["own"])

    page = client.get(reverse("usersessions_list"))

    assert {row.username for row in page.context["sign_ins"]} == {people["own"].username}
    assert people["foreign"].username not in page.content.decode()


def test_sessions_of_the_person_are_listed(people):
    here = signed_in(people["own"])
    signed_in(people["own"])
    signed_in(people["foreign"])

    page = here.get(reverse("usersessions_list"))

    assert {session.user for session in page.context["sessions"]} == {people["own"]}
    assert len(page.context["sessions"]) == 2


def test_signing_out_elsewhere_keeps_this_session(people):
    here, elsewhere = signed_in(people["own"]), signed_in(people["own"])

    here.post(reverse("usersessions_list"), {"where": "elsewhere"})

    assert here.get(reverse("usersessions_list")).status_code == 200
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302


def test_signing_out_elsewhere_leaves_one_session_in_the_list(people):
    here, _elsewhere = signed_in(people["own"]), signed_in(people["own"])

    here.post(reverse("usersessions_list"), {"where": "elsewhere"})

    assert len(here.get(reverse("usersessions_list")).context["sessions"]) == 1


def test_signing_out_everywhere_ends_this_session_too(people):
    here, elsewhere = signed_in(people["own"]), signed_in(people["own"])

    here.post(reverse("usersessions_list"), {"where": "everywhere"})

    assert not is_signed_in(here)
    assert elsewhere.get(reverse("usersessions_list")).status_code == 302


def test_signing_out_everywhere_leaves_other_people_signed_in(people):
    foreign = signed_in(people["foreign"])

    signed_in(people["own"]).post(reverse("usersessions_list"), {"where": "everywhere"})

    assert foreign.get(reverse("usersessions_list")).status_code == 200


def test_ended_sessions_open_nothing_and_are_in_no_list(people):
    client = signed_in(people["own"])

    end_sessions(people["own"])

    assert (
        client.get(reverse("wagtailadmin_home"))
        .headers["Location"]
        .startswith(reverse("wagtailadmin_login"))
    )
    assert not UserSession.objects.filter(user=people["own"]).exists()


def test_ended_sessions_refuse_a_script(people):
    client = signed_in(people["own"])
    end_sessions(people["own"])

    answer = client.get(
        reverse("wagtailadmin_home"), headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert answer.status_code == 403


def idle(client, monkeypatch, minutes):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60 * minutes)
    return client


def test_session_is_ended_after_a_time_without_activity(people, monkeypatch, settings):
    client = signed_in(people["own"])

    idle(client, monkeypatch, settings.BATONG_IDLE_MINUTES + 1)

    address = reverse("usersessions_list")
    assert client.get(address).headers["Location"].endswith(f"?next={address}")
    assert not is_signed_in(client)


def test_session_in_use_is_not_ended(people, monkeypatch, settings):
    client = signed_in(people["own"])

    for _half in range(4):
        idle(client, monkeypatch, settings.BATONG_IDLE_MINUTES / 2)
        assert client.get(reverse("usersessions_list")).status_code == 200


def test_open_tab_that_only_pings_does_not_keep_the_session(people, monkeypatch, settings):
    client = signed_in(people["own"])
    ping = reverse("wagtailadmin_editing_sessions:ping", args=("wagtailcore", "page", "1", "1"))

    for _half in range(3):
        idle(client, monkeypatch, settings.BATONG_IDLE_MINUTES * 0.4)
        client.post(ping)

    assert client.get(reverse("usersessions_list")).status_code == 302


def test_idle_session_is_nobody_s_outside_the_admin(people, monkeypatch, settings):
    client = signed_in(people["own"])

    idle(client, monkeypatch, settings.BATONG_IDLE_MINUTES + 1)

    assert not client.get("/").wsgi_request.user.is_authenticated


def test_script_of_an_idle_session_is_told_in_json(people, monkeypatch, settings):
    client = signed_in(people["own"])

    idle(client, monkeypatch, settings.BATONG_IDLE_MINUTES + 1)
    answer = client.get(
        reverse("usersessions_list"), headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "application/json")


def test_test_client_s_own_sign_in_works_without_the_forms(people):
    assert sign_in(people["own"]).get(reverse("usersessions_list")).status_code == 200


def test_public_page_reads_no_session(people, django_assert_max_num_queries):
    client = signed_in(people["own"])

    page = client.get("/")

    assert not page.wsgi_request.session.accessed


def test_nobody_without_a_role_reads_the_log():
    assert not sign_ins.user_can_read(with_password(make_member(unit=make_unit())))
