"""An empty tree, nobody with rights on its root, and the unit of the portal itself."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def clear_what_wagtail_made(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the Welcome page, its site, and the two groups that have rights on the root."""
    Site = apps.get_model("wagtailcore", "Site")
    Page = apps.get_model("wagtailcore", "Page")
    Group = apps.get_model("auth", "Group")
    Site.objects.filter(root_page__depth=2, root_page__slug="home").delete()
    Page.objects.filter(depth=2, slug="home", url_path="/home/").delete()
    Page.objects.filter(depth=1).update(numchild=0)
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()


def create_portal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the unit that everything outside the units' homes belongs to, with its host."""
    Unit = apps.get_model("units", "Unit")
    portal = Unit.objects.create(
        code="portal",
        name=settings.WAGTAIL_SITE_NAME,
        short_name=settings.WAGTAIL_SITE_NAME[:40],
        kind="department",
        system="government",
        level="city",
        is_designated=False,
        site_status="existing",
        presence="site",
    )
    apps.get_model("units", "UnitHost").objects.create(
        unit=portal, host=settings.BATONG_PORTAL_HOST, is_current=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_units"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(clear_what_wagtail_made, migrations.RunPython.noop),
        migrations.RunPython(create_portal, migrations.RunPython.noop),
    ]
