"""The screens of the register: who may open them, what they show and store."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from console.blueprint_files import load_blueprint
from console.models import BlueprintProposal, OfficeRun
from console.register.enums import RunState
from console.register.runs import order_provisioning
from console.register.working import carry_out
from tests.console.register.proposals import proposed
from tests.console.register.test_actions import line, roster
from tests.factories import make_member, make_unit, make_units_in_bulk
from tests.visits import elements, sign_in
from units.enums import Presence, Role
from units.models import Unit

pytestmark = pytest.mark.django_db


def get(person, name, *args, query=""):
    return sign_in(person).get(reverse(name, args=args) + query)


def look(office, data):
    file = SimpleUploadedFile("units.csv", data)
    return sign_in(office.officer).post(reverse("console_register_import"), {"file": file})


def test_the_preview_can_be_sent_from_the_screen(office):
    answer = look(office, roster(line("abc")))

    assert "csrfmiddlewaretoken" in [field.get("name") for field in elements(answer, "input")]


def confirmed(office, answer):
    sealed = answer.context["confirm"].initial["rows"]
    return sign_in(office.officer).post(reverse("console_register_import"), {"rows": sealed})


def test_a_roster_is_chosen_on_the_screen(office):
    answer = get(office.officer, "console_register_import")

    assert "file" in [field.get("type") for field in elements(answer, "input")]


def test_looking_at_a_roster_writes_nothing(office):
    look(office, roster(line("abc")))

    assert not Unit.objects.real().exists()


def test_looking_at_a_roster_shows_what_changes(office):
    make_unit("abc", name="Old")
    answer = look(office, roster(line("abc", "New")))

    [(_unit, changes)] = answer.context["changed"]
    assert ("Old", "New") in [(change.before, change.after) for change in changes]


def test_errors_of_a_roster_are_told_by_line(office):
    answer = look(office, roster(line("abc"), line("bad", kind="nothing")))

    assert len(answer.context["lines"]) == 1


def test_a_file_that_is_no_roster_is_refused(office):
    assert look(office, b"a,b\n1,2").context["faults"]


def test_confirming_takes_the_roster_over(office):
    confirmed(office, look(office, roster(line("abc"))))

    assert Unit.objects.filter(code="abc").exists()


def test_what_was_shown_to_somebody_else_is_not_taken_over(office):
    answer = look(office, roster(line("abc")))
    sealed = answer.context["confirm"].initial["rows"]
    other = make_member(Role.IT_OFFICE)
    sign_in(other).post(reverse("console_register_import"), {"rows": sealed})

    assert not Unit.objects.filter(code="abc").exists()


def test_what_has_moved_since_is_shown_anew(office):
    answer = look(office, roster(line("abc", "New")))
    make_unit("abc", name="Old")

    assert confirmed(office, answer).context["changed"]


@pytest.mark.parametrize("name", ["group", "inspector"])
def test_nobody_but_the_it_office_imports(office, name):
    answer = get(getattr(office, name), "console_register_import")

    assert answer.status_code != HTTPStatus.OK


def chosen(office, query):
    return get(office.officer, "console_register_provision", query=query)


def test_ticked_units_are_offered_for_provisioning(office):
    units = make_units_in_bulk(3)
    answer = chosen(office, f"?unit={units[0].code}&unit={units[2].code}")

    assert answer.context["shown"] == [units[0], units[2]]


def test_all_units_that_a_filter_leaves_are_offered(office):
    make_units_in_bulk(2)
    wanted = make_units_in_bulk(2, prefix="town", kind="township")

    assert chosen(office, "?all=1&kind=township").context["shown"] == wanted


def test_all_units_that_a_search_finds_are_offered(office):
    make_units_in_bulk(2)
    wanted = make_units_in_bulk(2, prefix="town")

    assert chosen(office, "?all=1&q=town").context["shown"] == wanted


def test_nothing_chosen_says_so(office):
    assert chosen(office, "").context["count"] == 0


def test_ordering_leads_to_the_run(office):
    unit = make_unit()
    fields = {"codes": unit.code, "blueprint": "city", "presence": Presence.CHANNEL}
    answer = sign_in(office.officer).post(reverse("console_register_provision"), fields)

    run = OfficeRun.objects.get()
    assert answer.url == reverse("console_register_run", args=(run.pk,))


def test_an_order_without_a_presence_is_shown_again_with_its_units(office):
    unit = make_unit()
    fields = {"codes": unit.code, "blueprint": "city", "presence": ""}
    answer = sign_in(office.officer).post(reverse("console_register_provision"), fields)

    assert answer.context["shown"] == [unit]


@pytest.fixture
def run(office):
    units = make_units_in_bulk(2)
    return order_provisioning(
        units, blueprint="city", presence=Presence.CHANNEL, user=office.officer
    )


def test_the_state_of_a_run_is_told_in_numbers(office, run):
    carry_out(run.pk)
    told = get(office.officer, "console_register_run_state", run.pk).json()

    assert (told["state"], told["percent"], told["moving"]) == (RunState.DONE, 100, False)


def test_a_run_is_shown_without_script(office, run):
    answer = get(office.officer, "console_register_run", run.pk)

    assert elements(answer, "progress")[0]["value"] == "0"


@pytest.mark.parametrize("name", ["console_register_run", "console_register_run_state"])
def test_an_operator_reads_no_run(office, run, name):
    operator = make_member(Role.OPERATOR, make_unit())

    assert get(operator, name, run.pk).status_code != HTTPStatus.OK


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER])
def test_its_own_people_read_about_a_unit(office, role):
    unit = make_unit()

    answer = get(make_member(role, unit), "console_register_unit", unit.code)
    assert answer.context["unit"] == unit


def test_nobody_reads_about_another_unit(office):
    answer = get(make_member(Role.OPERATOR, make_unit()), "console_register_unit", make_unit().code)

    assert answer.status_code == HTTPStatus.NOT_FOUND


def switch(person, unit):
    fields = {"presence-presence": Presence.CHANNEL, "presence-reason": "Ordered"}
    address = reverse("console_register_unit", args=(unit.code,))
    return sign_in(person).post(address, {"deed": "presence", **fields})


def test_the_office_switches_a_presence_on_the_screen(office):
    unit = make_unit()
    switch(office.officer, unit)

    assert Unit.objects.get(pk=unit.pk).presence == Presence.CHANNEL


def test_its_own_people_do_not_switch_it(office):
    unit = make_unit()
    switch(make_member(Role.OPERATOR, unit), unit)

    assert Unit.objects.get(pk=unit.pk).presence == Presence.DIRECTORY


def test_a_version_is_proposed_on_the_screen(office, shelf):
    proposed(office, shelf)
    BlueprintProposal.objects.all().delete()
    fields = {"name": "small", "version": 2}
    sign_in(office.officer).post(reverse("console_register_blueprints"), fields)

    assert BlueprintProposal.objects.get().to_version == 2


def deed(person, proposal, name, **fields):
    address = reverse("console_register_proposal", args=(proposal.pk,))
    return sign_in(person).post(address, {"deed": name, **fields})


def test_the_leading_group_approves_on_the_screen(office, shelf):
    proposal = proposed(office, shelf)
    deed(office.group, proposal, "approve")

    assert BlueprintProposal.objects.get().approved_by == office.group


def test_the_proposer_does_not_approve_on_the_screen(office, shelf):
    proposal = proposed(office, shelf)
    deed(office.officer, proposal, "approve")

    assert BlueprintProposal.objects.get().approved_at is None


def test_applying_leads_to_the_run(office, shelf):
    proposal = proposed(office, shelf)
    deed(office.group, proposal, "approve")
    answer = deed(office.officer, proposal, "apply")

    assert answer.url == reverse("console_register_run", args=(OfficeRun.objects.get().pk,))


def test_an_inspector_reads_the_blueprints_and_proposes_none(office):
    assert not get(office.inspector, "console_register_blueprints").context["can_propose"]


@pytest.mark.parametrize("name", ["officer", "group", "inspector"])
def test_every_link_of_a_unit_leads_somewhere(office, name):
    client = sign_in(getattr(office, name))
    unit = make_unit()
    found = client.get(reverse("console_register_unit", args=(unit.code,))).context["links"]

    assert {client.get(link.url).status_code for link in found} == {HTTPStatus.OK}


def test_every_link_of_a_unit_leads_its_own_people_somewhere(office):
    unit = make_unit()
    client = sign_in(make_member(Role.OPERATOR, unit))
    found = client.get(reverse("console_register_unit", args=(unit.code,))).context["links"]

    assert {client.get(link.url).status_code for link in found} == {HTTPStatus.OK}


def test_blueprint_with_an_open_proposal_is_not_proposed_again(office, shelf):
    proposed(office, shelf)
    answer = get(office.officer, "console_register_blueprints")

    assert answer.context["awaited"] == {"small"}
    assert "version" not in [field.get("name") for field in elements(answer, "input")]


def test_run_calls_its_layout_by_the_title(office):
    run = order_provisioning(
        [make_unit()], blueprint="city", presence=Presence.CHANNEL, user=office.officer
    )
    answer = get(office.officer, "console_register_run", run.pk)

    assert answer.context["layout"] == load_blueprint("city").title
