"""A proposal to bring units from the first to the second version of a small blueprint."""

from console.actions import propose_blueprint
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.provisioning import provision_units
from tests.console.blueprints import column_text
from tests.factories import make_units_in_bulk


def proposed(office, shelf):
    """Provision two units by the first version; return the proposal of the second."""
    shelf((column_text("one"),), (column_text("one"), column_text("two")))
    units = make_units_in_bulk(2)
    provision_units(units, BuildOrder(blueprint=load_blueprint("small", 1)))
    return propose_blueprint("small", user=office.officer)
