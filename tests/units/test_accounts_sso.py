"""Single sign-on, against an identity provider whose network alone is made up."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse

from tests.factories import make_home, make_member, make_portal, make_superuser, make_unit
from tests.units.accounts_world import browser, give_totp, is_signed_in
from units.enums import Presence, SignInOutcome
from units.models import SignIn, User

pytestmark = pytest.mark.django_db

SERVER = "https://id.city.example"
LOGIN = ("openid_connect_login", {"provider_id": "city"})
CALLBACK = ("openid_connect_callback", {"provider_id": "city"})


@pytest.fixture(autouse=True)
def provider(settings, monkeypatch):
    """The install has an identity provider; what it claims is in the dictionary returned."""
    cache.clear()
    make_portal()
    app = {
        "provider_id": "city",
        "name": "City ID",
        "client_id": "batong",
        "secret": "secret",
        "settings": {"server_url": SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APP": app}}
    claims = {"sub": "1001", "preferred_username": "wang", "email": "wang@example.cn"}
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", answering(claims))
    return claims


def answering(claims):
    """Return what stands in for the network: the provider's three answers."""

    def send(adapter, request, **options):
        path = urlsplit(request.url).path
        token = {"iss": SERVER, "aud": "batong", "exp": time.time() + 60, "iat": time.time()}
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": SERVER,
                "authorization_endpoint": f"{SERVER}/authorize",
                "token_endpoint": f"{SERVER}/token",
                "userinfo_endpoint": f"{SERVER}/userinfo",
                "jwks_uri": f"{SERVER}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/token": {
                "access_token": "a",
                "token_type": "Bearer",
                "id_token": jwt.encode({**token, **claims}, "k" * 32, algorithm="HS256"),
            },
            "/userinfo": claims,
        }
        answer = requests.Response()
        answer.status_code = 200
        answer.headers["content-type"] = "application/json"
        answer._content = json.dumps(answers[path]).encode()
        answer.url, answer.request = request.url, request
        return answer

    return send


def person(username="wang", **values):
    """Return an editor of that name without a password."""
    found = make_member(unit=make_unit())
    User.objects.filter(pk=found.pk).update(username=username, password="!", **values)
    return User.objects.get(pk=found.pk)


def go(client=None):
    """Sign in at the provider and come back; return the browser and the last answer."""
    client = client or browser()
    sent = client.post(reverse(LOGIN[0], kwargs=LOGIN[1]))
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    back = {"state": asked["state"][0], "code": "c"}
    return client, client.get(reverse(CALLBACK[0], kwargs=CALLBACK[1]), back)


def test_known_name_signs_in():
    wang = person()

    client, _answer = go()

    assert client.session["_auth_user_id"] == str(wang.pk)
    assert SignIn.objects.get(outcome=SignInOutcome.SIGNED_IN).method == "sso"


def test_staff_number_names_the_person_where_the_install_says_so(settings, provider):
    settings.BATONG_OIDC_FIELD, settings.BATONG_OIDC_CLAIM = "staff_number", "employee"
    wang = person("another-name", staff_number="S-77")
    provider["employee"] = "S-77"

    client, _answer = go()

    assert client.session["_auth_user_id"] == str(wang.pk)


def test_unknown_identity_is_refused_and_makes_nobody():
    before = User.objects.count()

    client, answer = go()

    assert answer.status_code == 403
    assert not is_signed_in(client)
    assert User.objects.count() == before
    assert SignIn.objects.get().outcome == SignInOutcome.REFUSED


def test_nobody_is_found_by_e_mail_address():
    person("another-name", email="wang@example.cn")

    assert not is_signed_in(go()[0])


def test_deactivated_person_is_refused():
    person(is_active=False)

    assert not is_signed_in(go()[0])


def test_emergency_account_does_not_sign_in_by_an_identity(provider):
    provider["preferred_username"] = make_superuser().username

    assert not is_signed_in(go()[0])


def test_second_identity_of_the_same_name_is_refused(provider):
    person()
    go()
    provider["sub"] = "2002"

    assert not is_signed_in(go()[0])


def test_bound_identity_stays_the_person_s_under_a_new_name(provider):
    wang = person()
    go()
    provider["preferred_username"] = "zhang"

    client, _answer = go()

    assert client.session["_auth_user_id"] == str(wang.pk)


def test_identity_without_the_claim_is_refused(provider):
    person("")
    del provider["preferred_username"]

    assert not is_signed_in(go()[0])


def test_second_factor_is_asked_for_after_the_identity():
    give_totp(person())

    client, answer = go()

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_answer_that_nobody_asked_for_is_refused():
    person()
    client = browser()

    answer = client.get(reverse(CALLBACK[0], kwargs=CALLBACK[1]), {"state": "s", "code": "c"})

    assert answer.status_code == 401
    assert not is_signed_in(client)


def test_provider_is_asked_from_the_base_host_alone():
    make_home(make_unit("elsewhere"), Presence.SITE)
    client = browser(host="elsewhere.localhost:8000")

    answer = client.post(reverse(LOGIN[0], kwargs=LOGIN[1]))

    assert answer.headers["Location"].startswith("http://localhost:8000/admin/accounts/sso/city/")


def test_provider_sends_people_back_to_the_base_address(settings):
    sent = browser().post(reverse(LOGIN[0], kwargs=LOGIN[1]))

    (back,) = parse_qs(urlsplit(sent.headers["Location"]).query)["redirect_uri"]
    assert back == settings.WAGTAILADMIN_BASE_URL + reverse(CALLBACK[0], kwargs=CALLBACK[1])


def test_page_for_signing_in_offers_the_provider():
    page = browser().get(reverse("wagtailadmin_login"))

    assert "City ID" in page.content.decode()


def test_install_without_provider_has_no_single_sign_on(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}

    for name, parts in (LOGIN, CALLBACK):
        assert browser().get(reverse(name, kwargs=parts)).status_code == 404
    assert "City ID" not in browser().get(reverse("wagtailadmin_login")).content.decode()


def test_identity_is_bound_to_one_person():
    wang = person()

    go()
    go()

    assert list(SocialAccount.objects.values_list("user", "uid")) == [(wang.pk, "1001")]


def test_turning_back_at_the_provider_signs_nobody_in():
    person()
    client = browser()
    sent = client.post(reverse(LOGIN[0], kwargs=LOGIN[1]))
    state = parse_qs(urlsplit(sent.headers["Location"]).query)["state"][0]

    answer = client.get(
        reverse(CALLBACK[0], kwargs=CALLBACK[1]), {"state": state, "error": "access_denied"}
    )

    assert answer.headers["Location"] == reverse("socialaccount_login_cancelled")
    assert client.get(answer.headers["Location"]).status_code == 200
