"""The screens of notices: people's own, the unread ones first, opened by POST."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_home, make_member, make_portal
from tests.visits import sign_in
from units.enums import Role
from units.models import Unit
from workflows.enums import NoticeKind
from workflows.models import Notice
from workflows.notices.panels import NEWEST, NoticesPanel, UnsentPanel
from workflows.notices.sending import ASK_AGAIN_AFTER
from workflows.notices.views import PER_PAGE
from workflows.notices.wagtail_hooks import NoticesMenuItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_member(Role.EDITOR, Unit.objects.get(code=make_home().slug))


@pytest.fixture
def stranger():
    return make_member(Role.EDITOR, Unit.objects.get(code=make_home().slug))


@pytest.fixture
def browser_of(person):
    return sign_in(person)


def write(person, title="Look", **values):
    now = timezone.now()
    options = {"created_at": now, "queued_at": now, "url": "/admin/account/"} | values
    return Notice.objects.create(recipient=person, kind=NoticeKind.CHANGE, title=title, **options)


def request_of(person):
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def shown(browser, address=None):
    answer = browser.get(address or reverse("notices"))
    return [notice.title for notice in answer.context["shown"]]


def test_a_person_sees_the_own_notices_only(person, stranger, browser_of):
    write(person, "mine")
    write(stranger, "theirs")

    assert shown(browser_of) == ["mine"]


def test_unread_notices_come_first_then_the_newest(person, browser_of):
    now = timezone.now()
    write(person, "old unread")
    write(person, "old read", read_at=now)
    write(person, "new unread")
    write(person, "new read", read_at=now)

    assert shown(browser_of) == ["new unread", "old unread", "new read", "old read"]


def test_the_list_is_paged(person, browser_of):
    for number in range(PER_PAGE + 2):
        write(person, f"notice {number}")

    assert len(shown(browser_of, f"{reverse('notices')}?p=2")) == 2


def test_opening_leads_to_the_thing(person, browser_of):
    notice = write(person)

    assert browser_of.post(reverse("notice_open", args=[notice.pk])).url == notice.url


def test_opening_marks_as_read(person, browser_of):
    notice = write(person)

    browser_of.post(reverse("notice_open", args=[notice.pk]))

    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_again_keeps_the_first_time(person, browser_of):
    first = timezone.now() - timezone.timedelta(days=1)
    notice = write(person, read_at=first)

    browser_of.post(reverse("notice_open", args=[notice.pk]))

    notice.refresh_from_db()
    assert notice.read_at == first


def test_looking_at_the_address_marks_nothing(person, browser_of):
    notice = write(person)

    answer = browser_of.get(reverse("notice_open", args=[notice.pk]))

    notice.refresh_from_db()
    assert (answer.status_code, notice.read_at) == (405, None)


def test_another_person_s_notice_cannot_be_opened(stranger, browser_of):
    notice = write(stranger)

    answer = browser_of.post(reverse("notice_open", args=[notice.pk]))

    notice.refresh_from_db()
    assert (answer.status_code, notice.read_at) == (404, None)


def test_all_own_notices_are_marked_as_read(person, stranger, browser_of):
    for recipient in (person, person, stranger):
        write(recipient)

    browser_of.post(reverse("notices_read"))

    assert [notice.recipient for notice in Notice.objects.unread()] == [stranger]


def test_marking_all_by_looking_is_refused(browser_of):
    assert browser_of.get(reverse("notices_read")).status_code == 405


def test_nobody_reads_notices_without_signing_in(client):
    assert client.get(reverse("notices")).status_code in (302, 404)


def test_the_list_costs_the_same_for_two_and_twenty(
    person, browser_of, django_assert_num_queries, django_assert_max_num_queries
):
    write(person)
    write(person)
    browser_of.get(reverse("notices"))
    with django_assert_max_num_queries(60) as few:
        browser_of.get(reverse("notices"))
    for number in range(20):
        write(person, f"more {number}")

    with django_assert_num_queries(len(few.captured_queries)):
        browser_of.get(reverse("notices"))


def test_the_menu_counts_the_unread_ones(person):
    for _number in range(3):
        write(person)
    item = NoticesMenuItem("Notices", reverse("notices"))

    assert "3" in str(item.render_component(request_of(person)).label)


def test_the_menu_counts_nothing_where_all_is_read(person):
    item = NoticesMenuItem("Notices", reverse("notices"))

    assert item.render_component(request_of(person)).label == "Notices"


def test_menu_and_panel_ask_once_for_the_number(person, django_assert_num_queries):
    write(person)
    request = request_of(person)
    panel = NoticesPanel(request)
    item = NoticesMenuItem("Notices", reverse("notices"))

    with django_assert_num_queries(1):
        item.render_component(request)
        panel.is_shown()


def test_the_panel_shows_the_newest_unread_ones(person):
    for number in range(NEWEST + 2):
        write(person, f"notice {number}")

    rows = NoticesPanel(request_of(person)).facts()["rows"]

    assert [notice.title for notice in rows] == [f"notice {n}" for n in range(NEWEST + 1, 1, -1)]


def test_the_panel_stays_away_where_all_is_read(person, stranger):
    write(person, read_at=timezone.now())
    write(stranger)

    assert not NoticesPanel(request_of(person)).is_shown()


def test_the_panel_is_on_the_dashboard(person, browser_of):
    write(person, "a notice on the dashboard")

    answer = browser_of.get(reverse("wagtailadmin_home"))

    assert "a notice on the dashboard" in answer.content.decode()


@pytest.mark.parametrize(
    ("age", "values", "is_told"),
    [
        (2 * ASK_AGAIN_AFTER, {}, True),
        (timezone.timedelta(), {}, False),
        (2 * ASK_AGAIN_AFTER, {"sent_at": timezone.now()}, False),
        (timezone.timedelta(days=8), {}, False),
    ],
)
def test_the_it_office_is_told_of_what_cannot_be_sent(person, age, values, is_told):
    make_portal()
    write(person, created_at=timezone.now() - age, **values)

    panel = UnsentPanel(request_of(make_member(Role.IT_OFFICE)))

    assert panel.is_shown() is is_told
