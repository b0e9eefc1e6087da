"""What the tests of the gate act in: pages that are public from the start, and certificates."""

import pytest
from django.utils import timezone

from tests.factories import make_column, make_home, make_item, stored
from units.access import ensure_unit_groups
from units.models import Unit
from workflows.enums import CertificateKind
from workflows.gate.certificates import fixtures
from workflows.gate.digest import content_digest
from workflows.models import Certificate

WORDS = [{"type": "paragraph", "value": "<p>Words.</p>", "id": "b1"}]


@pytest.fixture
def column(db):
    """A live column of a unit of its own."""
    with fixtures():
        home = make_home()
        ensure_unit_groups({Unit.objects.get(pk=home.unit.id): home})
        return stored(make_column(home))


@pytest.fixture
def live(column):
    """A live article."""
    with fixtures():
        return stored(make_item(column, body=WORDS))


@pytest.fixture
def draft(column):
    """An article that has never been public."""
    return stored(make_item(column, is_live=False, body=WORDS))


def certify(page, revision=None, **values):
    """Return a certificate of a page as it is in memory, as if three people had approved it."""
    return Certificate.objects.create(
        **{
            "key": f"key{Certificate.objects.count()}",
            "kind": CertificateKind.CONTENT,
            "unit_id": page.unit.id,
            "page_id": page.pk,
            "revision_id": revision.pk if revision else None,
            "digest": content_digest(page),
            "issued_at": timezone.now(),
        }
        | values
    )
