"""Sends a letter by SMTP; the password comes from the environment and is never written down."""

import smtplib
import ssl
from email.message import EmailMessage

from vraagbaak.errors import MailNotSent, WrongUsage
from vraagbaak.runs.subscriptions import MailSettings, Security

VARIABLE = "VRAAGBAAK_SMTP_PASSWORD"
"""The environment variable that holds the password."""

_SECONDS = 30.0


def send_letter(
    message: EmailMessage,
    settings: MailSettings,
    password: str | None,
    trust: ssl.SSLContext | None = None,
) -> tuple[str, ...]:
    """Hand a letter to a mail server, and give the receivers that it refused though not all.

    Args:
        message: the letter.
        settings: the server, and how to talk to it.
        password: needed where the settings name a user.
        trust: the certificates that are trusted; those of the system where None.

    Raises:
        WrongUsage: a password is missing, or would go out in the clear.
        MailNotSent: the server cannot be reached, is not who it says, or refuses the letter.
    """
    if settings.user and not password:
        raise WrongUsage(f"{settings.user} needs a password: set {VARIABLE} in the environment")
    if settings.user and settings.security is Security.NONE:
        raise WrongUsage("a password is never sent in the clear: use security starttls or tls")
    try:
        with _connect(settings, trust or ssl.create_default_context()) as server:
            if settings.user and password:
                server.login(settings.user, password)
            return tuple(server.send_message(message))
    except (OSError, smtplib.SMTPException) as error:
        reason = " ".join(str(error).split())
        raise MailNotSent(
            f"the letter was not sent through {settings.host}:{settings.port}: {reason}; "
            "it goes out with the next call"
        ) from error


def _connect(settings: MailSettings, context: ssl.SSLContext) -> smtplib.SMTP:
    if settings.security is Security.TLS:
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=_SECONDS, context=context)
    server = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
    if settings.security is Security.STARTTLS:
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server
