"""Notices are written with what they tell of, and sent after it is committed, each way apart."""

import datetime

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from tests.factories import make_person
from units.models import User
from workflows.enums import LedgerAction, NoticeKind
from workflows.models import LedgerEntry, Notice
from workflows.notices import sending
from workflows.notices.actions import tell
from workflows.notices.checks import check_channels
from workflows.notices.delivery import deliver, load_channel
from workflows.notices.sending import ASK_AGAIN_AFTER, GIVE_UP_AFTER, send_again

pytestmark = pytest.mark.django_db

MAIL = "workflows.notices.channels.MailChannel"
BROKEN = f"{__name__}.BrokenChannel"
HEARD = f"{__name__}.HeardChannel"


class BrokenChannel:
    """A messenger that is out of order."""

    def send(self, notice):
        raise ConnectionError("The messenger does not answer.")


class HeardChannel:
    """A messenger that remembers what it sent."""

    sent = []

    def send(self, notice):
        self.sent.append(notice.pk)


@pytest.fixture(autouse=True)
def channels(settings):
    """Only mail, and a messenger that has sent nothing yet."""
    settings.BATONG_NOTICE_CHANNELS = [MAIL]
    HeardChannel.sent = []


@pytest.fixture
def person():
    return make_person(email="person@example.invalid", full_name="Wang")


def tell_one(person, **values):
    options = {"title": "Look", "text": "Here.", "url": "/admin/there/"} | values
    return tell([person], NoticeKind.CHANGE, **options)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the end of the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def aged(notice, age):
    """Let a notice be so old; return it."""
    moment = timezone.now() - age
    Notice.objects.filter(pk=notice.pk).update(created_at=moment, queued_at=moment)
    return notice


def test_a_notice_is_written_at_once(person):
    tell_one(person)

    assert [notice.recipient for notice in Notice.objects.all()] == [person]


def test_no_mail_is_sent_before_the_transaction_ends(person):
    tell_one(person)

    assert mail.outbox == []


def test_mail_is_sent_after_the_transaction(person, committed):
    with committed():
        tell_one(person)

    assert [message.to for message in mail.outbox] == [[person.email]]


def test_nothing_is_written_or_sent_when_the_transaction_fails(person, committed):
    with committed(), pytest.raises(RuntimeError), transaction.atomic():
        tell_one(person)
        raise RuntimeError("The decision was not possible.")

    assert (Notice.objects.count(), mail.outbox) == (0, [])


def test_the_mail_leads_straight_to_the_thing(person, committed, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://city.example.invalid"
    with committed():
        tell_one(person, url="/admin/approval/item/7/")

    assert "https://city.example.invalid/admin/approval/item/7/" in mail.outbox[0].body


def test_the_mail_says_what_the_notice_says(person, committed):
    with committed():
        tell_one(person, title="A <b>title</b> & more", text="Reason: it's late")

    message = mail.outbox[0]
    assert "A <b>title</b> & more" in message.subject
    assert "Reason: it's late" in message.body


def test_a_title_of_several_lines_makes_one_subject(person, committed):
    with committed():
        tell_one(person, title="First\nBcc: second@example.invalid")

    assert "\n" not in mail.outbox[0].subject


def test_each_person_gets_a_mail_alone(person, committed):
    other = make_person(email="other@example.invalid")
    with committed():
        tell([person, other], NoticeKind.CHANGE, title="Look", url="/admin/")

    assert sorted(message.to for message in mail.outbox) == [[other.email], [person.email]]


def test_a_person_named_twice_is_told_once(person):
    tell([person, person], NoticeKind.CHANGE, title="Look", url="/admin/")

    assert Notice.objects.count() == 1


def test_who_may_not_sign_in_is_not_told(person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()

    assert tell_one(person) == []


def test_who_has_no_address_is_told_in_the_admin(committed):
    with committed():
        tell_one(make_person())

    assert (Notice.objects.get().sent_at is None, mail.outbox) == (False, [])


@pytest.mark.parametrize("url", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "there"])
def test_a_notice_never_leads_out_of_the_install(person, url):
    with pytest.raises(ValueError):
        tell_one(person, url=url)


def test_a_long_title_is_cut(person):
    tell_one(person, title="x" * 400)

    assert len(Notice.objects.get().title) == 255


def test_telling_is_one_row_of_the_ledger(person):
    tell([person, make_person()], NoticeKind.CHANGE, title="Look", url="/admin/")

    assert LedgerEntry.objects.filter(action=LedgerAction.NOTIFIED).count() == 1


def test_the_ledger_names_who_was_told(person):
    tell_one(person)

    entry = LedgerEntry.objects.get(action=LedgerAction.NOTIFIED)
    assert entry.details["people"] == [{"id": person.pk, "name": "Wang"}]


def test_telling_nobody_is_no_row_of_the_ledger():
    tell([], NoticeKind.CHANGE, title="Look", url="/admin/")

    assert not LedgerEntry.objects.exists()


def test_what_all_channels_have_sent_is_marked(person, committed):
    with committed():
        tell_one(person)

    assert Notice.objects.get().sent_at is not None


def test_a_broken_channel_breaks_nothing(person, committed, settings):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN]
    with committed():
        tell_one(person)

    assert Notice.objects.get().sent_at is None


def test_a_broken_channel_stops_no_other(person, committed, settings):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN, MAIL]
    with committed():
        tell_one(person)

    assert len(mail.outbox) == 1


def test_a_broken_channel_is_logged(person, committed, settings, caplog):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN]
    with committed():
        tell_one(person)

    assert any(BROKEN in record.getMessage() for record in caplog.records)


def test_a_channel_that_has_sent_it_does_not_send_it_again(person, committed, settings):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN, HEARD]
    with committed():
        tell_one(person)
    notice = Notice.objects.get()

    deliver(notice.pk)

    assert HeardChannel.sent == [notice.pk]


def test_a_channel_that_works_again_completes_the_sending(person, committed, settings):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN, HEARD]
    with committed():
        tell_one(person)
    settings.BATONG_NOTICE_CHANNELS = [HEARD]

    deliver(Notice.objects.get().pk)

    assert Notice.objects.get().sent_at is not None


def test_what_was_sent_is_left_alone(person, committed, settings):
    with committed():
        tell_one(person)

    deliver(Notice.objects.get().pk)

    assert len(mail.outbox) == 1


def test_what_is_gone_is_left_alone():
    deliver(0)

    assert mail.outbox == []


def test_a_mail_server_out_of_reach_breaks_nothing(person, committed, monkeypatch):
    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", lambda message: 1 / 0)
    with committed():
        tell_one(person)

    assert Notice.objects.get().sent_at is None


def test_a_queue_out_of_reach_breaks_nothing(person, committed, monkeypatch):
    monkeypatch.setattr(sending, "send_notice", None)
    with committed():
        tell_one(person)

    assert Notice.objects.get().sent_at is None


def test_what_was_not_sent_is_sent_again_after_a_while(person):
    [notice] = tell_one(person)
    aged(notice, ASK_AGAIN_AFTER)

    assert (send_again(), len(mail.outbox)) == (1, 1)


def test_what_was_queued_just_now_is_not_queued_again(person):
    tell_one(person)

    assert send_again() == 0


def test_the_queue_is_not_asked_again_at_each_check(person, settings):
    settings.BATONG_NOTICE_CHANNELS = [BROKEN]
    [notice] = tell_one(person)
    aged(notice, ASK_AGAIN_AFTER)

    assert [send_again(), send_again()] == [1, 0]


def test_what_could_not_be_sent_for_a_day_is_given_up(person):
    [notice] = tell_one(person)
    aged(notice, GIVE_UP_AFTER + datetime.timedelta(minutes=1))

    assert send_again() == 0


def test_a_person_who_left_meanwhile_gets_no_mail(person):
    [notice] = tell_one(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    deliver(notice.pk)

    assert mail.outbox == []


def test_the_channels_of_the_settings_pass_the_check():
    assert check_channels() == []


@pytest.mark.parametrize("name", ["no.such.Channel", "datetime.datetime", "builtins.object"])
def test_what_is_no_channel_is_found_by_the_check(settings, name):
    load_channel.cache_clear()
    settings.BATONG_NOTICE_CHANNELS = [name]

    assert [problem.id for problem in check_channels()] == ["workflows.E020"]
