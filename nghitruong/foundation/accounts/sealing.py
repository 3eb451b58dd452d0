"""Sealing what must not lie readable in a database: the secrets of authenticator apps, and making what is random."""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from django.conf import settings

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter or digit that is taken for another when it is read from paper."""


def seal(text: str) -> str:
    """Encrypt under a key derived from the installation's secret; a copied database alone opens nothing."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; raises cryptography's InvalidToken when the installation's secret has changed."""
    return _box().decrypt(sealed.encode()).decode()


def digest_of(text: str) -> str:
    """SHA-256, for what is random enough to need no salt: tokens and recovery codes."""
    return hashlib.sha256(text.encode()).hexdigest()


def keyed_digest(text: str) -> str:
    """A digest that only this installation can compute, for names that somebody might guess."""
    return hmac.new(_key("digest"), text.encode(), hashlib.sha256).hexdigest()


def random_word(groups: int, length: int = 4) -> str:
    """Readable random groups, e.g. `7kpw-x3dm`; each group of four holds almost 20 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(length)) for _ in range(groups))


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("seal")))


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"accounts.{purpose}".encode(), hashlib.sha256).digest()
