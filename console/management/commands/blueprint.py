"""Look at blueprints, and bring all units to a new version once it is approved."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils.translation import gettext as _

from console import actions
from console.blueprint_files import (
    BlueprintError,
    blueprint_names,
    blueprint_versions,
    load_blueprint,
)
from console.enums import ChangeKind
from console.models import BlueprintProposal, UnitBlueprint
from content.enums import ColumnKind
from units.models import User


class Command(BaseCommand):
    help = "List blueprints; show, propose, approve and apply a version over all units."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="blueprints, their versions and how many units have each")
        diff = verbs.add_parser("diff", help="what a version would change over all units")
        propose = verbs.add_parser("propose", help="propose a version to the leading group")
        for verb in (diff, propose):
            verb.add_argument("name")
            verb.add_argument("--to", type=int, help="the version; the latest if left out")
        approve = verbs.add_parser("approve", help="approve a proposal, as the leading group")
        apply = verbs.add_parser("apply", help="bring all units to an approved version")
        for verb in (approve, apply):
            verb.add_argument("proposal", type=int, help="number of the proposal")
        for verb in (propose, approve):
            verb.add_argument("--user", required=True, help="user name of who does it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except (BlueprintError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _list(self, options: dict[str, Any]) -> None:
        counted = UnitBlueprint.objects.values_list("name", "version").annotate(Count("pk"))
        units = {(name, version): count for name, version, count in counted}
        for name in blueprint_names():
            for version in blueprint_versions(name):
                blueprint = load_blueprint(name, version)
                self.stdout.write(
                    _("%(blueprint)s  %(title)s: %(columns)s columns (%(kinds)s), %(units)s units")
                    % {
                        "blueprint": blueprint,
                        "title": blueprint.title,
                        "columns": len(list(blueprint.placed())),
                        "kinds": ", ".join(
                            f"{ColumnKind(kind).label} {count}"
                            for kind, count in blueprint.count_by_kind().items()
                        ),
                        "units": units.get((name, version), 0),
                    }
                )

    def _diff(self, options: dict[str, Any]) -> None:
        version = options["to"] or max(blueprint_versions(options["name"]), default=0)
        found = actions.differences(options["name"], version)
        if not found:
            self.stdout.write(_("No unit would change."))
        self._show(options["name"], version, found)

    def _propose(self, options: dict[str, Any]) -> None:
        proposal = actions.propose_blueprint(
            options["name"], user=self._user(options), version=options["to"]
        )
        self._show(proposal.blueprint, proposal.to_version, proposal.diff)
        self.stdout.write(_("Proposal %(number)s") % {"number": proposal.pk})

    def _approve(self, options: dict[str, Any]) -> None:
        proposal = actions.approve_blueprint(self._proposal(options), user=self._user(options))
        self.stdout.write(_("Approved: %(proposal)s") % {"proposal": proposal})

    def _apply(self, options: dict[str, Any]) -> None:
        changed = actions.apply_blueprint(self._proposal(options), progress=self._progress)
        self.stdout.write(_("Changed units: %(count)s") % {"count": changed})

    def _show(self, name: str, version: int, found: list[dict[str, Any]]) -> None:
        for entry in found:
            self.stdout.write(
                _("%(name)s v%(old)s → v%(new)s: %(units)s units")
                % {"name": name, "old": entry["version"], "new": version, "units": entry["units"]}
            )
            for change in entry["changes"]:
                label = ChangeKind(change["kind"]).label
                line = f"  {label} {change['key']} {change['name']}"
                if change["aspect"]:
                    line += f" · {change['aspect']}: {change['before']} → {change['after']}"
                self.stdout.write(line)

    def _user(self, options: dict[str, Any]) -> User:
        user = User.objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(_("There is no user %(name)s.") % {"name": options["user"]})
        return user

    def _proposal(self, options: dict[str, Any]) -> BlueprintProposal:
        proposal = BlueprintProposal.objects.filter(pk=options["proposal"]).first()
        if proposal is None:
            raise CommandError(
                _("There is no proposal %(number)s.") % {"number": options["proposal"]}
            )
        return proposal

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(_("%(done)s of %(total)s units") % {"done": done, "total": total})
