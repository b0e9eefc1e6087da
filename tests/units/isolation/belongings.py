"""The rows that belong to a unit, as one value that changes when any of them does."""

from django.contrib.auth.models import Group
from django.db.models import Q
from taggit.models import TaggedItem
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Comment,
    CommentReply,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    UploadedFile,
    WorkflowPage,
    WorkflowState,
)

from content.models import ArticlePage
from files.models import Document, Image
from units.models import (
    ColumnDelegation,
    FeatureSwitch,
    Membership,
    Unit,
    UnitHost,
    UnitRoot,
    User,
)


def belongings(side):
    """Return all rows of a unit, by kind: what nobody else may add to, change or remove.

    So are the central roles, and the rights of the groups, which follow from memberships only.
    """
    queries = _of_pages(side) | _of_files(side) | _of_people(side) | _of_unit(side) | _of_rights()
    return {kind: list(rows.order_by("pk").values()) for kind, rows in queries.items()}


def _of_pages(side):
    pages = Page.objects.filter(path__startswith=side.home.path)
    ids = list(pages.order_by("pk").values_list("pk", flat=True))
    words = [str(pk) for pk in ids]
    return {
        "pages": pages,
        "articles": ArticlePage.objects.filter(path__startswith=side.home.path),
        "revisions": Revision.objects.filter(object_id__in=words),
        "comments": Comment.objects.filter(page__in=ids),
        "replies": CommentReply.objects.filter(comment__page__in=ids),
        "log": PageLogEntry.objects.filter(page__in=ids),
        "subscriptions": PageSubscription.objects.filter(page__in=ids),
        "restrictions": PageViewRestriction.objects.filter(page__in=ids),
        "workflow states": WorkflowState.objects.filter(object_id__in=words),
        "task states": TaskState.objects.filter(workflow_state__object_id__in=words),
        "workflows of pages": WorkflowPage.objects.filter(page__in=ids),
        "redirects": Redirect.objects.filter(Q(site=side.site) | Q(redirect_page__in=ids)),
        "sites": Site.objects.filter(root_page__in=ids),
    }


def _of_files(side):
    return {
        "images": Image.objects.filter(collection=side.collection),
        "documents": Document.objects.filter(collection=side.collection),
        "tags": TaggedItem.objects.filter(
            Q(object_id=side.image.pk) | Q(object_id=side.document.pk)
        ),
        "collections": Collection.objects.filter(path__startswith=side.collection.path),
    }


def _of_people(side):
    people = [side.editor.pk, side.leader.pk, side.operator.pk, side.former.pk]
    group = f"unit:{side.unit.code}:"
    return {
        "people": User.objects.filter(pk__in=people),
        "memberships": Membership.objects.filter(Q(unit=side.unit) | Q(person__in=people)),
        "groups": Group.objects.filter(name__startswith=group),
        "groups of people": User.groups.through.objects.filter(
            Q(user__in=people) | Q(group__name__startswith=group)
        ),
        "uploads": UploadedFile.objects.filter(uploaded_by_user__in=people),
        "editing": EditingSession.objects.filter(user__in=people),
    }


def _of_unit(side):
    return {
        "unit": Unit.objects.filter(pk=side.unit.pk),
        "hosts": UnitHost.objects.filter(unit=side.unit),
        "roots": UnitRoot.objects.filter(unit=side.unit),
        "delegations": ColumnDelegation.objects.filter(unit=side.unit),
        "features": FeatureSwitch.units.through.objects.filter(unit=side.unit),
    }


def _of_rights():
    return {
        "central roles": Membership.objects.for_centre(),
        "emergency accounts": User.objects.filter(is_superuser=True),
        "rights on pages": GroupPagePermission.objects.all(),
        "rights on files": GroupCollectionPermission.objects.all(),
        "rights of groups": Group.permissions.through.objects.all(),
        "rights of people": User.user_permissions.through.objects.all(),
    }


def differences(before, after):
    """Return which kinds of rows differ."""
    return sorted(kind for kind in before if before[kind] != after[kind])
