"""Ending what is signed in. Sessions are the framework's; which of them belong to whom stands in our devices."""

from importlib import import_module
from typing import Any

from django.conf import settings

from nghitruong.foundation.accounts.models import Account, Device
from nghitruong.kernel import clock


def end_sessions(account: Account, *, but: str = "") -> int:
    """End the account's sessions on every device but one, in the caller's transaction; answers how many ended."""
    ended = Device.objects.filter(account=account).exclude(session_key=but)
    keys = list(ended.values_list("session_key", flat=True))
    for key in keys:
        _store().delete(key)
    ended.delete()
    return len(keys)


def end_session(device: Device) -> None:
    """End one device's session: its next request is nobody's."""
    _store().delete(device.session_key)
    device.delete()


def device_of_session(session_key: str | None) -> Device | None:
    """The device that a session belongs to, or None."""
    return Device.objects.filter(session_key=session_key or "").first()


def rename_session(old: str, new: str) -> None:
    """The framework has given the session another key; it is still the same device."""
    Device.objects.filter(session_key=old).update(session_key=new)


def touch_device(session_key: str | None) -> None:
    """Note that the device was used just now."""
    Device.objects.filter(session_key=session_key or "").update(seen_at=clock.now())


def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore()
