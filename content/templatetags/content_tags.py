"""What the public templates need beyond Django's own tags: titles, icons, codes and sizes."""

from functools import lru_cache

import segno
from django import template
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

FULL_WIDTH_SPACE = "\u3000"
NEUTRAL_ICON = "document"
# Phones read a code under any of the eight masks; trying them all takes four times as long.
QR_MASK = 2


@register.filter
def title_parts(title: object) -> SafeString:
    """Return a title whose parts, cut at full-width spaces, are each kept together on a line."""
    escaped = conditional_escape(str(title))
    # No mark reaches over a space, so what was safe is safe in pieces
    parts = [mark_safe(part) for part in escaped.split(FULL_WIDTH_SPACE) if part.strip()]  # noqa: S308
    if len(parts) < 2:
        return escaped
    return format_html_join(
        FULL_WIDTH_SPACE, '<span class="title-part">{}</span>', ((part,) for part in parts)
    )


@register.simple_tag
def qr_svg(address: str) -> SafeString:
    """Return a QR code of an address as an inline picture that scales with its box."""
    code = segno.make(address, error="m", micro=False, mask=QR_MASK)
    drawing = code.svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None, title=_("QR code of this page")
    )
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the drawing of that name, or a neutral one where there is none."""
    return _drawing(name)


@register.filter
def dialable(phone: str) -> str:
    """Return a telephone number as a `tel:` address takes it: digits, and plus in front."""
    number, _sep, _note = phone.partition("（")
    return "".join(character for character in number if character.isdigit() or character == "+")


@register.filter
def file_size(size: int | None) -> str:
    """Return a number of bytes in the largest unit that leaves it above one."""
    if not size:
        return ""
    if size < 1024:
        return f"{size} B"
    if (kilobytes := round(size / 1024)) < 1024:
        return f"{kilobytes} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@lru_cache(maxsize=128)
def _drawing(name: str) -> SafeString:
    try:
        return render_to_string(f"components/icons/{name}.svg")
    except TemplateDoesNotExist:
        return render_to_string(f"components/icons/{NEUTRAL_ICON}.svg")
