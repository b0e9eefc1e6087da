"""What people of the offices do in a browser: signing in, codes of a phone, reading their mail."""

import email
import email.policy
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.browser.city import PASSWORD

STEP = 30


def sign_in(tab, city, username, password=PASSWORD, unit=""):
    """Sign a person in through the form, on the portal's host or a unit's."""
    tab.goto(city.address("/admin/", unit))
    tab.locator("[name=username]").fill(username)
    tab.locator("[name=password]").fill(password)
    tab.locator("form [type=submit]").first.click()


def code_of_phone(secret, ahead=0):
    """The code that an authenticator app shows now, or some steps later."""
    step = int(time.time()) // STEP + ahead
    return format_hotp_value(hotp_value(secret.replace(" ", ""), step))


def mails_to(city, address):
    """The texts of all mails to an address, the oldest first."""
    found = []
    for path in sorted(city.mail.glob("*"), key=lambda path: path.stat().st_mtime):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if message["To"] == address:
            found.append(message.get_body().get_content())
    return found


def link_in(text):
    """The first address in the text of a mail."""
    return re.search(r"https?://\S+", text).group()


def open_person(tab, city, username):
    """Open the page of a person from the list of people."""
    tab.goto(city.address(f"/admin/users/?q={username}"))
    tab.locator("table.listing tbody a").first.click()
    expect(tab.locator("#roles-title")).to_be_visible()


def confirm(tab):
    """Press the button of a page that asks once more."""
    tab.locator("main form [type=submit]").first.click()
