"""Addresses of the rules, below /admin/console/rules/."""

from django.urls import URLPattern, path

from console.rules.listing import RulesView
from console.rules.matrix import MatrixView
from console.rules.views import OwnRulesView, RuleAddView, RuleView, VersionView, file_of_version

urlpatterns: list[URLPattern] = [
    path("", RulesView.as_view(), name="console_rules_list"),
    path("results/", RulesView.as_view(results_only=True), name="console_rules_list_results"),
    path("matrix/", MatrixView.as_view(), name="console_rules_matrix"),
    path(
        "matrix/results/",
        MatrixView.as_view(results_only=True),
        name="console_rules_matrix_results",
    ),
    path("own/", OwnRulesView.as_view(), name="console_rules_own"),
    path("add/", RuleAddView.as_view(), name="console_rules_add"),
    path("<int:pk>/", RuleView.as_view(), name="console_rules_rule"),
    path("versions/<int:pk>/", VersionView.as_view(), name="console_rules_version"),
    path("versions/<int:pk>/file/", file_of_version, name="console_rules_file"),
]
