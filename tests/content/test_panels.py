"""What the dashboard shows of pages: the own units' only."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from content import workload, writing
from content.enums import ColumnLayout, UpdateRule
from content.models import ArticlePage, ColumnPage
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_person,
    make_portal,
    make_unit,
    portal_unit,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role, System
from units.models import ColumnDelegation, Membership, Unit
from units.people.actions import delegate_column
from units.unit_pages import pages_of
from workflows.enums import Stage, SubmissionState, Verdict
from workflows.models import Decision, Submission
from workflows.screening.enums import ProhibitedClass

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def own():
    return make_unit("alpha")


@pytest.fixture
def column(own):
    return make_column(make_home(own), "own", takes=["article"])


@pytest.fixture
def other():
    return make_unit("beta")


@pytest.fixture
def foreign_column(other):
    return make_column(make_home(other), "foreign", takes=["article"])


@pytest.fixture
def editor(own, column):
    return make_member(Role.EDITOR, own)


def draft(column, by=None, title="Draft"):
    """Return an article begun in the admin."""
    page = make_item(column, is_live=False, title=title, owner=by)
    page.save_revision(user=by)
    return page


def send(page, by):
    """Return the submission of a page that waits with its leader."""
    return Submission.objects.create(
        page=page,
        page_title=page.title,
        unit=Unit.objects.get(pk=page.unit.id),
        revision_id=page.latest_revision_id,
        digest="0" * 64,
        subject_class=System.GOVERNMENT,
        submitted_by=by,
        submitted_at=timezone.now(),
        state=SubmissionState.IN_REVIEW,
    )


def send_back(page, by, opinion="Say when.", **values):
    """Return the decision by which a page's leader has returned it."""
    submission = send(page, by)
    submission.state = SubmissionState.RETURNED
    submission.save()
    return Decision.objects.create(
        submission=submission,
        stage=Stage.LEADER,
        verdict=Verdict.RETURNED,
        digest=submission.digest,
        person=make_person(),
        role=Role.LEADER,
        opinion=opinion,
        decided_at=timezone.now(),
        signature="made up",
        **values,
    )


def panel(person, key, **query):
    """Return what a person's dashboard shows in a panel, as its template has it."""
    answer = sign_in(person).get(reverse("wagtailadmin_home"), query)
    return next(p for p in answer.context["panels"] if p.key == key).facts()


def titles(rows):
    return [row.page.title for row in rows]


# Drafts


def test_a_draft_of_the_unit_is_listed(editor, column):
    draft(column, editor)

    assert titles(panel(editor, "drafts")["rows"]) == ["Draft"]


def test_a_foreign_unit_s_draft_is_not_listed(editor, foreign_column):
    draft(foreign_column, editor)

    assert panel(editor, "drafts")["rows"] == []


def test_own_drafts_come_before_a_colleague_s(own, editor, column):
    draft(column, editor, "Mine")
    draft(column, make_member(Role.EDITOR, own), "A colleague's")

    assert titles(panel(editor, "drafts")["rows"]) == ["Mine", "A colleague's"]


def test_a_public_item_with_changes_is_a_draft(editor, column):
    page = make_item(column)
    page.save_revision(user=editor)

    assert titles(panel(editor, "drafts")["rows"]) == [page.title]


def test_a_public_item_without_changes_is_no_draft(editor, column):
    make_item(column)

    assert panel(editor, "drafts")["rows"] == []


def test_a_column_that_has_yet_to_open_is_no_draft(editor, column):
    ColumnPage.objects.update(live=False)

    assert panel(editor, "drafts")["rows"] == []


def test_what_waits_with_a_reviewer_is_no_draft(editor, column):
    send(draft(column, editor), editor)

    assert panel(editor, "drafts")["rows"] == []


def test_further_drafts_are_on_the_next_page(editor, column):
    for number in range(9):
        draft(column, editor, f"Draft {number}")

    assert len(panel(editor, "drafts", drafts="2")["rows"]) == 1


def test_rows_name_their_unit_to_a_person_of_several(own, other, editor, foreign_column):
    Membership.objects.create(person=editor, unit=other, role=Role.EDITOR, started_on=TODAY)

    assert panel(editor, "drafts")["names_unit"]


# Returned pages


def test_a_returned_page_is_listed_with_the_reviewer_s_words(editor, column):
    send_back(draft(column, editor), editor, "Say when.")

    (found,) = panel(editor, "returned")["rows"]

    assert found.decision.opinion == "Say when."


def test_a_returned_page_leads_to_its_progress_and_shows_its_class(editor, column):
    decision = send_back(draft(column, editor), editor, prohibited_class=ProhibitedClass.UNDECIDED)

    answer = sign_in(editor).get(reverse("wagtailadmin_home"))

    address = reverse("approval_progress", args=[decision.submission.page_id])
    assert address.encode() in answer.content
    assert str(ProhibitedClass.UNDECIDED.label) in answer.content.decode()


def test_what_was_sent_again_is_no_longer_returned(editor, column):
    send_back(draft(column, editor), editor)
    Submission.objects.update(state=SubmissionState.IN_REVIEW)

    assert panel(editor, "returned")["rows"] == []


def test_what_is_concealed_is_returned_to_its_authors_only(own, editor, column):
    colleague = make_member(Role.EDITOR, own)
    send_back(draft(column, editor), editor)
    Submission.objects.update(is_concealed=True, authors=[editor.pk])

    assert panel(colleague, "returned")["rows"] == []
    assert len(panel(editor, "returned")["rows"]) == 1


def test_what_is_concealed_is_a_draft_of_its_authors_only(own, editor, column):
    colleague = make_member(Role.EDITOR, own)
    send(draft(column, editor), editor)
    Submission.objects.update(
        is_concealed=True, authors=[editor.pk], state=SubmissionState.WITHDRAWN
    )

    assert panel(colleague, "drafts")["rows"] == []
    assert len(panel(editor, "drafts")["rows"]) == 1


def test_a_foreign_unit_s_returned_page_is_not_listed(editor, foreign_column):
    send_back(draft(foreign_column, editor), editor)

    assert panel(editor, "returned")["rows"] == []


# The pages of units


def test_the_portal_s_pages_are_not_those_of_units(column):
    portal_column = make_column(make_portal(), "front")
    found = pages_of([portal_unit()])

    assert found.filter(pk=portal_column.pk).exists()
    assert not found.filter(pk=column.pk).exists()


def test_the_pages_of_no_unit_are_none(column):
    assert not pages_of([]).exists()


# Columns due


def due(unit, **values):
    """Return what is due of a column whose only item is of the first of the month."""
    start = timezone.make_aware(datetime.datetime(2026, 11, 1, 9))
    column = make_column(make_home(unit), "timed", **values)
    make_item(column, date=start)
    return workload.columns_due([unit], TODAY)


def test_a_column_whose_days_have_passed_is_overdue(own):
    (found,) = due(own, update_rule=UpdateRule.DAYS, update_days=14)

    assert found.days_late == 5


def test_a_column_whose_day_is_near_is_listed(own):
    (found,) = due(own, update_rule=UpdateRule.DAYS, update_days=20)

    assert (found.is_overdue, found.days_left) == (False, 1)


def test_a_column_whose_day_is_far_is_not_listed(own):
    assert due(own, update_rule=UpdateRule.DAYS, update_days=60) == []


def test_a_yearly_column_is_not_due_in_its_year(own):
    assert due(own, update_rule=UpdateRule.YEARLY) == []


def test_a_column_updated_on_change_has_no_day(own):
    assert due(own, update_rule=UpdateRule.ON_CHANGE) == []


def test_an_item_of_a_sub_column_updates_the_column_above(own):
    top = make_column(make_home(own), "top", update_rule=UpdateRule.DAYS, update_days=3)
    make_item(make_column(top, "below"), date=timezone.now())

    assert [found.days_left for found in workload.columns_due([own])] == [3]


def test_a_column_of_text_is_as_new_as_its_text(own):
    column = make_column(
        make_home(own),
        update_rule=UpdateRule.DAYS,
        update_days=3,
        layout=ColumnLayout.TEXT,
    )
    ColumnPage.objects.filter(pk=column.pk).update(
        last_published_at=timezone.make_aware(datetime.datetime(2026, 11, 19, 9))
    )

    assert [found.days_left for found in workload.columns_due([own], TODAY)] == [2]


def test_the_longest_overdue_comes_first(own):
    home = make_home(own)
    for key, days in (("late", 10), ("later", 2)):
        column = make_column(home, key, update_rule=UpdateRule.DAYS, update_days=days)
        make_item(column, date=timezone.make_aware(datetime.datetime(2026, 11, 1, 9)))

    found = workload.columns_due([own], TODAY)

    assert [each.column.key for each in found] == ["later", "late"]


def test_a_foreign_unit_s_column_is_not_due(own, column, other):
    due(other, update_rule=UpdateRule.DAYS, update_days=1)

    assert workload.columns_due([own], TODAY) == []


def test_a_leader_is_told_what_is_due_and_not_where_to_write(own):
    due(own, update_rule=UpdateRule.DAYS, update_days=1)

    (row,) = panel(make_member(Role.LEADER, own), "due")["rows"]

    assert row[-1] == ""


# Writing


def places(units):
    return [place.title for group in writing.writing_groups(units) for place in group.places]


def test_an_editor_may_write_into_the_unit_s_columns(own, column, foreign_column):
    assert places([own]) == [column.title]


def test_a_delegated_column_is_offered(own, column):
    front = make_column(make_portal(), "front")
    delegate_column(front, own)

    assert places([own]) == [column.title, front.title]


def test_an_ended_delegation_is_not_offered(own, column):
    front = make_column(make_portal(), "front")
    delegate_column(front, own)
    ColumnDelegation.objects.update(ended_on=timezone.localdate())

    assert places([own]) == [column.title]


def test_a_column_of_one_type_opens_a_new_item(column):
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", column.pk])

    assert writing.write_url(column) == address


def test_a_column_of_several_types_asks_which(own):
    column = make_column(make_home(own), takes=["article", "notice"])

    assert writing.write_url(column) == reverse("wagtailadmin_pages:add_subpage", args=[column.pk])


def test_a_column_of_text_opens_its_text(own):
    column = make_column(make_home(own), layout=ColumnLayout.TEXT)

    assert writing.write_url(column) == reverse("wagtailadmin_pages:edit", args=[column.pk])


def test_an_editor_can_open_what_the_panel_leads_to(own, editor, column):
    ensure_unit_groups({own: column.get_parent()})

    (group,) = panel(editor, "write")["groups"]

    assert sign_in(editor).get(group.places[0].url).status_code == 200


# How the unit stands


def standing(own):
    (found,) = panel(make_member(Role.LEADER, own), "standing")["standings"]
    return found


def test_items_of_this_month_are_counted(own, column, foreign_column):
    make_item(column, ArticlePage, date=timezone.now())
    make_item(column, ArticlePage, date=timezone.now() - datetime.timedelta(days=40))
    make_item(foreign_column, ArticlePage, date=timezone.now())

    assert standing(own)["this_month"] == 1


def test_a_unit_that_published_nothing_has_no_last_publication(own, column):
    assert standing(own)["last"] is None


def test_overdue_columns_are_counted(own):
    due(own, update_rule=UpdateRule.DAYS, update_days=1)

    assert standing(own)["late"] == 1
