"""The lists a service guide is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class MaterialBlock(blocks.StructBlock):
    """A paper the applicant brings: how many originals and copies, and a form to fill in."""

    name = blocks.CharBlock(label=_("material"), max_length=120)
    original_copies = blocks.IntegerBlock(label=_("originals"), min_value=0, default=1)
    copies = blocks.IntegerBlock(label=_("copies"), min_value=0, default=0)
    note = blocks.CharBlock(label=_("note"), max_length=200, required=False)
    form = DocumentChooserBlock(label=_("form to download"), required=False)

    class Meta:
        icon = "form"
        label = _("Material")


class MaterialsBlock(blocks.StreamBlock):
    """The materials of a service."""

    material = MaterialBlock()

    class Meta:
        required = False


class StepsBlock(blocks.StreamBlock):
    """The steps of a service, in order."""

    step = blocks.CharBlock(label=_("Step"), max_length=300, icon="list-ol")

    class Meta:
        required = False
