"""The read side: one row for everything the public can see, with all that a list shows of it."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.enums import ATTACHMENT, UNIT_ENTRY, Validity
from search.querysets import PublishedItemQuerySet
from search.registry import AttachedFile, item_type
from units.addresses import address_book
from units.entries import UnitEntry, address, canonical_address

LONGEST_NAMES = 400
NEW_FOR = datetime.timedelta(days=3)


class PublishedItem(models.Model):
    """A public page, attachment or directory entry, as lists, feeds, sitemaps and finding see it.

    Written in the transaction that publishes, moves or withdraws, by ``search.actions`` alone.
    ``address`` is relative to the unit's root, so that a change of presence rewrites no row.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, related_name="published_item", null=True, blank=True
    )
    # An attachment is a row of its own beside its page's, and goes with it
    attached_to = models.ForeignKey(
        "self", models.CASCADE, related_name="attached_items", null=True, blank=True
    )
    document = models.ForeignKey(
        "files.Document", models.CASCADE, related_name="+", null=True, blank=True
    )
    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="published_items")
    item_type = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    date = models.DateTimeField()
    # Until when the page is public, where that is planned; nothing finds it afterwards
    public_until = models.DateTimeField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(default=0)  # of the install's time zone
    address = models.CharField(max_length=600, blank=True)
    sort_path = models.CharField(max_length=255, blank=True, db_index=True)
    column = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, related_name="+", null=True, db_index=False
    )
    top_column = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, related_name="+", null=True, db_index=False
    )
    column_key = models.CharField(max_length=30, blank=True)
    picture = models.ForeignKey(
        "files.Image", models.SET_NULL, related_name="+", null=True, db_index=False
    )
    picture_alt = models.CharField(max_length=255, blank=True)
    is_headline = models.BooleanField(default=False)
    is_picture_news = models.BooleanField(default=False)
    feature = models.CharField(max_length=20, blank=True)
    # The title and the number as a query may name them: see search.titles
    title_key = models.CharField(max_length=255, blank=True, db_index=True)
    short_key = models.CharField(max_length=255, blank=True, db_index=True)
    placeless_key = models.CharField(max_length=255, blank=True, db_index=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True)
    short_length = models.PositiveSmallIntegerField(default=0)  # characters of the short title
    number = models.CharField(max_length=80, blank=True)
    organ = models.CharField(max_length=120, blank=True)
    validity = models.CharField(max_length=10, choices=Validity, blank=True)
    effective_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    theme = models.CharField(max_length=60, blank=True)
    keywords = models.CharField(max_length=255, blank=True)
    attachment_count = models.PositiveSmallIntegerField(default=0)
    character_count = models.PositiveIntegerField(default=0)
    name_pinyin = models.CharField(max_length=LONGEST_NAMES, blank=True)
    source_id = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)

    # What the page offers, known while its row is being written
    attached_files: tuple[AttachedFile, ...] = ()

    objects = PublishedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("published item")
        verbose_name_plural = _("published items")
        indexes = (
            models.Index(fields=("unit", "item_type", "-date"), name="search_item_unit_type"),
            models.Index(fields=("item_type", "-date"), name="search_item_type_date"),
            models.Index(fields=("column", "-date"), name="search_item_column"),
            models.Index(fields=("top_column", "-date"), name="search_item_top_column"),
            models.Index(
                fields=("-date",), condition=Q(is_headline=True), name="search_item_headline"
            ),
            models.Index(
                fields=("-date",), condition=Q(is_picture_news=True), name="search_item_picture"
            ),
            models.Index(
                fields=("feature", "-date"), condition=~Q(feature=""), name="search_item_feature"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unit",),
                condition=Q(page__isnull=True, item_type=UNIT_ENTRY),
                name="search_item_one_entry_a_unit",
            ),
            models.UniqueConstraint(
                fields=("attached_to", "document"), name="search_item_attached_once"
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False)
                | Q(item_type=UNIT_ENTRY)
                | Q(item_type=ATTACHMENT, attached_to__isnull=False, document__isnull=False),
                name="search_item_has_an_object",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def unit_entry(self) -> UnitEntry:
        """The unit as the public pages know it; costs no query."""
        return address_book().by_id[self.unit_id]

    @property
    def url(self) -> str:
        """The address to link to from the host being served."""
        return address(self.unit_entry, self.address, self.language)

    @property
    def canonical_url(self) -> str:
        """The one full address."""
        return canonical_address(self.unit_entry, self.address, self.language)

    @property
    def type_label(self) -> str:
        """What the item is, in words."""
        if self.item_type == UNIT_ENTRY:
            return str(_("Unit"))
        if self.item_type == ATTACHMENT:
            return str(_("Attachment"))
        known = item_type(self.item_type)
        return str(known.label) if known else self.item_type

    @property
    def validity_label(self) -> str:
        return str(self.get_validity_display())

    @property
    def is_new(self) -> bool:
        """Say whether the item is no older than three days."""
        return timezone.now() - self.date <= NEW_FOR
