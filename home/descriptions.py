"""What the read side says of the front page."""

from content.descriptions import describe_structure
from home.models import PortalHomePage
from search.registry import ItemType, register_item_type


def register() -> None:
    """Make the front page a public object."""
    register_item_type(
        ItemType(
            key="portal_home",
            label=PortalHomePage._meta.verbose_name,
            model=PortalHomePage,
            describe=describe_structure,
            is_structure=True,
        )
    )
