"""What crafted forms send: the other unit's things wherever a field may name one."""

from tests.units.isolation.forms import UPLOAD


def crafted_body(world):
    """Return the values that a crafted form sends, by the names that fields have."""
    far = world.far
    return (
        _plain()
        | _attachment(far)
        | {
            "id": [far.draft.pk, far.image.pk, far.document.pk, far.editor.pk],
            "pages[]": [far.draft.pk],
            "person": far.editor.pk,
            "user": far.editor.pk,
            "owner": far.editor.pk,
            "successor": far.leader.pk,
            "unit": far.unit.pk,
            "membership": far.editor_membership.pk,
            "group": far.group.pk,
            "groups": [far.group.pk],
            "collection": far.collection.pk,
            "parent": far.collection.pk,
            "new_parent_page": far.column.pk,
            "parent_page": far.column.pk,
            "chooser": far.column.pk,
            "page": far.draft.pk,
            "redirect_page": far.draft.pk,
            "site": far.site.pk,
            "picture": far.image.pk,
            "image": far.image.pk,
            "document": far.document.pk,
            "revision_id": far.draft.latest_revision_id,
            "revision": far.draft.latest_revision_id,
            "username": far.editor.username,
            "login": far.editor.username,
            "email": far.editor.email,
            "staff_number": far.editor.staff_number,
            "next": f"/admin/pages/{far.draft.pk}/",
        }
    )


def reaching_body(world):
    """Return what a form sends that asks for a central role, and more."""
    return crafted_body(world) | {
        "role": "it_office",
        "unit": "",
        "is_superuser": "on",
        "is_staff": "on",
        "user_permissions": "1",
        "person": world.near.editor.pk,
        "username": "crafted",
        "email": "crafted@near.invalid",
        "staff_number": "crafted",
    }


def _plain():
    return {
        "title": "crafted",
        "name": "crafted",
        "slug": "crafted",
        "text": "crafted",
        "reason": "crafted",
        "comment": "crafted",
        "full_name": "crafted",
        "password": "crafted-password",
        "old_path": "/crafted",
        "role": "editor",
        "action": "delete",
        "action-publish": "1",
        "confirm": "1",
        "is_editing": "1",
        "position": "0",
        "files[]": UPLOAD,
    }


def _attachment(far):
    return {
        "attachments-count": "1",
        "attachments-0-deleted": "",
        "attachments-0-order": "0",
        "attachments-0-type": "attachment",
        "attachments-0-id": "",
        "attachments-0-value-document": far.document.pk,
        "attachments-0-value-title": "crafted",
    }
