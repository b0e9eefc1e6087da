"""Everything that can belong to a unit: what the public sees of it, and what only its people do."""

from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    PageSubscription,
    ReferenceIndex,
    Site,
    UploadedFile,
)
from wagtail.rich_text import RichText

from console.money.actions import file_project
from console.plans.actions import file_plan
from console.plans.drafts import PlanDraft, StepDraft
from console.plans.enums import PlanKind
from console.requests.actions import draft_request
from console.requests.enums import RequestKind
from files.models import Document, Image
from tests.factories import (
    make_collection,
    make_column,
    make_document,
    make_home,
    make_item,
    make_person,
    make_unit,
    stored,
)
from units.access import ensure_unit_groups
from units.enums import UNIT_ROLES, FeatureScope, Presence, Role, SignInOutcome, System
from units.grants import unit_group_name
from units.models import ColumnDelegation, FeatureSwitch, SignIn, Unit
from units.people.actions import add_member, end_membership, mark_principal
from workflows.enums import CertificateKind, NoticeKind
from workflows.ledger.signing import check_code
from workflows.models import Certificate
from workflows.notices.actions import tell
from workflows.stages.actions import submit_page
from workflows.stages.declared import the_workflow
from workflows.timing.delegations import delegate
from workflows.timing.permissions import Post


def make_public_side(code, name):
    """Return a unit with a host, a home, a column and a live item, all as the public sees them."""
    unit = make_unit(code, name=name("unit"), short_name=name("short"))
    home = make_home(unit, Presence.SITE)
    column = make_column(home, f"{code}col", title=name("column"))
    return SimpleNamespace(
        unit=Unit.objects.get(pk=unit.pk),
        home=home,
        column=column,
        item=make_item(column, title=name("item"), slug=f"{code}-item"),
        site=Site.objects.get(root_page=home),
    )


def add_private_side(side, name, portal_column):
    """Give a unit its people, files, drafts and whatever else only its people may see."""
    make_collection(side.unit)
    side.collection = side.unit.collection
    side.collection.name = name("collection")
    side.collection.save()
    ensure_unit_groups({side.unit: side.home})
    _add_people(side, name)
    _add_files(side, name)
    _add_drafts(side, name)
    _add_review(side)
    _add_talk(side, name)
    _add_records(side, name, portal_column)
    _add_office(side, name)
    return side


def _add_people(side, name):
    code = side.unit.code
    for role in (*UNIT_ROLES, "former"):
        person = make_person(
            f"{name(role).split()[0]}",
            full_name=name(f"{role}-person"),
            staff_number=name(f"{role}-number").split()[0],
            email=f"{name(role).split()[0]}@{code}.invalid",
        )
        membership = add_member(person, Role.EDITOR if role == "former" else role, unit=side.unit)
        setattr(side, str(role), person)
        setattr(side, f"{role}_membership", membership)
        SignIn.objects.create(
            person=person,
            username=person.username,
            outcome=SignInOutcome.SIGNED_IN,
            browser=name("browser"),
        )
    end_membership(side.former_membership)
    mark_principal(side.leader_membership)
    side.group = Group.objects.get(name=unit_group_name(code, Role.EDITOR))


def _add_files(side, name):
    word = name("file").split()[0]
    side.image, side.spare_image = (
        Image(
            title=name(kind),
            description=name("alternative"),
            rights=name("rights"),
            collection=side.collection,
            file=ContentFile(_picture(), name=f"{word}.png"),
        )
        for kind in ("image", "spare")
    )
    side.document = make_document(
        name=f"{word}.pdf", title=name("document"), collection=side.collection
    )
    for file in (side.image, side.spare_image, side.document):
        file.uploaded_by_user = side.editor
        file.save()
        file.tags.add(name("tag").split()[0])
    side.uploads = {
        model._meta.model_name: UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"unfinished", name=f"{word}-upload.{ending}"),
            uploaded_by_user=side.editor,
        )
        for model, ending in ((Image, "png"), (Document, "pdf"))
    }


def _picture():
    canvas = BytesIO()
    PillowImage.new("RGB", (64, 48), (200, 120, 60)).save(canvas, "PNG")
    return canvas.getvalue()


def _add_drafts(side, name):
    for kind in ("draft", "locked", "scheduled", "moderated"):
        page = make_item(
            side.column,
            is_live=False,
            title=name(kind),
            slug=f"{name(kind).split()[0]}",
            owner=side.editor,
            picture=side.image,
        )
        page.save_revision(user=side.editor)
        setattr(side, kind, page)
    side.locked.locked, side.locked.locked_by = True, side.leader
    side.locked.locked_at = timezone.now()
    side.locked.save()
    later = timezone.now() + timezone.timedelta(days=30)
    side.scheduled.save_revision(user=side.editor, approved_go_live_at=later)
    side.item = stored(side.item)
    side.item.owner = side.editor
    side.item.save(update_fields=("owner",))
    side.item.save_revision(user=side.editor)
    side.item.title = name("change")
    side.item.summary = name("summary")
    side.item.save_revision(user=side.editor)


def use(side, other):
    """Let drafts of a unit use and link to another unit's things, as a crafted form could."""
    side.scheduled.picture = other.image
    side.scheduled.body = [
        (
            "paragraph",
            RichText(
                f'<p><a linktype="page" id="{other.item.pk}">{other.item.pk}</a>'
                f'<a linktype="document" id="{other.document.pk}">{other.document.pk}</a></p>'
            ),
        )
    ]
    side.scheduled.save()
    ReferenceIndex.create_or_update_for_object(side.scheduled)


def _add_review(side):
    side.moderated.subject_class = System.GOVERNMENT
    side.moderated.save_revision(user=side.editor)
    submission = submit_page(
        side.moderated, user=side.editor, signs_accuracy=True, override_reason="Made up"
    )
    side.workflow = the_workflow()
    side.workflow_state = submission.workflow_state
    side.task_state = side.workflow_state.current_task_state
    side.task = side.task_state.task
    side.certificate = Certificate(
        key=f"made up for {side.unit.pk}",
        kind=CertificateKind.CONTENT,
        unit=side.unit,
        page_id=side.moderated.pk,
        page_title=side.moderated.title,
        digest=submission.digest,
        submission=submission,
        issued_at=timezone.now(),
    )
    side.certificate.code = check_code(side.certificate)
    side.certificate.save()


def _add_talk(side, name):
    side.comment = Comment.objects.create(
        page_id=side.draft.pk, user=side.editor, text=name("comment"), contentpath="title"
    )
    CommentReply.objects.create(comment=side.comment, user=side.leader, text=name("reply"))
    PageSubscription.objects.create(
        page_id=side.draft.pk, user=side.editor, comment_notifications=True
    )
    side.session = EditingSession.objects.create(
        user=side.editor,
        content_type=side.draft.cached_content_type,
        object_id=str(side.draft.pk),
        last_seen_at=timezone.now(),
        is_editing=True,
    )


def _add_records(side, name, portal_column):
    for thing in (side.item, side.draft, side.image, side.document, side.editor):
        log(thing, "wagtail.edit", user=side.editor, data={"reason": name("log")})
    side.redirect = Redirect.objects.create(
        old_path=f"/{name('redirect').split()[0]}", site=side.site, redirect_page_id=side.draft.pk
    )
    side.delegation = ColumnDelegation.objects.create(
        page_id=portal_column.pk, unit=side.unit, started_on=timezone.localdate()
    )
    side.approval_delegation = delegate(
        Post(Role.LEADER, side.unit),
        side.editor,
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
        reason=name("reason"),
        user=side.leader,
    )
    [side.notice] = tell(
        [side.editor], NoticeKind.CHANGE, title=name("notice"), url="/admin/account/"
    )
    side.switch = FeatureSwitch.objects.create(
        key=name("feature").split()[0], scope=FeatureScope.PILOT
    )
    side.switch.units.add(side.unit)


def _add_office(side, name):
    side.project = file_project(
        side.unit,
        user=side.operator,
        title=name("project"),
        purpose=name("purpose"),
        year=2026,
        quoted=Decimal("1000.00"),
    )
    today = timezone.localdate()
    step = StepDraft(name("step"), today, today, side.operator)
    draft = PlanDraft(name("plan"), PlanKind.NEW, name("function"), side.operator, (step,))
    side.plan = file_plan(side.unit, user=side.operator, draft=draft)
    side.request = draft_request(
        unit=side.unit, kind=RequestKind.CLOSING, user=side.operator, purpose=name("request")
    )
