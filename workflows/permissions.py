"""Who may send, read, withdraw, decide, redirect, recall and release.

Roles are memberships that hold now; the route of a stage is read from its own columns. Nobody is
above these rules: the emergency account writes and sends like an editor, and decides nothing.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from units.enums import CENTRE_ROLES, Role
from units.models import User
from units.permissions import user_has_centre_role, user_is_emergency_account, user_units
from workflows.enums import Stage, SubmissionState, Verdict
from workflows.models import Decision, StageState, Submission
from workflows.screening.enums import ProhibitedClass
from workflows.stages.routing import Route, eligible, route_of, routes, secrecy_bureau
from workflows.stages.text import unit_of


def user_can_submit(user: User, page: Page) -> bool:
    """Say whether the person may send the page's draft for approval: whoever may edit it.

    A text that the secrecy bureau has barred is sent by nobody until it is released (S057).
    """
    if not user.is_active or not _is_gated(page):
        return False
    return bool(page.permissions_for_user(user).can_edit()) and not is_barred(page)


def user_can_withdraw(user: User, submission: Submission) -> bool:
    """Say whether the person may take a text back: its sender, and who may edit the page.

    Only while nobody has decided since it was sent.
    """
    if submission.page is None or not user.is_active:
        return False
    if submission.state != SubmissionState.IN_REVIEW or was_decided(submission):
        return False
    return user_may_take_back(user, submission)


def user_may_take_back(user: User, submission: Submission) -> bool:
    """Say whether the person sent the text or may edit its page, whatever has become of it."""
    if submission.page is None or not user.is_active:
        return False
    if submission.submitted_by_id == user.pk:
        return True
    return bool(submission.page.permissions_for_user(user).can_edit())


def was_decided(submission: Submission) -> bool:
    """Say whether somebody has decided since the text was last sent: a return ends a round."""
    last = submission.decisions.order_by("-pk").first()
    return last is not None and last.verdict == Verdict.APPROVED


def user_can_decide(user: User, stage_state: StageState) -> bool:
    """Say whether the person may decide this stage now.

    He holds the post that is stored on the stage, or stands in for its holder today, wrote
    nothing of the text and approved it at no other stage (I7).
    """
    if stage_state.closed_at is not None:
        return False
    submission = stage_state.submission
    if submission.state != SubmissionState.IN_REVIEW or user.pk in submission.authors:
        return False
    elsewhere = Decision.objects.filter(
        submission=submission, person=user, verdict=Verdict.APPROVED
    ).exclude(stage=stage_state.stage)
    return not elsewhere.exists() and holds_post(user, stage_state)


def holds_post(user: User, stage_state: StageState) -> bool:
    """Say whether the person holds the post of a stage now, as its holder or as a deputy."""
    overdue = stage_state.due_at < timezone.now()
    return eligible(route_of(stage_state), overdue=overdue).filter(pk=user.pk).exists()


def user_can_recall(user: User, page: Page) -> bool:
    """Say whether the person may take an item back from the public at once.

    The unit's principal leader, the office that reviewed the item, the secrecy bureau and the
    leading group. Pages of the layout are replaced by newly approved texts and never recalled.
    """
    if not _is_gated(page) or page.specific_class.is_structure_page:
        return False
    if user_has_centre_role(user, Role.LEADING_GROUP):
        return True
    return any(eligible(post).filter(pk=user.pk).exists() for post in _posts_above(page))


def _posts_above(page: Page) -> list[Route]:
    """Return the posts that recall an item: those that decide about it."""
    unit = unit_of(page)
    reviewed = Submission.objects.filter(page_id=page.pk, state=SubmissionState.CERTIFIED).first()
    return routes(unit, reviewed.subject_class if reviewed else unit.system)


def user_can_reroute(user: User, stage_state: StageState) -> bool:
    """Say whether the person may send an open stage to the other office (S082)."""
    is_office = stage_state.stage == Stage.OFFICE and stage_state.closed_at is None
    return is_office and user_has_centre_role(user, Role.IT_OFFICE, Role.LEADING_GROUP)


def user_can_release(user: User, submission: Submission) -> bool:
    """Say whether the person may lift a concealment: the secrecy bureau."""
    return submission.is_concealed and user_keeps_secrets(user)


def user_keeps_secrets(user: User) -> bool:
    """Say whether the person reviews for the secrecy bureau now."""
    return secrecy_bureau().filter(pk=user.pk).exists()


def user_can_read_submission(user: User, submission: Submission) -> bool:
    """Say whether the person may read the text, its findings and what was decided about it.

    Who wrote it, the unit's editors and leaders, the offices of the centre, and who may decide
    it. What is concealed is for its authors and the secrecy bureau alone (S083).
    """
    if not user.is_active:
        return False
    if wrote(user, submission):
        return True
    if submission.is_concealed:
        return user_keeps_secrets(user)
    if user_is_emergency_account(user) or user_has_centre_role(user, *CENTRE_ROLES):
        return True
    if user_units(user, Role.EDITOR, Role.LEADER).filter(pk=submission.unit_id).exists():
        return True
    waiting = StageState.objects.open().filter(submission=submission)
    return any(user_can_decide(user, state) for state in waiting)


def wrote(user: User, submission: Submission) -> bool:
    """Say whether the person is among those who wrote or sent the text."""
    return user.pk in submission.authors or user.pk == submission.submitted_by_id


def user_sees_draft(user: User, page: Page) -> bool:
    """Say whether the person may see the page's drafts and its history, as far as S083 goes.

    Rights at the page are asked for separately. What secrecy returned with a class is for its
    authors and the bureau, also once the text is mended: older drafts still hold the secret.
    """
    return page.pk not in _hidden(user, Submission.objects.filter(page_id=page.pk))


def drafts_hidden_from(user: User) -> set[int]:
    """Return the ids of the pages whose drafts the person may not see (S083); mostly none."""
    return _hidden(user, Submission.objects.filter(page__isnull=False))


def _hidden(user: User, submissions: QuerySet[Submission]) -> set[int]:
    concealed = submissions.filter(is_concealed=True)
    others = {
        found.page_id
        for found in concealed.only("page", "authors", "submitted_by")
        if found.page_id is not None and not (user.is_active and wrote(user, found))
    }
    return others if others and not user_keeps_secrets(user) else set()


def _is_gated(page: Page) -> bool:
    """Say whether the page is of a type that goes through the gate: the tree's root is not."""
    return hasattr(page.specific_class, "is_structure_page")


def is_barred(page: Page) -> bool:
    """Say whether the secrecy bureau has barred a text of the page and not released it (S057)."""
    return Decision.objects.filter(
        submission__page_id=page.pk,
        submission__is_concealed=True,
        prohibited_class=ProhibitedClass.BARRED,
    ).exists()
