"""Addresses that every page names: the places of the menus, the ways in and out."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

SAMPLE = 1_234_567_890
"""A number that no address of ours has in it."""


def way_to(name: str) -> str:
    """The address of a page that there is only one of. Raises NoReverseMatch.

    Looked for once: a page of the office names fifty of them.
    """
    return _looked_for(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


def round_number(name: str) -> tuple[str, str]:
    """What stands before and after the number in the address of one thing. Raises NoReverseMatch."""
    return _round_number(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=1_000)
def _round_number(name: str, _addresses: str, _prefix: str) -> tuple[str, str]:
    before, _sample, after = reverse(name, args=[SAMPLE]).rpartition(str(SAMPLE))
    return before, after


@lru_cache(maxsize=1_000)
def _looked_for(name: str, _addresses: str, _prefix: str) -> str:
    return reverse(name)
