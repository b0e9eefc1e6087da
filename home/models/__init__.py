"""The portal's front page and the link directory."""

from home.models.front import PortalHomePage
from home.models.links import Link

__all__ = ["Link", "PortalHomePage"]
