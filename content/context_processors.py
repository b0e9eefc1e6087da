"""The frame for every template; nothing is worked out until a template asks."""

from typing import Any

from django.http import HttpRequest

from content.frame import Frame


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Offer ``frame``: whose site this is, its menu and its addresses."""
    return {"frame": Frame(request)}
