"""What tenancy changes in Wagtail through its hooks; each package brings its own."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from units.accounts import wagtail_hooks as accounts_hooks  # noqa: F401
from units.fence import wagtail_hooks as fence_hooks  # noqa: F401
from units.limits import wagtail_hooks as limits_hooks  # noqa: F401
from units.people import wagtail_hooks as people_hooks  # noqa: F401
from units.rich_text import UnitPageLinkHandler
from units.workbench import wagtail_hooks as workbench_hooks  # noqa: F401


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Make links to pages cheap at any number of sites (I3)."""
    features.register_link_type(UnitPageLinkHandler)
