"""Addresses of the screens of plans, below the admin's."""

from django.urls import URLPattern, path

from console.plans.listing import PlansView
from console.plans.views import NewPlanScreen, PlanScreen, RevisionScreen

urlpatterns: list[URLPattern] = [
    path("", PlansView.as_view(), name="console_plans_list"),
    path("results/", PlansView.as_view(results_only=True), name="console_plans_list_results"),
    path("units/<slug:code>/new/", NewPlanScreen.as_view(), name="console_plans_new"),
    path("<int:plan>/", PlanScreen.as_view(), name="console_plans_plan"),
    path("<int:plan>/revise/", RevisionScreen.as_view(), name="console_plans_revise"),
]
