"""The places from which two people start at once, and what each of them does.

Everything is committed: other connections have to see it.
"""

import datetime
from unittest.mock import patch

from django.db import connection, transaction
from django.utils import timezone

from tests.factories import make_member, stored
from tests.workflows.judge import public_texts, violations
from tests.workflows.world import approve, make_world
from units.enums import Role
from workflows.enums import Stage, Verdict
from workflows.models import StageState, Submission
from workflows.schedule import run_schedule
from workflows.stages.actions import decide, recall, submit_page, withdraw

HOLDERS = {Stage.LEADER: "leader", Stage.OFFICE: "reviewer", Stage.SECRECY: "secrecy"}
OLD, NEW = "Old", "New"


def two_hours_ago(now=timezone.now):
    return now() - datetime.timedelta(hours=2)


class Scene:
    """A page somewhere on its way, and what can be done with it; made anew for each trial."""

    def __init__(self, world, name):
        self.world = world
        self.page = getattr(self, name)()
        self.state = StageState.objects.filter(submission__page=self.page).last()
        self.submission = Submission.objects.filter(page=self.page).first()
        self.before = public_texts()

    # Where the page is

    def draft(self):
        """Written, and never sent."""
        return self.world.draft(title=NEW)

    def first(self):
        """Waiting for the unit's leader, never public before."""
        page = self.draft()
        self.world.submit(page)
        return page

    def changed(self):
        """Public as it was, with a change that was not sent."""
        page = self.world.publish(self.world.draft(title=OLD))
        return self.world.change(page, NEW)

    def changed_first(self):
        """Public as it was, with a change that waits for the leader."""
        page = self.changed()
        self.world.submit(page)
        return page

    def last(self):
        """Public as it was, with a change that waits for the last approval."""
        page = self.changed()
        self.world.to_stage(page, Stage.SECRECY)
        return page

    def due(self):
        """Approved for later, and later is now: the clock of the approvals goes two hours slow."""
        goes_live = timezone.now() - datetime.timedelta(hours=1)
        with patch.object(timezone, "now", two_hours_ago):
            return self.world.publish(self.world.draft(title=NEW, go_live_at=goes_live))

    # What people do; each says whether it was accepted

    def approve(self, second=False):
        person = "second_secrecy" if second and self.state.stage == Stage.SECRECY else ""
        approve(self.state, self.world.people[person or HOLDERS[self.state.stage]])
        return True

    def reject(self, second=False):
        decide(
            self.state,
            user=self.world.people[HOLDERS[self.state.stage]],
            verdict=Verdict.RETURNED,
            seen_digest=self.state.digest,
            opinion="No",
        )
        return True

    def recall(self, second=False):
        person = self.world.people["secrecy" if second else "leader"]
        recall(stored(self.page), user=person, reason="Wrong")
        return True

    def cancel(self, second=False):
        withdraw(self.submission, user=self.world.people["editor"])
        return True

    def submit(self, second=False):
        editor = self.world.people["editor"]
        submit_page(stored(self.page), user=editor, signs_accuracy=True)
        return True

    def scheduler(self, second=False):
        result = run_schedule()
        if result.failed:
            raise AssertionError(result.failed)
        return bool(result.published)

    # What came of it

    def outcome(self, accepted):
        """Return who was let through, what the public sees, and where the submission stands."""
        page = stored(self.page)
        latest = Submission.objects.filter(page=self.page).order_by("-id").first()
        return (
            "+".join(sorted(accepted)) or "nobody",
            page.title if page.live else "nothing",
            latest.state if latest else "none",
        )

    def is_lawful(self):
        return not violations(self.before)


def make_race_world():
    """Return a world with a second person in the secrecy bureau."""
    with transaction.atomic():  # made-up content is certified for the length of a transaction
        world = make_world()
    world.people["second_secrecy"] = make_member(Role.SECRECY)
    return world


def closing(act, *args, **kwargs):
    """Do something in a thread of its own, whose connection ends with it."""
    try:
        return act(*args, **kwargs)
    finally:
        connection.close()
