"""Addresses of money, below /admin/console/money/; its registers mount themselves."""

from django.urls import URLPattern, path

from console.money.cost_views import LineView, RecordView
from console.money.listing import LinesView, ProjectsView
from console.money.views import FileProjectView, MoneyView, ProjectView, QualificationView

urlpatterns: list[URLPattern] = [
    path("", MoneyView.as_view(), name="console_money"),
    path("projects/", ProjectsView.as_view(), name="console_money_projects"),
    path(
        "projects/results/",
        ProjectsView.as_view(results_only=True),
        name="console_money_projects_results",
    ),
    path("projects/new/", FileProjectView.as_view(), name="console_money_file"),
    path("projects/<int:pk>/", ProjectView.as_view(), name="console_money_project"),
    path("lines/", LinesView.as_view(), name="console_money_lines"),
    path(
        "lines/results/", LinesView.as_view(results_only=True), name="console_money_lines_results"
    ),
    path("lines/new/", RecordView.as_view(), name="console_money_record"),
    path("lines/<int:pk>/", LineView.as_view(), name="console_money_line"),
    path(
        "qualifications/<int:pk>/", QualificationView.as_view(), name="console_money_qualification"
    ),
]
