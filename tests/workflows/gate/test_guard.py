"""The guard before every save: each way to store something live, and what Wagtail may write."""

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import Page

from content.models import ArticlePage
from tests.factories import make_superuser, number, stored
from tests.workflows.gate.conftest import WORDS, certify
from units.models import Unit
from workflows.errors import GateRefusal
from workflows.gate import guard, marker
from workflows.gate.certificates import fixtures, revoke, structure

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


def new_article(**values):
    return ArticlePage(title="Title", slug=f"new{number()}", body=WORDS, **values)


def publish_newest(page, **changes):
    """Certify the newest draft of a page with some changes, and publish it."""
    newest = stored(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(newest, name, value)
    revision = newest.save_revision()
    certificate = certify(revision.as_object(), revision)
    revision.publish()
    return certificate


def test_a_new_live_page_is_refused(column):
    with pytest.raises(GateRefusal):
        column.add_child(instance=new_article(live=True))
    assert not ArticlePage.objects.exists()


def test_a_new_page_is_a_draft_and_passes(column):
    column.add_child(instance=new_article())
    assert not ArticlePage.objects.get().live


def test_a_new_live_page_of_wagtail_s_own_type_is_refused(column):
    page = Page(title="Title", slug="plain")
    with pytest.raises(PermissionDenied):
        column.get_parent().add_child(instance=page)
    assert not Page.objects.filter(slug="plain").exists()


@pytest.mark.parametrize("names", [None, ["live"], ["live", "title"]])
def test_a_draft_that_goes_live_is_refused(draft, names):
    draft.live = True
    with pytest.raises(GateRefusal):
        draft.save(update_fields=names)
    assert not stored(draft).live


def test_a_draft_may_be_changed(draft):
    draft.title = "Another"
    draft.save()
    assert stored(draft).title == "Another"


@pytest.mark.parametrize("names", [None, ["title"], ["title", "draft_title"]])
def test_another_text_of_a_live_page_is_refused(live, names):
    live.title = "Another"
    with pytest.raises(GateRefusal):
        live.save(update_fields=names)


def test_another_text_in_a_field_of_the_type_is_refused(live):
    live.summary = "Another"
    with pytest.raises(GateRefusal):
        live.save(update_fields=["summary"])


def test_another_body_of_a_live_page_is_refused(live):
    live.body = []
    with pytest.raises(GateRefusal):
        live.save()


def test_another_address_of_a_live_page_is_refused(live):
    live.slug = "another"
    with pytest.raises(GateRefusal):
        live.save()


def test_a_live_page_may_be_saved_as_it_is(live):
    live.save()
    assert stored(live).live


def test_a_live_page_may_be_saved_with_whatever_stays_unstored(live):
    live.title = "Another"
    live.save(update_fields=["has_unpublished_changes"])
    assert stored(live).title != "Another"


def test_a_new_draft_of_a_live_page_passes(live):
    live.title = "Another"
    live.save_revision()
    page = stored(live)
    assert (page.draft_title, page.has_unpublished_changes) == ("Another", True)
    assert page.title != "Another"


def test_publishing_an_unapproved_draft_is_refused(draft):
    with pytest.raises(GateRefusal):
        draft.save_revision().publish()
    assert not stored(draft).live


def test_a_live_page_saved_as_a_plain_page_is_refused(live):
    plain = Page.objects.get(pk=live.pk)
    plain.title = "Another"
    with pytest.raises(GateRefusal):
        plain.save()


def test_a_plain_page_may_be_saved_as_it_is(live):
    Page.objects.get(pk=live.pk).save()
    assert stored(live).live


def test_a_page_read_in_part_is_refused_too(live):
    part = ArticlePage.objects.defer("body").get(pk=live.pk)
    part.title = "Another"
    with pytest.raises(GateRefusal):
        part.save()


def test_a_page_read_in_part_may_be_withdrawn(live):
    part = ArticlePage.objects.defer_streamfields().get(pk=live.pk)
    part.unpublish()
    assert not stored(live).live


def test_a_raw_save_is_refused(live):
    plain = Page.objects.get(pk=live.pk)
    rows = serializers.serialize("json", [plain]).replace(live.title, "Another")
    with pytest.raises(GateRefusal):
        for row in serializers.deserialize("json", rows):
            row.save()


def test_a_raw_save_of_the_type_s_own_row_is_refused(live):
    rows = serializers.serialize("json", [live]).replace("Words.", "Other words.")
    with pytest.raises(GateRefusal):
        for row in serializers.deserialize("json", rows):
            row.save()


def test_rows_that_are_saved_alone_are_guarded(live, monkeypatch):
    asked = []
    monkeypatch.setattr(guard, "check", lambda page, written: asked.append((page, written)))
    live.save(update_fields=["wagtail_admin_comments"])
    assert asked == [(live, ())]


def test_rows_saved_with_a_free_field_are_guarded_with_it(live, monkeypatch):
    monkeypatch.setattr(guard, "_relations", lambda page, names: [n for n in names if n == "rows"])
    with guard.saving(live, ["locked", "rows"]):
        live.title = "Another"
        assert guard._is_seen(live, {"locked"}, guard._relations(live, ["locked", "rows"]))


def test_a_move_passes(live, column):
    with fixtures():
        other = stored(column.copy(update_attrs={"slug": "other", "title": "Other"}))
    live.move(other, pos="last-child")
    assert stored(live).get_parent().pk == other.pk


def test_withdrawing_passes(live):
    live.unpublish()
    assert not stored(live).live


def test_a_live_page_may_be_deleted(live):
    live.delete()
    assert not Page.objects.filter(pk=live.pk).exists()


def test_live_pages_below_a_page_may_be_deleted_with_it(live, column):
    column.delete()
    assert not Page.objects.filter(pk__in=(live.pk, column.pk)).exists()


def test_a_live_copy_is_refused(live):
    with pytest.raises(GateRefusal):
        live.copy(update_attrs={"slug": "copy"})


def test_a_copy_that_is_a_draft_passes(live):
    copied = live.copy(keep_live=False, update_attrs={"slug": "copy"})
    assert not copied.live


def test_a_certified_text_goes_live(draft):
    publish_newest(draft, title="Another")
    page = stored(draft)
    assert (page.live, page.title) == (True, "Another")


def test_a_certified_text_takes_the_place_of_another(live):
    publish_newest(live, title="Another")
    assert stored(live).title == "Another"


def test_a_certified_text_may_be_published_again(draft):
    certificate = publish_newest(draft)
    page = stored(draft)
    page.unpublish()
    page.get_latest_revision().publish()
    assert (stored(draft).live, certificate.digest) == (True, certificate.digest)


def test_a_certificate_of_another_text_is_none(draft):
    certify(draft)
    draft.title = "Another"
    draft.live = True
    with pytest.raises(GateRefusal):
        draft.save()


def test_a_certificate_of_another_page_is_none(draft, live):
    certify(draft, page_id=live.pk)
    draft.live = True
    with pytest.raises(GateRefusal):
        draft.save()


def test_a_revoked_certificate_is_none(draft):
    certificate = publish_newest(draft)
    stored(draft).unpublish()
    revoke(certificate, person=make_superuser(), reason="A mistake")
    with pytest.raises(GateRefusal):
        stored(draft).get_latest_revision().publish()


def test_the_certificate_is_named_while_the_page_is_saved(draft, monkeypatch):
    named = []
    original = Page.save

    def save(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        named.append(marker.current())
        return result

    monkeypatch.setattr(Page, "save", save)
    certificate = publish_newest(draft)
    assert certificate.key in named


def test_nothing_is_named_after_the_save(draft):
    publish_newest(draft)
    assert marker.current() == ""


def test_nothing_is_named_after_a_refusal(draft):
    draft.live = True
    with pytest.raises(GateRefusal):
        draft.save()
    assert marker.current() == ""


def test_a_second_write_in_the_same_transaction_is_not_covered(draft):
    publish_newest(draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        Page.objects.filter(pk=draft.pk).update(title="Never read")


def test_a_structure_certificate_covers_the_columns_of_its_unit(column):
    with structure([Unit.objects.get(pk=column.unit.id)], reason="Blueprint"):
        column.title = "Another"
        column.save()
    assert stored(column).title == "Another"


def test_a_structure_certificate_covers_no_item(live):
    live.title = "Another"
    with (
        pytest.raises(GateRefusal),
        structure([Unit.objects.get(pk=live.unit.id)], reason="Blueprint"),
    ):
        live.save()


def test_a_structure_certificate_covers_no_other_unit(column):
    column.title = "Another"
    with pytest.raises(GateRefusal), structure([Unit.objects.portal()], reason="Blueprint"):
        column.save()


def test_a_structure_certificate_ends_with_its_block(column):
    with structure([Unit.objects.get(pk=column.unit.id)], reason="Blueprint"):
        pass
    column.title = "Another"
    with pytest.raises(GateRefusal):
        column.save()


def test_made_up_content_passes_as_long_as_it_is_made_up(column):
    with fixtures():
        column.add_child(instance=new_article(live=True))
    with pytest.raises(GateRefusal):
        column.add_child(instance=new_article(live=True))


def test_made_up_content_takes_no_digest(column, monkeypatch):
    monkeypatch.setattr(guard, "content_digest", None)
    with fixtures():
        column.add_child(instance=new_article(live=True))
    assert ArticlePage.objects.get().live


def test_publication_times_may_be_written(live):
    live.last_published_at = timezone.now()
    live.save()
    assert stored(live).last_published_at == live.last_published_at
