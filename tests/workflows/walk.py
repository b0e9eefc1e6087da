"""A walk through everything that can be done with a page, in any order, by anybody.

Whatever is refused is refused; what counts is that nothing becomes public which three different
right people did not approve exactly as it is, and that the ledger proves itself at the end.
"""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from wagtail.models import Page, Revision, WorkflowState

from tests.factories import number
from tests.workflows.judge import public_texts, violations
from tests.workflows.world import PLAIN, approve, make_world
from units.enums import Role
from workflows.enums import OPEN_SUBMISSIONS, CertificateKind, SubmissionState, Verdict
from workflows.ledger.verify import verify
from workflows.models import Certificate, StageState, Submission
from workflows.schedule import run_schedule
from workflows.stages.actions import (
    decide,
    mark_seen,
    recall,
    reroute,
    submit_page,
    withdraw,
)

# What may be refused; anything else is a fault of the product and fails the walk
REFUSALS = (PermissionDenied, ValidationError, DatabaseError, Http404)

NAMES = (
    *("editor", "leader", "reviewer", "party", "secrecy", "superuser", "publisher"),
    *("it", "group", "far_editor", "far_leader"),
)
PEOPLE = st.sampled_from(NAMES)
RIGHT = st.sampled_from(("leader", "reviewer", "secrecy"))
PAGES = st.integers(0, 2)
TITLES = st.sampled_from(("One", "Two", "Three"))


class GateWalk(RuleBasedStateMachine):
    """Three pages of one unit, one public from the start, and all that people try with them.

    ``published`` counts what was published lawfully: a walk that never gets there proves nothing.
    """

    published = 0

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        transaction.set_rollback(False)

    def teardown(self):
        try:
            assert not list(verify())
            GateWalk.published += Certificate.objects.filter(kind=CertificateKind.CONTENT).count()
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.world = make_world()
        self.pages = [self.world.draft(), self.world.draft(), self.world.live()]
        self.start = public_texts()

    def page(self, index):
        return Page.objects.get(pk=self.pages[index].pk).specific

    def person(self, name):
        return self.world.people[name]

    def attempt(self, act):
        """Do something that may be refused; what is refused leaves nothing behind."""
        try:
            with transaction.atomic():
                return act()
        except REFUSALS:
            return None

    def stage(self, index):
        return StageState.objects.filter(
            submission__page_id=self.pages[index].pk, closed_at=None
        ).first()

    def submission(self, index):
        found = Submission.objects.filter(page_id=self.pages[index].pk)
        return found.filter(state__in=OPEN_SUBMISSIONS).first() or found.first()

    @invariant()
    def nothing_is_public_that_was_not_approved(self):
        if hasattr(self, "start"):
            assert not violations(self.start)

    # What people are meant to do

    @rule(index=PAGES, name=PEOPLE)
    def submit(self, index, name):
        self.attempt(
            lambda: submit_page(self.page(index), user=self.person(name), signs_accuracy=True)
        )

    @rule(index=PAGES)
    def submit_by_the_editor(self, index):
        self.submit(index, "editor")

    @rule(index=PAGES, name=PEOPLE)
    def approve(self, index, name):
        if state := self.stage(index):
            self.attempt(lambda: approve(state, self.person(name)))

    @rule(index=PAGES)
    def approve_by_whoever_may(self, index):
        for name in ("leader", "reviewer", "secrecy"):
            self.approve(index, name)

    @rule(index=PAGES, name=RIGHT)
    def send_back(self, index, name):
        if state := self.stage(index):
            self.attempt(
                lambda: decide(
                    state,
                    user=self.person(name),
                    verdict=Verdict.RETURNED,
                    seen_digest=state.digest,
                    opinion="No",
                )
            )

    @rule(index=PAGES, name=PEOPLE)
    def withdraw(self, index, name):
        if submission := self.submission(index):
            self.attempt(lambda: withdraw(submission, user=self.person(name)))

    @rule(index=PAGES, name=PEOPLE)
    def recall(self, index, name):
        self.attempt(lambda: recall(self.page(index), user=self.person(name), reason="Wrong"))

    @rule(index=PAGES, name=PEOPLE, role=st.sampled_from((Role.PARTY_OFFICE, Role.SECRECY)))
    def reroute(self, index, name, role):
        if state := self.stage(index):
            self.attempt(
                lambda: reroute(state, user=self.person(name), role=role, reason="Other office")
            )

    @rule(index=PAGES, name=PEOPLE)
    def see(self, index, name):
        if state := self.stage(index):
            self.attempt(lambda: mark_seen(state, user=self.person(name)))

    @rule(index=PAGES, title=TITLES, name=PEOPLE)
    def write(self, index, title, name):
        """A new draft by the door of code, whoever it is."""

        def act():
            page = self.page(index).get_latest_revision_as_object()
            page.title = title
            page.save_revision(user=self.person(name))

        self.attempt(act)

    @rule(index=PAGES, title=TITLES)
    def rewrite_in_place(self, index, title):
        """What saving by itself does: another text under the same number."""

        def act():
            revision = self.page(index).latest_revision
            page = revision.as_object()
            page.title = title
            page.save_revision(user=revision.user, overwrite_revision=revision)

        if self.page(index).latest_revision:
            self.attempt(act)

    # What must not help anybody

    @rule(index=PAGES, title=TITLES, name=PEOPLE)
    def press_publish(self, index, title, name):
        page = self.page(index)
        data = {"title": title, "slug": page.slug, "action-publish": "1", "body-count": "0"}
        data |= {"attachments-count": "0", "comment_notifications": ""}
        self.post(name, reverse("wagtailadmin_pages:edit", args=(page.pk,)), data)

    @rule(index=PAGES, name=PEOPLE, action=st.sampled_from(("approve", "reject")))
    def press_wagtail_s_buttons(self, index, name, action):
        if state := self.stage(index):
            args = (self.pages[index].pk, action, state.pk)
            self.post(name, reverse("wagtailadmin_pages:workflow_action", args=args), {})

    @rule(index=PAGES, name=PEOPLE)
    def copy_and_keep_live(self, index, name):
        page = self.page(index)
        data = {"new_title": "Copy", "new_slug": f"copy{number()}", "publish_copies": "on"}
        data |= {"new_parent_page": str(self.world.column.pk)}
        self.post(name, reverse("wagtailadmin_pages:copy", args=(page.pk,)), data)

    def post(self, name, address, data):
        self.attempt(lambda: self.world.client(name).post(address, data))

    @rule(index=PAGES)
    def publish_in_code(self, index):
        if self.page(index).latest_revision:
            self.attempt(lambda: self.page(index).get_latest_revision().publish())

    @rule(index=PAGES)
    def publish_an_old_revision(self, index):
        old = Revision.page_revisions.filter(object_id=str(self.pages[index].pk)).first()
        if old:
            self.attempt(old.publish)

    @rule(index=PAGES)
    def go_live_in_code(self, index):
        def act():
            page = self.page(index)
            page.live, page.title = True, "In code"
            page.save()

        self.attempt(act)

    @rule(index=PAGES)
    def change_many_rows(self, index):
        pages = Page.objects.filter(pk=self.pages[index].pk)
        self.attempt(lambda: pages.update(live=True, title="By the rows"))

    @rule(index=PAGES)
    def finish_the_workflow(self, index):
        states = WorkflowState.objects.filter(object_id=str(self.pages[index].pk))
        if found := states.last():
            self.attempt(lambda: found.finish(user=self.person("superuser")))

    @rule(index=PAGES)
    def forge_the_state(self, index):
        if submission := self.submission(index):
            self.attempt(lambda: self._forge(submission))

    def _forge(self, submission):
        Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.CERTIFIED)
        submission.page.specific.get_latest_revision().publish()

    @rule(index=PAGES, hours=st.integers(1, 48))
    def let_time_pass(self, index, hours):
        """A schedule that somebody wrote, and the clock behind it."""
        page = self.page(index)
        due = timezone.now() - datetime.timedelta(hours=hours)
        revisions = Revision.objects.filter(pk=page.latest_revision_id)

        def act():
            revisions.update(approved_go_live_at=due)
            run_schedule()

        self.attempt(act)

    @rule()
    def run_the_clock(self):
        self.attempt(run_schedule)

    @rule(index=PAGES)
    def withdraw_in_code(self, index):
        self.attempt(lambda: self.page(index).unpublish())

    @rule()
    def add_a_page(self):
        page = type(self.pages[0])(title="New", slug=f"new{number()}", body=PLAIN, live=True)
        self.attempt(lambda: self.world.column.add_child(instance=page))
