"""Addresses of the unifications, below /admin/console/standards/."""

from django.urls import URLPattern, path

from console.standards.listing import ScoresView, TasksView
from console.standards.views import ChecksView, CheckView, RunsView, StandingView

urlpatterns: list[URLPattern] = [
    path("", ScoresView.as_view(), name="console_standards_list"),
    path("results/", ScoresView.as_view(results_only=True), name="console_standards_list_results"),
    path("tasks/", TasksView.as_view(), name="console_standards_tasks"),
    path(
        "tasks/results/",
        TasksView.as_view(results_only=True),
        name="console_standards_tasks_results",
    ),
    path("runs/", RunsView.as_view(), name="console_standards_runs"),
    path("checks/", ChecksView.as_view(), name="console_standards_checks"),
    path("checks/add/", CheckView.as_view(), name="console_standards_check_add"),
    path("checks/<int:pk>/", CheckView.as_view(), name="console_standards_check"),
    path("units/<slug:code>/", StandingView.as_view(), name="console_standards_unit"),
]
