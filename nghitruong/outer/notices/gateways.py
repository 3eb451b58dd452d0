"""The ways out: mail by SMTP, SMS and Zalo by an HTTP gateway, and a recording one for tests and the demo.

A gateway answers a reference, or raises one of three errors; which of them decides whether the message may be sent
again without anybody asking.
"""

import json
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from nghitruong.outer.notices.matrix import OUTSIDE, Channel

PATIENCE_S = 10
TOO_MANY, UNAVAILABLE = 429, 503


class NotNowError(Exception):
    """The gateway is down or busy and has taken nothing: try again later."""


class NeverError(Exception):
    """The gateway says that this will never go: a wrong address, a refused text."""


class UnclearError(Exception):
    """The connection broke after the message was handed over: nobody knows."""


@dataclass(frozen=True)
class Parcel:
    """What a gateway gets. `key` is the same for every try of one message, for gateways that know their repeats."""

    key: str
    address: str
    name: str
    subject: str
    text: str
    html: str = ""


class Gateway(Protocol):
    """A way out: `send` comes back when the message was taken, and raises one of the three errors otherwise."""

    def send(self, parcel: Parcel) -> None: ...


class SmtpGateway:
    """Through Django's mail connection, so that another backend can be configured."""

    def send(self, parcel: Parcel) -> None:
        """Raises NotNowError while nothing was handed over, UnclearError once it may have been."""
        mail = EmailMultiAlternatives(
            parcel.subject,
            parcel.text,
            settings.DEFAULT_FROM_EMAIL,
            [parcel.address],
            headers={"Message-ID": f"<{parcel.key}@{settings.EMAIL_MESSAGE_HOST}>"},
        )
        if parcel.html:
            mail.attach_alternative(parcel.html, "text/html")
        connection = get_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotNowError(str(error)) from error
        try:
            connection.send_messages([mail])
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
            raise _smtp_answer(error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise UnclearError(str(error)) from error
        finally:
            connection.close()


def _smtp_answer(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> Exception:
    """A server that answered has not taken it: 4xx means later, 5xx never (RFC 5321)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _said in error.recipients.values()]
    else:
        codes = [error.smtp_code]
    # The answer repeats the address, which no log and no page needs.
    said = f"SMTP {min(codes)}"
    return NotNowError(said) if min(codes) < 500 else NeverError(said)


@dataclass(frozen=True)
class HttpGateway:
    """A JSON call: to, text, key, with a bearer token; what providers of SMS and Zalo are adapted to."""

    url: str
    token: str

    def send(self, parcel: Parcel) -> None:
        """Raises NotNowError, NeverError or UnclearError."""
        body = json.dumps({"to": parcel.address, "text": parcel.text, "key": parcel.key}, ensure_ascii=False).encode()
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": parcel.key,
        }
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 - http(s), see the settings
        try:
            with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310
                answer.read()
        except HTTPError as error:
            raise _http_answer(error.code) from error
        except URLError as error:
            raise _http_silence(error.reason) from error
        except (OSError, HTTPException) as error:
            raise UnclearError(type(error).__name__) from error


def _http_answer(code: int) -> Exception:
    """A gateway that says it is busy took nothing; one that broke inside may have."""
    if code in (TOO_MANY, UNAVAILABLE):
        return NotNowError(f"HTTP {code}")
    return NeverError(f"HTTP {code}") if code < 500 else UnclearError(f"HTTP {code}")


def _http_silence(reason: Any) -> Exception:
    """No connection at all is a no; anything later may have been a yes."""
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return NotNowError(type(reason).__name__)
    return UnclearError(type(reason).__name__)


@dataclass
class RecordingGateway:
    """Keeps what it gets, and fails with what it is told to: for tests, and for a demo that writes to nobody."""

    sent: list[Parcel] = field(default_factory=list)
    fault: Callable[[Parcel], Exception | None] = lambda _parcel: None

    def send(self, parcel: Parcel) -> None:
        if error := self.fault(parcel):
            raise error
        self.sent.append(parcel)
        del self.sent[:-1000]


_chosen: dict[Channel, Gateway] = {}
_demo: dict[Channel, RecordingGateway] = {channel: RecordingGateway() for channel in OUTSIDE}


def use_gateway(channel: Channel, gateway: Gateway | None) -> None:
    """Another gateway for a way, in this process; None takes it away again."""
    if gateway is None:
        _chosen.pop(channel, None)
    else:
        _chosen[channel] = gateway


def gateway_for(channel: Channel) -> Gateway | None:
    """The gateway of a way, or None where this installation has none."""
    if channel in _chosen:
        return _chosen[channel]
    if settings.DEMO:
        return _demo.get(channel)
    match channel:
        case Channel.MAIL if settings.EMAIL_HOST:
            return SmtpGateway()
        case Channel.SMS if settings.SMS_URL:
            return HttpGateway(settings.SMS_URL, settings.SMS_TOKEN)
        case Channel.ZALO if settings.ZALO_URL:
            return HttpGateway(settings.ZALO_URL, settings.ZALO_TOKEN)
    return None
