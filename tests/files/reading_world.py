"""Two units with their people and files, and the people of the centre."""

from types import SimpleNamespace

from django.urls import reverse
from wagtail.models import Collection

from files.addresses import image_address
from tests.factories import (
    make_collection,
    make_document,
    make_home,
    make_image,
    make_member,
    make_portal,
    make_superuser,
    make_unit,
    pdf,
    portal_unit,
)
from units.access import ensure_centre_groups, ensure_unit_groups, shared_collection_name
from units.enums import CENTRE_ROLES, Role
from units.people.actions import add_member, end_membership

FILTER = "fill-32x24"
# Who sees the private files of the near unit, and who does not
SEEING = ("editor", "leader", *CENTRE_ROLES, "root")
NOT_SEEING = ("operator", "far_editor", "far_leader", "former", "roleless", None)


def make_reading_world():
    """Return the near unit with a document and a picture, and people by what they are."""
    portal = make_portal()
    Collection.get_first_root_node().add_child(name=shared_collection_name())
    make_collection(portal_unit())
    ensure_centre_groups(portal)
    near, far = make_unit(), make_unit()
    homes = {unit: make_home(unit) for unit in (near, far)}
    for unit in homes:
        make_collection(unit)
    ensure_unit_groups(homes)
    image = make_image(near)
    document = make_document(pdf(3), collection=near.collection, title="Plan")
    return SimpleNamespace(
        near=near,
        far=far,
        homes=homes,
        people=_people(near, far),
        image=image,
        document=document,
        addresses=file_addresses(document, image),
    )


def file_addresses(document, image):
    """Return every address at which the two files are served, by what it gives."""
    return {
        "document": document_address(document),
        "rendition": image_address(image.pk, FILTER),
        "original": image_address(image.pk, "original"),
    }


def document_address(document):
    return reverse("wagtaildocs_serve", args=(document.pk, document.filename))


def _people(near, far):
    people = {
        "editor": make_member(Role.EDITOR, near),
        "leader": make_member(Role.LEADER, near),
        "operator": make_member(Role.OPERATOR, near),
        "far_editor": make_member(Role.EDITOR, far),
        "far_leader": make_member(Role.LEADER, far),
        "root": make_superuser(),
        **{str(role): make_member(role) for role in CENTRE_ROLES},
    }
    people["former"] = make_member(Role.EDITOR, far)
    end_membership(add_member(people["former"], Role.EDITOR, unit=near))
    people["roleless"] = make_member(Role.EDITOR, near)
    end_membership(people["roleless"].memberships.get())
    return people
