"""People who sign in, the capacities they act in, their tokens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nghitruong.foundation.councils.models import Agency, Body, Council, Mandate, Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role


class AccountManager(BaseUserManager["Account"]):
    """How the framework finds an account by what was typed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A sign-in name with a password. What its owner may do stands in the grants."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")
    display: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []  # type: ignore[misc]
    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.username


class Grant(models.Model):
    """That an account acts in one capacity in one council between two dates, by which decision."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="grants")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=160, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "council"], name="grants_by_account")]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=[str(role) for role in Role]), name="grant_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"


class ApiToken(models.Model):
    """A bearer token; only its hash is kept. It acts as its account in one council."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="api_tokens")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
