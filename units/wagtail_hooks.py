"""What tenancy changes in Wagtail through its hooks."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from units.rich_text import UnitPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Make links to pages cheap at any number of sites (I3)."""
    features.register_link_type(UnitPageLinkHandler)
