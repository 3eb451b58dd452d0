"""Who sends without an account: told apart by the address, which is kept nowhere; and what a refusal says to them."""

import ipaddress
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from nghitruong.foundation.accounts.sealing import keyed_digest
from nghitruong.foundation.accounts.signing_in import address_of
from nghitruong.kernel.decision import RefusedError
from nghitruong.kernel.vietnamese.text import clean_line
from nghitruong.web.refusals import STATUS
from nghitruong.web.words import refusal_sentence

KEY = "khoa"
KEY_LETTERS = 40
NETWORK_BITS = 64
"""One household has so many bits of an IPv6 address; what it does with the others tells nobody apart."""


def sender_of(request: HttpRequest) -> str:
    """A digest of where the request comes from, which only this installation can compute."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return keyed_digest(f"sender|{address}")
    if known.version == 6:
        address = str(ipaddress.ip_network((known, NETWORK_BITS), strict=False))
    return keyed_digest(f"sender|{address}")


def key_of(request: HttpRequest) -> str:
    """The key that a form brings along, as it is stored, so that a second press is known; a new one for a new form."""
    return clean_line(request.POST.get(KEY, ""))[:KEY_LETTERS] or token_urlsafe(12)


def told(act: Callable[[], object]) -> str:
    """Nothing once it is done, else the sentence of what was refused."""
    try:
        act()
    except RefusedError as error:
        return refusal_sentence(error.refusal)
    return ""


def done_or_told(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object]) -> int:
    """Whether a posted form was valid and its verb agreed: 0, or the status of the page that shows the form again.

    Whatever was refused stands in the form, with everything that was typed.
    """
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 400
    try:
        act(form.cleaned_data)
    except RefusedError as error:
        form.add_error(None, refusal_sentence(error.refusal))
        return STATUS[error.refusal.kind]
    return 0
