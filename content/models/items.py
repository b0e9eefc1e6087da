"""The items that columns hold. Leaf types take no children."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content import listing
from content.blocks import AttachmentsBlock, BodyBlock
from content.enums import Feature
from content.legal_text import legal_sections
from content.models.structure import ColumnPage
from content.plain_text import plain_text
from search.enums import Validity
from search.registry import item_type_of
from search.rows import count_characters
from units.enums import System
from workflows.pages import GatedPage


class ItemPage(GatedPage):
    """What every item keeps: date, source, subject class, body, picture and attachments."""

    summary = models.TextField(_("summary"), blank=True, max_length=300)
    date = models.DateTimeField(_("date shown"), default=timezone.now)
    source = models.CharField(_("source"), max_length=100, blank=True)
    author = models.CharField(_("author"), max_length=60, blank=True)
    responsible_editor = models.CharField(_("responsible editor"), max_length=60, blank=True)
    subject_class = models.CharField(
        _("subject class"),
        max_length=12,
        choices=System,
        blank=True,
        help_text=_("Decides which office reviews the item; begins with the system of the unit."),
    )
    keywords = models.CharField(
        _("keywords"), max_length=200, blank=True, help_text=_("Separated by spaces.")
    )
    picture = models.ForeignKey(
        "files.Image",
        models.PROTECT,
        verbose_name=_("picture"),
        related_name="+",
        null=True,
        blank=True,
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    attachments = StreamField(AttachmentsBlock(), verbose_name=_("attachments"), blank=True)
    happened_at = models.DateTimeField(
        _("time of the event"),
        null=True,
        blank=True,
        help_text=_("When it happened: how long publication took is counted from here."),
    )
    is_statistics = models.BooleanField(
        _("contains statistics"),
        default=False,
        help_text=_("Figures of which another office or the statistics bureau is the owner."),
    )
    release_approval = models.CharField(
        _("release of the statistics"),
        max_length=200,
        blank=True,
        help_text=_("Who released the figures and by which letter: name of the office, number."),
    )
    is_normative = models.BooleanField(
        _("lays down rules"),
        default=False,
        help_text=_("Tells people what they must, may or may not do."),
    )
    legal_basis = models.TextField(
        _("legal basis of the rules"),
        blank=True,
        max_length=500,
        help_text=_("Name, number and article of the law or document on which the rules rest."),
    )
    is_undecided = models.BooleanField(
        _("not yet decided"),
        default=False,
        help_text=_(
            "A matter on which no decision has been taken: it cannot be scheduled for publication."
        ),
    )
    source_id = models.CharField(
        _("number in the source it came from"),
        max_length=80,
        blank=True,
        editable=False,
        db_index=True,
    )

    parent_page_types: ClassVar[list[str]] = ["content.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []

    fact_panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("keywords")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
        FieldPanel("responsible_editor"),
    ]
    approval_panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("subject_class"), FieldPanel("happened_at")]),
        FieldPanel("is_statistics"),
        FieldPanel("release_approval"),
        FieldPanel("is_normative"),
        FieldPanel("legal_basis"),
        FieldPanel("is_undecided"),
    ]
    text_panels: ClassVar[list[Any]] = [
        FieldPanel("body"),
        FieldPanel("attachments"),
    ]
    content_panels = [
        *GatedPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        *text_panels,
        MultiFieldPanel(fact_panels, heading=_("Facts")),
        MultiFieldPanel(approval_panels, heading=_("Facts for approval")),
    ]

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Also ask the column whether it takes items of this type."""
        if not super().can_create_at(parent):
            return False
        column = parent.specific
        known = item_type_of(cls)
        return not isinstance(column, ColumnPage) or known is None or column.takes_type(known.key)

    @property
    def text(self) -> str:
        return plain_text(self.body)

    @property
    def character_count(self) -> int:
        """The length of the text, CJK characters one each."""
        return count_characters(self.text)

    @property
    def keyword_list(self) -> list[str]:
        return self.keywords.split()

    @property
    def effective_subject_class(self) -> str:
        """The item's own class, else its unit's system (S082)."""
        return self.subject_class or self.unit.system

    @property
    def shown_source(self) -> str:
        """The source as given, else the unit itself."""
        return self.source or self.unit.name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            **listing.neighbours(self),
            "attachments": listing.attachments_of(self.attachments),
        }


class ArticlePage(ItemPage):
    """News and other articles; picture news is told by its picture (S045)."""

    is_headline = models.BooleanField(_("headline"), default=False)
    is_picture_news = models.BooleanField(_("picture news"), default=False)
    feature = models.CharField(_("feature"), max_length=20, choices=Feature, blank=True)
    interprets = models.ForeignKey(
        "content.PolicyPage",
        models.PROTECT,
        verbose_name=_("interprets"),
        related_name="interpretations",
        null=True,
        blank=True,
        help_text=_("The policy document that this article explains."),
    )

    content_panels = [
        *ItemPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("is_headline"), FieldPanel("is_picture_news")]),
                FieldRowPanel([FieldPanel("feature"), FieldPanel("interprets")]),
            ],
            heading=_("Where it shows"),
        ),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.is_picture_news and not (self.picture and self.picture.description):
            raise ValidationError(
                {"picture": _("Picture news needs a picture that has an alternative text.")}
            )


class NoticePage(ItemPage):
    """A notice or announcement."""

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")


class PolicyPage(ItemPage):
    """A policy document with its number, organ, dates and validity."""

    number = models.CharField(_("document number"), max_length=80, blank=True)
    index_number = models.CharField(_("index number"), max_length=40, blank=True)
    organ = models.CharField(_("issuing organ"), max_length=120, blank=True)
    theme = models.CharField(_("subject"), max_length=60, blank=True)
    signed_on = models.DateField(_("date of the document"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    expires_on = models.DateField(_("in force until"), null=True, blank=True)
    validity = models.CharField(
        _("validity"), max_length=10, choices=Validity, default=Validity.IN_FORCE
    )
    # Most policy documents lay down rules; those that do not say so
    is_normative = models.BooleanField(
        _("lays down rules"),
        default=True,
        help_text=_("Tells people what they must, may or may not do."),
    )

    content_panels = [
        *GatedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("organ")]),
                FieldRowPanel([FieldPanel("index_number"), FieldPanel("theme")]),
                FieldRowPanel([FieldPanel("signed_on"), FieldPanel("validity")]),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("expires_on")]),
            ],
            heading=_("Policy document"),
        ),
        FieldPanel("summary"),
        *ItemPage.text_panels,
        MultiFieldPanel(ItemPage.fact_panels, heading=_("Facts")),
        MultiFieldPanel(ItemPage.approval_panels, heading=_("Facts for approval")),
    ]

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")

    def clean(self) -> None:
        super().clean()
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValidationError({"expires_on": _("The end lies before the beginning.")})

    @property
    def toc(self) -> list[dict[str, str]]:
        """The chapters of the text with their anchors, for a table of contents."""
        return [
            {"id": section.id, "title": f"{section.label} {section.text}".strip()}
            for block in self.body
            if block.block_type == "legal_text"
            for section in legal_sections(block.value)
            if section.kind == "chapter"
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "toc": self.toc,
            "interpretations": listing.interpretations_of(self),
        }


class LeaderPage(ItemPage):
    """A leader: post, division of work and curriculum vitae. The name is the title."""

    post = models.CharField(_("post"), max_length=100)
    duties = models.TextField(_("division of work"), blank=True)
    email = models.EmailField(_("mailbox"), blank=True)

    content_panels = [
        *GatedPage.content_panels,
        FieldPanel("post"),
        FieldPanel("duties"),
        FieldPanel("picture", heading=_("portrait")),
        FieldPanel("email"),
        *ItemPage.text_panels,
        MultiFieldPanel(ItemPage.fact_panels, heading=_("Facts")),
        MultiFieldPanel(ItemPage.approval_panels, heading=_("Facts for approval")),
    ]

    class Meta:
        verbose_name = _("leader")
        verbose_name_plural = _("leaders")


class TopicPage(ItemPage):
    """A topic: a text and the unit's items that carry its keyword."""

    topic_keyword = models.CharField(_("keyword of its items"), max_length=40, blank=True)

    content_panels = [
        *ItemPage.content_panels,
        FieldPanel("topic_keyword"),
    ]

    class Meta:
        verbose_name = _("topic page")
        verbose_name_plural = _("topic pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "items": listing.items_of_topic(self)}
