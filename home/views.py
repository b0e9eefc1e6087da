"""What every site has beside its pages: statements, site map, links, and lists for machines."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.listing import directory
from home.models import Link
from home.querysets import by_level
from home.sitemaps import UnitSitemap
from search.models import PublishedItem
from units.addresses import address_book
from units.entries import UnitEntry, origin

public = cache_control(public=True, max_age=60)


@require_safe
@public
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """Show the statement on privacy or on accessibility, in the name of this site's unit."""
    return render(request, f"content/{name}.html")


@require_safe
@public
def site_map(request: HttpRequest) -> HttpResponse:
    """Show all columns of the site, and on the portal all units."""
    unit = _unit(request)
    groups = directory() if unit.is_portal else []
    return render(request, "content/site_map.html", {"groups": groups})


@require_safe
@public
def link_directory(request: HttpRequest) -> HttpResponse:
    """Show the links that all sites share, grouped by level, with a search by title."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    links = list(Link.objects.usable().matching(query))
    context = {"link_levels": by_level(links), "query": query, "total": len(links)}
    return render(request, "content/links.html", context)


@require_safe
@public
def units_json(request: HttpRequest) -> HttpResponse:
    """List all units with their pinyin, for the unit switcher."""
    pinyin = dict(PublishedItem.objects.unit_entries().values_list("unit_id", "name_pinyin"))
    units = [
        {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind_label,
            "pinyin": pinyin.get(unit.id, ""),
            "url": unit.url,
        }
        for unit in address_book().units
        if not unit.is_portal
    ]
    return JsonResponse({"units": units}, json_dumps_params={"ensure_ascii": False})


@require_safe
@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the site's public pages for search engines; a long list is an index of its parts."""
    pages = UnitSitemap(_unit(request))
    parts = pages.paginator.num_pages
    if parts > 1 and "p" not in request.GET:
        base = f"{origin(_unit(request).base_host)}{reverse('sitemap')}"
        context = {"sitemaps": [{"location": f"{base}?p={n}"} for n in range(1, parts + 1)]}
        return render(request, "sitemap_index.xml", context, content_type="application/xml")
    response: HttpResponse = render_sitemap(request, {"pages": pages})
    return response


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the site map is and what is the same page again."""
    base = origin(_unit(request).base_host)
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /elder/",
        "Disallow: /search/",
        f"Sitemap: {base}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 with a search and the site's columns as ways out."""
    return render(request, "404.html", status=404)


def _unit(request: HttpRequest) -> UnitEntry:
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    return unit
