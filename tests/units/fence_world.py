"""Two units, of which one keeps everything secret, and who asks for it."""

from types import SimpleNamespace

from django.urls import reverse
from wagtail.models import GroupApprovalTask, Site, Workflow, WorkflowTask

from tests.factories import (
    make_collection,
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_member,
    make_portal,
    make_unit,
)
from tests.visits import sign_in
from units.access import ensure_centre_groups, ensure_unit_groups
from units.enums import Role
from units.people.actions import add_member
from workflows.stages import acting

SECRET = "SECRET"


def make_side(code, title):
    """Return a unit with a live column, a draft column, a draft item, a picture and a document."""
    unit = make_unit(code)
    home = make_home(unit)
    make_collection(unit)
    ensure_unit_groups({unit: home})
    editor = make_member(Role.EDITOR, unit)
    editor.username = editor.full_name = f"{title} editor"
    editor.save()
    column = make_column(home, f"{code}column")
    draft = make_item(column, is_live=False, title=f"{title} draft")
    draft.owner = editor
    draft.save()
    for _version in range(2):
        draft.save_revision(user=editor, log_action=True)
    image = make_image(unit)
    image.title = f"{title} picture"
    image.save()
    image.tags.add(f"{title}-tag")
    document = make_document(title=f"{title} document", collection=unit.collection)
    document.tags.add(f"{title}-tag")
    return SimpleNamespace(
        unit=unit,
        home=home,
        editor=editor,
        column=column,
        draft=draft,
        image=image,
        document=document,
    )


def make_fence_world():
    """Return the unit that asks (``near``), the one that is asked for (``far``), and people."""
    ensure_centre_groups(make_portal())
    near, third = make_side("near", "open"), make_side("third", "third")
    far = make_side("far", SECRET)
    far.moderation = _moderate(far)
    far.draft.locked, far.draft.locked_by = True, far.editor
    far.draft.save()
    Site.objects.create(hostname=f"{SECRET}.example", site_name=SECRET, root_page=far.home)
    add_member(near.editor, Role.EDITOR, unit=third.unit)
    people = {
        "editor": near.editor,
        "leader": make_member(Role.LEADER, near.unit),
        "operator": make_member(Role.OPERATOR, near.unit),
        "inspector": make_member(Role.INSPECTOR),
    }
    clients = {role: sign_in(person) for role, person in people.items()}
    return SimpleNamespace(near=near, far=far, people=people, clients=clients)


def _moderate(side):
    workflow = Workflow.objects.create(name=f"{SECRET} workflow")
    task = GroupApprovalTask.objects.create(name=f"{SECRET} task")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    with acting():
        return workflow.start(side.draft, side.editor)


def page_address(view, page, *more):
    """Return the address of a view of one page."""
    return reverse(f"wagtailadmin_pages:{view}", args=[page.pk, *more])


def report_address(name):
    """Return the address of a report."""
    return reverse(f"wagtailadmin_reports:{name}")


def shows_secret(answer):
    """Say whether anything of the other unit's is in the answer, or in a message that follows."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    words = body.decode(errors="ignore")
    later = [str(one) for one in getattr(answer.wsgi_request, "_messages", [])]
    return SECRET in words or any(SECRET in message for message in later)
