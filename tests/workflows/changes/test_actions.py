"""Proposing, deciding and withdrawing what two persons change."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, ModelLogEntry, Site

from home.models import Link
from tests.factories import make_english_portal
from units.enums import Level
from units.limits.actions import LEVEL_CHANGED
from units.models import LevelSettings
from workflows.changes.actions import decide, propose, withdraw
from workflows.enums import ChangeKind, ChangeState, LedgerAction, NoticeKind
from workflows.errors import Incomplete, MovedOn
from workflows.gate.certificates import fixtures
from workflows.models import LedgerEntry, Notice, ProposedChange

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

NEW = "https://new.invalid/"


def url_of(link):
    return Link.objects.get(pk=link.pk).url


def last_entry():
    actions = (LedgerAction.NOTIFIED,)
    return LedgerEntry.objects.exclude(action__in=actions).last()


def edit_by_hand(link, **values):
    with fixtures():
        Link.objects.filter(pk=link.pk).update(**values)


def test_a_proposal_changes_nothing(change, link):
    assert url_of(link) == "https://old.invalid/"


def test_a_proposal_is_recorded(change, people):
    entry = last_entry()
    assert (entry.action, entry.actor) == (LedgerAction.CHANGE_PROPOSED, people.proposer)


def test_a_proposal_is_told_to_everybody_who_may_decide_it(change, people):
    told = Notice.objects.filter(kind=NoticeKind.CHANGE).values_list("recipient", flat=True)
    assert set(told) == {people.officer.pk, people.group.pk}


@pytest.mark.parametrize("name", ["group", "inspector", "secrecy", "leader"])
def test_others_propose_nothing(link, people, name):
    link.url = NEW
    with pytest.raises(PermissionDenied):
        propose(link, user=getattr(people, name), kind=ChangeKind.UPDATE, reason="It moved")


def test_the_emergency_account_may_propose(link, people):
    link.url = NEW
    change = propose(link, user=people.emergency, kind=ChangeKind.UPDATE, reason="It moved")
    assert change.state == ChangeState.PROPOSED


def test_a_reason_is_asked_for(link, people):
    link.url = NEW
    with pytest.raises(Incomplete):
        propose(link, user=people.proposer, kind=ChangeKind.UPDATE, reason=" ")


def test_a_change_of_nothing_is_refused(link, people):
    with pytest.raises(Incomplete):
        propose(link, user=people.proposer, kind=ChangeKind.UPDATE, reason="It moved")


def test_values_that_the_model_refuses_are_not_proposed(link, people):
    link.url = "no address"
    with pytest.raises(ValidationError):
        propose(link, user=people.proposer, kind=ChangeKind.UPDATE, reason="It moved")


def test_sites_are_not_proposed(people):
    with pytest.raises(PermissionDenied):
        propose(Site.objects.get(), user=people.proposer, kind=ChangeKind.DELETE, reason="It moved")


def test_what_is_not_registered_is_not_proposed(people):
    with pytest.raises(LookupError):
        propose(people.leader, user=people.proposer, kind=ChangeKind.DELETE, reason="Gone")


@pytest.mark.parametrize("name", ["officer", "group"])
def test_a_second_person_carries_it_out(change, link, people, name):
    decide(change, user=getattr(people, name), is_approved=True)
    assert url_of(link) == NEW


@pytest.mark.parametrize("name", ["proposer", "inspector", "secrecy", "leader", "emergency"])
def test_nobody_else_decides(change, people, name):
    with pytest.raises(PermissionDenied):
        decide(change, user=getattr(people, name), is_approved=True)


def test_an_approval_is_recorded_with_both_values(change, people):
    decide(change, user=people.officer, is_approved=True)
    entry = last_entry()
    assert entry.action == LedgerAction.CHANGE_APPLIED
    assert [row["after"] for row in entry.details["differences"]] == [NEW]


def test_an_approval_is_told_to_the_proposer(change, people):
    decide(change, user=people.officer, is_approved=True)
    assert Notice.objects.filter(recipient=people.proposer, kind=NoticeKind.CHANGE).exists()


def test_a_refusal_changes_nothing(change, link, people):
    decide(change, user=people.officer, is_approved=False, comment="It did not move")
    assert url_of(link) == "https://old.invalid/"


def test_a_refusal_is_recorded(change, people):
    decide(change, user=people.officer, is_approved=False, comment="It did not move")
    assert last_entry().action == LedgerAction.CHANGE_REFUSED


def test_a_refusal_needs_a_comment(change, people):
    with pytest.raises(Incomplete):
        decide(change, user=people.officer, is_approved=False)


def test_a_change_is_decided_once(change, people):
    decide(change, user=people.officer, is_approved=True)
    with pytest.raises(MovedOn):
        decide(change, user=people.group, is_approved=True)


def test_an_object_that_moved_on_is_left_alone(change, link, people):
    edit_by_hand(link, url="https://third.invalid/")
    with pytest.raises(MovedOn):
        decide(change, user=people.officer, is_approved=True)


def test_an_object_that_is_gone_cannot_be_changed(change, link, people):
    with fixtures():
        link.delete()
    with pytest.raises(MovedOn):
        decide(change, user=people.officer, is_approved=True)


def test_what_the_last_check_found_is_no_change(change, link, people):
    edit_by_hand(link, is_dead=True)
    decide(change, user=people.officer, is_approved=True)
    assert url_of(link) == NEW


def test_what_became_impossible_is_not_carried_out(change, link, people):
    with fixtures():
        Link.objects.create(group="State", level=link.level, title="Other", url=NEW)
    with pytest.raises(Incomplete):
        decide(change, user=people.officer, is_approved=True)


def test_a_failed_approval_leaves_the_change_waiting(change, link, people):
    edit_by_hand(link, url="https://third.invalid/")
    with pytest.raises(MovedOn):
        decide(change, user=people.officer, is_approved=True)
    assert ProposedChange.objects.get().state == ChangeState.PROPOSED


def test_who_proposed_may_withdraw(change, people):
    withdraw(change, user=people.proposer)
    assert ProposedChange.objects.get().state == ChangeState.WITHDRAWN


def test_nobody_else_withdraws(change, people):
    with pytest.raises(PermissionDenied):
        withdraw(change, user=people.officer)


def test_what_is_withdrawn_is_not_decided(change, people):
    withdraw(change, user=people.proposer)
    with pytest.raises(MovedOn):
        decide(change, user=people.officer, is_approved=True)


def test_an_object_is_added(people, link):
    wanted = Link(group="State", level=link.level, title="New", url=NEW)
    change = propose(wanted, user=people.proposer, kind=ChangeKind.CREATE, reason="Asked for")
    decide(change, user=people.officer, is_approved=True)
    assert Link.objects.get(url=NEW).title == "New"


def test_an_object_is_removed(link, people):
    change = propose(link, user=people.proposer, kind=ChangeKind.DELETE, reason="Gone")
    decide(change, user=people.officer, is_approved=True)
    assert not Link.objects.exists()


def test_a_redirect_is_added_for_a_site(people):
    wanted = Redirect(old_path="/old", site=Site.objects.get(), redirect_link=NEW)
    change = propose(wanted, user=people.proposer, kind=ChangeKind.CREATE, reason="Asked for")
    decide(change, user=people.group, is_approved=True)
    assert Redirect.objects.get().site == Site.objects.get()


def test_removing_a_language_in_use_is_not_proposed(people):
    locale = Locale.objects.get(language_code="zh-hans")
    with pytest.raises(Incomplete):
        propose(locale, user=people.proposer, kind=ChangeKind.DELETE, reason="Unused")


def test_a_language_in_use_by_now_is_not_removed(people):
    with fixtures():
        english = Locale.objects.get_or_create(language_code="en")[0]
    change = propose(english, user=people.proposer, kind=ChangeKind.DELETE, reason="Unused")
    with fixtures():
        make_english_portal()
    with pytest.raises(Incomplete):
        decide(change, user=people.officer, is_approved=True)


def test_settings_of_a_level_keep_their_own_history(people):
    wanted = LevelSettings(level=Level.CITY, max_people=9)
    change = propose(wanted, user=people.proposer, kind=ChangeKind.CREATE, reason="Asked for")
    decide(change, user=people.officer, is_approved=True)
    assert ModelLogEntry.objects.get(action=LEVEL_CHANGED).user == people.officer
