"""Small worlds for tests: a portal, units, columns and items, made the way the product does."""

from contextlib import nullcontext
from io import BytesIO
from itertools import count

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.transaction import atomic
from django.utils import timezone
from PIL import Image as PillowImage
from pypdf import PdfWriter
from wagtail.models import Collection, Locale, Page, Site

from content.models import ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage
from files.models import Document, Image
from files.public import publish_files
from home.models import PortalHomePage
from search.actions import publish_in_bulk
from units.actions import register_root, register_unit, switch_presence
from units.addresses import forget
from units.bulk_pages import Placement, insert_pages
from units.enums import Presence, Role
from units.models import Unit, User
from units.people.actions import add_member
from workflows.gate.certificates import fixture_leave, fixtures
from workflows.gate.public_files import follow_new_pages

_numbers = count(1)


def number():
    """Return a number no other call of this run returns."""
    return next(_numbers)


def live(page):
    """Mark an unsaved page as published, as fixtures are."""
    page.live = True
    page.first_published_at = page.last_published_at = timezone.now()
    return page


def insert(parent, page):
    """Insert a page, under the certificate of made-up content where that is open."""
    with atomic(), fixtures() if fixture_leave() else nullcontext():
        insert_pages([Placement(parent, page)])


def add(parent, page):
    """Add a page below another, the way provisioning does."""
    insert(parent, page)
    parent.numchild += 1
    publish_in_bulk([page] if page.live else [])
    follow_new_pages([page])
    return page


def publish(page):
    """Publish what stands in memory the way the admin does; return the page as it is stored."""
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def stored(page):
    """Return a page as the database has it now, in its own type."""
    return Page.objects.get(pk=page.pk).specific


def default_locale():
    return Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]


def portal_unit():
    return Unit.objects.get(code="portal")


def make_portal():
    """Return the portal's home, with the unit directory below it and its site."""
    found = PortalHomePage.objects.filter(locale=default_locale()).first()
    if found:
        return found
    root = Page.get_first_root_node()
    home = live(PortalHomePage(title="Portal", slug="portal", locale=default_locale()))
    root.add_child(instance=home)
    register_root(portal_unit(), home)
    home.add_child(instance=live(UnitIndexPage(title="Units", slug="units")))
    Site.objects.create(
        hostname=settings.BATONG_PORTAL_HOST,
        port=settings.BATONG_PUBLIC_PORT,
        root_page=home,
        is_default_site=True,
    )
    return PortalHomePage.objects.get(pk=home.pk)


def make_unit(code=None, **values):
    """Return a directory entry."""
    code = code or f"unit{number()}"
    return register_unit(
        **{
            "code": code,
            "name": f"Bureau {code}",
            "short_name": code.upper(),
            "kind": "department",
            "system": "government",
            **values,
        }
    )


def make_home(unit=None, presence=Presence.CHANNEL, **values):
    """Return the home of a unit, which is a channel of the portal unless said otherwise."""
    unit = unit or make_unit()
    make_portal()
    index = UnitIndexPage.objects.get(locale=default_locale())
    home = live(UnitHomePage(title=unit.name, slug=unit.code, **values))
    insert(index, home)
    register_root(unit, home)
    switch_presence(unit, presence)
    unit.refresh_from_db()
    return home


def make_column(parent, key=None, **values):
    """Return a live column below a home, the portal's home or another column."""
    key = key or f"col{number()}"
    column = live(
        ColumnPage(
            **{"title": f"Column {key}", "slug": key, "key": key, "show_in_menus": True} | values
        )
    )
    return add(parent, column)


def make_item(column, page_class=ArticlePage, is_live=True, **values):
    """Return an item in a column, an article unless said otherwise."""
    slug = f"item{number()}"
    page = page_class(**{"title": f"Item {slug}", "slug": slug} | values)
    return add(column, live(page) if is_live else page)


def make_person(username=None, **values):
    """Return a person with no role yet."""
    return User.objects.create_user(username or f"person{number()}", password="pass", **values)


def make_member(role=Role.EDITOR, unit=None, **values):
    """Return a person with one role, in a unit or for the centre."""
    person = make_person()
    add_member(person, role, unit=unit, **values)
    return person


def make_image(unit=None, alternative_text="A bridge over a river", size=(64, 48)):
    """Return a small picture in the unit's collection."""
    canvas = ContentFile(b"", name=f"picture{number()}.png")
    PillowImage.new("RGB", size, (number() % 255, 120, 200)).save(canvas, "PNG")
    image = Image(title="Picture", description=alternative_text, rights="Own work", file=canvas)
    if unit and unit.collection_id:
        image.collection_id = unit.collection_id
    image.save()
    return image


def make_translation(page, parent, **values):
    """Return the page's live translation below a parent in another language, title and all."""
    words = {"title": f"{page.title} ({parent.locale.language_code})", "slug": page.slug} | values
    translated = live(type(page)(**words, locale=parent.locale))
    translated.translation_key = page.translation_key
    return add(parent, translated)


def make_english_portal():
    """Return the English home of the portal, with the English unit directory below it."""
    portal = make_portal()
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = live(PortalHomePage(title="Portal in English", slug="portal-en", locale=english))
    home.translation_key = portal.translation_key
    Page.get_first_root_node().add_child(instance=home)
    register_root(portal_unit(), home)
    make_translation(UnitIndexPage.objects.get(locale=portal.locale), home)
    return home


def make_english_home(home):
    """Return the English home of the unit whose Chinese home is given."""
    index = UnitIndexPage.objects.get(locale__language_code="en")
    english = make_translation(home, index)
    register_root(Unit.objects.get(code=home.slug), english)
    return english


def make_units_in_bulk(count, prefix="bulk", **values):
    """Return many directory entries, written without signals."""
    common = {"kind": "department", "system": "government"} | values
    rows = [
        Unit(code=f"{prefix}{n}", name=f"Office {prefix} {n}", short_name=f"{prefix}-{n}", **common)
        for n in range(count)
    ]
    units = Unit.objects.bulk_create(rows)
    forget()
    return units


def make_collection(unit):
    """Return the collection of a unit's files, made where it has none."""
    if unit.collection_id is None:
        unit.collection = Collection.get_first_root_node().add_child(name=unit.name)
        unit.save(update_fields=("collection",))
    return unit.collection


def pdf(pages=1):
    """Return the bytes of a PDF with so many empty pages."""
    writer, buffer = PdfWriter(), BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(buffer)
    return buffer.getvalue()


def make_document(content=None, name="form.pdf", **values):
    """Return a document, a PDF of two pages unless said otherwise."""
    content = pdf(2) if content is None else content
    document = Document(**{"title": "Form"} | values)
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.save()
    return document


def make_superuser():
    """Return the emergency account, whom only the tree's rules and read-only models stop."""
    found = User.objects.filter(is_superuser=True).first()
    return found or User.objects.create_superuser(f"root{number()}", password="pass")


def make_public(*files):
    """Let a live page show files to the public, whatever it holds; return the page."""
    page = make_column(make_portal())
    publish_files(page.pk, {file.content_hash for file in files})
    return page
