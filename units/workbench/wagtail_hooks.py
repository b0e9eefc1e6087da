"""What the workbench changes in the admin: its dashboard, its menus and its looks."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from units.enums import SUPERVISORS, Role
from units.workbench.city import (
    AilingPanel,
    CityPanel,
    EmergencyPanel,
    FullPanel,
    UnmannedPanel,
)
from units.workbench.panels import WorkPanel, panels_for, register_panel
from units.workbench.people import NewcomersPanel, PeoplePanel

register_panel(EmergencyPanel, roles=(Role.IT_OFFICE, Role.SECRECY), order=10)
register_panel(PeoplePanel, roles=(Role.OPERATOR,), order=80)
register_panel(NewcomersPanel, roles=(Role.OPERATOR,), order=90)
register_panel(CityPanel, roles=SUPERVISORS, order=100)
register_panel(AilingPanel, roles=SUPERVISORS, order=120)
register_panel(UnmannedPanel, roles=SUPERVISORS, order=130)
register_panel(FullPanel, roles=(Role.IT_OFFICE, Role.INSPECTOR), order=140)


@hooks.register("construct_homepage_panels", order=1000)
def show_own_panels(request: HttpRequest, panels: list[WorkPanel]) -> None:
    """Put the panels of the person's roles in place of Wagtail's."""
    panels[:] = panels_for(request)


@hooks.register("construct_homepage_summary_items", order=1000)
def drop_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Leave out Wagtail's figures: they count what lies below a common ancestor, others' too."""
    items.clear()


@hooks.register("construct_help_menu")
def drop_outside_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads to Wagtail's own sites, which are in English and out of reach."""
    items[:] = [item for item in items if not item.url.startswith("http")]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Add our looks to every view of the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
