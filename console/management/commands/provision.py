"""Give units their sites, or take back what nobody has touched since."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from console.actions import DEFAULT_BLUEPRINT
from console.blueprint import Blueprint
from console.blueprint_files import BlueprintError, load_blueprint
from console.building import BuildOrder, ProvisionError
from console.model_units import blueprint_of
from console.provisioning import BATCH, RunResult, provision_units
from console.undoing import undo_units
from units.enums import Presence, SiteStatus
from units.models import Unit


class Command(BaseCommand):
    help = "Give units a home, columns, groups, a collection and a host, in batches."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--planned", action="store_true", help="units whose site is planned")
        which.add_argument("--codes", help="codes of units, separated by commas")
        which.add_argument("--all", action="store_true", help="all units")
        parser.add_argument("--blueprint", default=DEFAULT_BLUEPRINT, help="name of the blueprint")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=TEXT",
            help="a name that the blueprint leaves to the unit",
        )
        parser.add_argument("--like", metavar="CODE", help="use this model unit as the blueprint")
        parser.add_argument(
            "--presence",
            choices=(Presence.SITE.value, Presence.CHANNEL.value),
            default=Presence.SITE.value,
            help="what units that are a directory entry become",
        )
        parser.add_argument("--batch", type=int, default=BATCH, help="units in one transaction")
        parser.add_argument("--undo", action="store_true", help="remove what is unchanged since")

    def handle(self, *args: Any, **options: Any) -> None:
        units = self._units(options)
        try:
            if options["undo"]:
                result = undo_units(units, batch=options["batch"], progress=self._progress)
            else:
                result = provision_units(
                    units, self._order(options), batch=options["batch"], progress=self._progress
                )
        except (ProvisionError, BlueprintError) as error:
            raise CommandError(str(error)) from error
        self._report(result, is_undo=options["undo"])

    def _units(self, options: dict[str, Any]) -> list[Unit]:
        units = Unit.objects.real().filter(closed_on=None)
        if options["all"]:
            return list(units)
        if options["planned"]:
            return list(units.filter(site_status=SiteStatus.PLANNED))
        codes = [code.strip() for code in options["codes"].split(",") if code.strip()]
        found = {unit.code: unit for unit in units.filter(code__in=codes)}
        missing = [code for code in codes if code not in found]
        if missing:
            raise CommandError(_("No such units: %(codes)s") % {"codes": ", ".join(missing)})
        return list(found.values())

    def _order(self, options: dict[str, Any]) -> BuildOrder:
        presence = Presence(options["presence"])
        if options["like"]:
            source = Unit.objects.real().filter(code=options["like"]).first()
            if source is None:
                raise CommandError(_("No such units: %(codes)s") % {"codes": options["like"]})
            return BuildOrder(blueprint=blueprint_of(source), presence=presence, source=source)
        return BuildOrder(blueprint=self._blueprint(options), presence=presence)

    def _blueprint(self, options: dict[str, Any]) -> Blueprint:
        pairs = [setting.partition("=") for setting in options["set"]]
        return load_blueprint(options["blueprint"], parameters={n: text for n, _eq, text in pairs})

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(_("%(done)s of %(total)s units") % {"done": done, "total": total})
        self.stdout.flush()

    def _report(self, result: RunResult, *, is_undo: bool) -> None:
        self.stdout.write(
            _("Done: %(done)s. Nothing to do: %(skipped)s. Refused: %(refused)s.")
            % {
                "done": len(result.done),
                "skipped": len(result.skipped),
                "refused": len(result.refused),
            }
        )
        unopened = [unit for unit in result.done if unit.opened_on is None]
        if unopened and not is_undo:
            self.stdout.write(
                _("Not open before their required columns are filled: %(count)s")
                % {"count": len(unopened)}
            )
        if result.refused:
            raise CommandError(
                _("Changed since they were provisioned: %(codes)s")
                % {"codes": ", ".join(unit.code for unit in result.refused)}
            )
