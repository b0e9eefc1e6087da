"""Every guard of the gate with a witness: what it alone refuses, and what is there without it.

A witness says whether its guard held. Some guards stand behind others; these are named, and taken
away beforehand, so that only the one asked about is left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Task

from files import fixed, serving
from files.addresses import image_address
from tests.factories import make_collection, make_image, stored
from tests.visits import visit
from tests.workflows.world import approve
from units.tree_guard import UnitPagePermissionTester
from workflows.changes import guard as changes_guard
from workflows.enums import Stage
from workflows.errors import GateRefusal, Incomplete, MovedOn, Vacancy
from workflows.gate import guard as save_guard
from workflows.gate.certificates import issue_content
from workflows.gate.own_depths import REFUSED
from workflows.gate.triggers import issue, parts
from workflows.models import StageState
from workflows.pages import GatedPagePermissionTester
from workflows.screening.enums import ProhibitedClass
from workflows.stages import conditions, deciding, unmoved
from workflows.stages.locks import ReviewLock
from workflows.stages.tasks import StageTask

TESTER = "permission tester: "


@dataclass(frozen=True)
class Guarded:
    """``remove`` puts ``stock`` in place of the guard; ``witness`` says whether it held."""

    name: str
    witness: Callable[[Any], bool]
    owner: Any = None
    attribute: str = ""
    stock: Any = None
    behind: tuple[str, ...] = ()
    remove: Callable[[], None] | None = None


def pass_by(*args, **kwargs):
    """Refuse nothing."""


def no_objections(*args, **kwargs):
    return {}


def as_wagtail_locks(lock, user):
    return lock.task.locked_for_user(lock.object, user)


def say_yes(*args, **kwargs):
    return True


def refuses(kind, act):
    """Say whether something is refused with exactly this; other refusals are other guards'."""
    try:
        with transaction.atomic():
            act()
    except Exception as refusal:
        return type(refusal) is kind
    return False


def tester(name):
    """A right that the permission tester gives to nobody, the emergency account included."""

    def witness(world):
        locked = world.draft()
        locked.locked = True
        pages = [world.column, world.draft(), world.live(), locked]
        superuser = world.people["superuser"]
        return not any(getattr(page.permissions_for_user(superuser), name)() for page in pages)

    return Guarded(
        TESTER + name,
        witness,
        GatedPagePermissionTester,
        name,
        getattr(UnitPagePermissionTester, name),
        # Wagtail asks there for the right to publish
        behind=(f"{TESTER}can_publish",) if name == "can_unschedule" else (),
    )


def save_of_a_live_page(world):
    page = world.live()
    page.summary = "Never read"
    return refuses(GateRefusal, lambda: page.save(update_fields=["summary"]))


def update_of_rows(world):
    page = world.draft()
    pages = Page.objects.filter(pk=page.pk)
    try:
        with transaction.atomic():
            pages.update(live=True)
    except DatabaseError:
        return True
    return False


def drop_triggers():
    parts.drop(connection)


def closed_stage(world):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)
    approve(state, world.people["leader"])
    return refuses(MovedOn, lambda: approve(state, world.people["leader"]))


def superuser_decides(world):
    state = world.to_stage(world.draft(), Stage.LEADER)
    return refuses(GateRefusal, lambda: approve(state, world.people["superuser"]))


def another_text(world):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)
    world.change(page)
    return refuses(MovedOn, lambda: approve(state, world.people["leader"]))


def class_unchecked(world):
    state = world.to_stage(world.draft(), Stage.LEADER)
    leader = world.people["leader"]
    unchecked = ProhibitedClass.values[1:]
    return refuses(Incomplete, lambda: approve(state, leader, checked_classes=unchecked))


def wagtail_s_action(world):
    state = world.to_stage(world.draft(), Stage.LEADER)
    task = state.task.specific
    refuses(GateRefusal, lambda: task.on_action(state, world.people["leader"], "reject"))
    return StageState.objects.get(pk=state.pk).status == StageState.STATUS_IN_PROGRESS


def state_moved_in_code(world):
    state = world.to_stage(world.draft(), Stage.LEADER)
    return refuses(GateRefusal, lambda: state.reject(user=world.people["leader"]))


def edit_in_review(world):
    page = world.draft()
    world.submit(page)
    lock = stored(page).get_lock()
    return lock is not None and lock.for_user(world.people["superuser"])


def move_in_review(world):
    page = world.draft()
    world.submit(page)
    elsewhere = world.home
    return refuses(GateRefusal, lambda: stored(page).move(elsewhere, pos="last-child"))


def deletion_in_review(world):
    page = world.draft()
    world.submit(page)
    return refuses(GateRefusal, lambda: stored(page).delete())


def certificate_after_two(world):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)
    secrecy = world.people["secrecy"]
    return refuses(GateRefusal, lambda: issue_content(state.submission, user=secrecy))


def post_not_filled(world):
    page = world.draft()
    for membership in world.people["secrecy"].memberships.all():
        membership.delete()
    return refuses(Vacancy, lambda: world.submit(page))


def class_missing(world):
    page = world.draft(subject_class="")
    return refuses(Incomplete, lambda: world.submit(page))


def facts_missing(world):
    page = world.draft(is_statistics=True)
    return refuses(Incomplete, lambda: world.submit(page))


def private_picture(world):
    make_collection(world.unit)
    address = image_address(make_image(world.unit).pk, "width-40")
    return visit(address, client=Client()).status_code == 404


def other_bytes(world):
    make_collection(world.unit)
    image = make_image(world.unit)
    bytes_of_another = ContentFile(make_image(world.unit).file.read())
    image.file.save("other.png", bytes_of_another, save=False)
    return refuses(fixed.FixedFile, image.save)


def redirect_by_one(world):
    made = Redirect(old_path="/old", redirect_link="https://example.org/")
    return refuses(GateRefusal, made.save)


GUARDS = [
    *map(tester, REFUSED),
    Guarded("guard of saves", save_of_a_live_page, save_guard, "check", pass_by),
    Guarded("triggers", update_of_rows, remove=drop_triggers),
    Guarded("open stage", closed_stage, deciding, "require_open", pass_by),
    Guarded("right person", superuser_decides, deciding, "user_can_decide", say_yes),
    Guarded("text as read", another_text, deciding, "_text_as_read", pass_by),
    Guarded("checks of an approval", class_unchecked, deciding, "require_for_approval", pass_by),
    Guarded(
        "actions of Wagtail",
        wagtail_s_action,
        StageTask,
        "on_action",
        Task.on_action,
        behind=("states",),
    ),
    Guarded("states", state_moved_in_code, unmoved, "refuse_moved_state", pass_by),
    Guarded(
        "lock for everybody",
        edit_in_review,
        ReviewLock,
        "for_user",
        as_wagtail_locks,
        behind=("lock of the task",),
    ),
    Guarded(
        "lock of the task",
        edit_in_review,
        StageTask,
        "locked_for_user",
        Task.locked_for_user,
        behind=("lock for everybody",),
    ),
    Guarded("moves in review", move_in_review, unmoved, "refuse_move", pass_by),
    Guarded(
        "deletions in review", deletion_in_review, unmoved, "let_go", pass_by, ("states lost",)
    ),
    Guarded(
        "states lost",
        deletion_in_review,
        unmoved,
        "refuse_lost_state",
        pass_by,
        ("deletions in review",),
    ),
    Guarded("three approvals", certificate_after_two, issue, "require_approvals", pass_by),
    Guarded("posts", post_not_filled, conditions, "require_posts", pass_by),
    Guarded("facts", facts_missing, conditions, "require_facts", pass_by),
    Guarded("subject class", class_missing, conditions, "require_class", pass_by, ("facts",)),
    Guarded("private files", private_picture, serving, "is_public", say_yes),
    Guarded("bytes", other_bytes, fixed, "objections", no_objections),
    Guarded("two persons", redirect_by_one, changes_guard, "_changes", pass_by),
]
