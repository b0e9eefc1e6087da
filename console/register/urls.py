"""Addresses of the register, below /admin/console/register/."""

from django.urls import URLPattern, path

from console.register.blueprint_views import BlueprintsView, ProposalView
from console.register.import_view import ImportUnitsView
from console.register.listing import UnitsView
from console.register.run_views import ProvisionView, RunStateView, RunView
from console.register.views import UnitView

urlpatterns: list[URLPattern] = [
    path("units/", UnitsView.as_view(), name="console_register_units"),
    path(
        "units/results/",
        UnitsView.as_view(results_only=True),
        name="console_register_units_results",
    ),
    path("units/<slug:code>/", UnitView.as_view(), name="console_register_unit"),
    path("import/", ImportUnitsView.as_view(), name="console_register_import"),
    path("provision/", ProvisionView.as_view(), name="console_register_provision"),
    path("runs/<int:pk>/", RunView.as_view(), name="console_register_run"),
    path("runs/<int:pk>/state/", RunStateView.as_view(), name="console_register_run_state"),
    path("blueprints/", BlueprintsView.as_view(), name="console_register_blueprints"),
    path(
        "blueprints/proposals/<int:pk>/", ProposalView.as_view(), name="console_register_proposal"
    ),
]
