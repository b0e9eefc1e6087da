"""Tags for pictures and attachments."""

from django import template

from files.addresses import image_address

register = template.Library()


@register.simple_tag
def image_url(image_id: int | None, filter_spec: str) -> str:
    """Return the address of a picture under a filter; empty without an image."""
    return image_address(image_id, filter_spec) if image_id else ""
