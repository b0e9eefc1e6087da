"""Service guides: what people need to know to get something done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from content.models.items import ItemPage
from services.blocks import MaterialsBlock, StepsBlock
from services.enums import LifeEvent


class ServicePage(ItemPage):
    """A service guide with its required elements (S130, S160)."""

    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    outcome = models.CharField(_("what you get"), max_length=200, blank=True)
    life_event = models.CharField(_("life event"), max_length=20, choices=LifeEvent, blank=True)
    basis = models.TextField(_("legal basis"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    steps = StreamField(StepsBlock(), verbose_name=_("steps"), blank=True)
    materials = StreamField(MaterialsBlock(), verbose_name=_("materials"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    legal_time_limit = models.CharField(_("legal time limit"), max_length=80, blank=True)
    promised_time_limit = models.CharField(_("promised time limit"), max_length=80, blank=True)
    result = models.CharField(_("result"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    complaint_phone = models.CharField(_("complaint phone"), max_length=60, blank=True)
    handling_url = models.URLField(
        _("address for handling online"),
        blank=True,
        help_text=_("The page of this very transaction, not a home page."),
    )

    content_panels = [
        *ItemPage.content_panels[:1],
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("outcome")]),
        FieldPanel("life_event"),
        MultiFieldPanel(
            [FieldPanel("basis"), FieldPanel("conditions")], heading=_("Basis and conditions")
        ),
        FieldPanel("steps"),
        FieldPanel("materials"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("place"), FieldPanel("hours")]),
                FieldRowPanel([FieldPanel("fee"), FieldPanel("result")]),
                FieldRowPanel([FieldPanel("legal_time_limit"), FieldPanel("promised_time_limit")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("complaint_phone")]),
                FieldPanel("handling_url"),
            ],
            heading=_("Place, time and fee"),
        ),
        *ItemPage.text_panels,
        MultiFieldPanel(ItemPage.fact_panels, heading=_("Facts")),
        MultiFieldPanel(ItemPage.approval_panels, heading=_("Facts for approval")),
    ]

    class Meta:
        verbose_name = _("service guide")
        verbose_name_plural = _("service guides")

    @property
    def text(self) -> str:
        """All words of the guide, its required elements included."""
        parts = [self.audience, self.outcome, self.conditions, *self.step_lines]
        parts += [material["name"] for material in self.material_values]
        return "\n".join(part for part in [*parts, super().text] if part)

    @property
    def step_lines(self) -> list[str]:
        return [str(block.value) for block in self.steps]

    @property
    def material_values(self) -> list[dict[str, object]]:
        """The materials, each with name, original_copies, copies, note and form."""
        return [block.value for block in self.materials]
