"""People who sign in, the capacities they act in, their second factor, their devices, their tokens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce, Lower

from nghitruong.foundation.councils.models import Agency, Body, Council, Mandate, Person
from nghitruong.kernel import clock
from nghitruong.kernel.actor import Role
from nghitruong.kernel.vietnamese import name_sort_key


class AccountManager(BaseUserManager["Account"]):
    """How the framework finds an account by what was typed."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """A sign-in name with a password. What its owner may do stands in the grants.

    `sort_key` is the place in lists, kept here because sorting thousands of accounts by a joined column takes longer
    than the rest of their page; whoever writes a person's name or an account's person keeps it true.
    """

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    sort_key = models.CharField(max_length=1000)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    reset_proposed_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="vi")
    display: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        indexes = [
            models.Index(fields=["council"], condition=~models.Q(reset_proposed_by=None), name="passwords_proposed"),
            # The council comes last: whoever holds a role here belongs to the list too, wherever she is at home.
            models.Index(fields=["sort_key", "username", "council", "id"], name="accounts_in_order"),
        ]
        constraints = [models.UniqueConstraint(Lower("username"), name="one_account_a_name")]

    def __str__(self) -> str:
        return self.username

    @property
    def shown_name(self) -> str:
        """The person's name, or the user name of an account without a person."""
        return self.person.full_name if self.person else self.username

    def sorted_in(self) -> "Account":
        """The same account with its place in lists: the person's, or the user name's without one."""
        self.sort_key = self.person.sort_key if self.person else name_sort_key(self.username)
        return self


class Grant(models.Model):
    """That an account acts in one capacity in one council between two dates, by which decision.

    A grant counts from its confirmation by a second person on (matrix row 26); until then it is a proposal.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="grants")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=160, blank=True)
    proposed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "council"], name="grants_by_account"),
            # What waits for a second person is counted on many pages and is next to nothing.
            models.Index(fields=["council"], condition=models.Q(confirmed_at=None), name="grants_proposed"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=[str(role) for role in Role]), name="grant_role_known"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="grant_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(proposed_by=None) | ~models.Q(proposed_by=models.F("confirmed_by")),
                name="nobody_confirms_an_own_proposal",
            ),
            models.UniqueConstraint(
                models.F("account"),
                models.F("council"),
                models.F("role"),
                Coalesce(models.F("agency"), 0),
                Coalesce(models.F("body"), 0),
                condition=models.Q(valid_to=None),
                name="one_open_grant_a_capacity",
            ),
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


class SecondFactor(models.Model):
    """An authenticator app's secret, sealed. `last_step` is the last half minute used, so that no code counts twice."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="second_factor")
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.account)


class RecoveryCode(models.Model):
    """One of the codes for the day the phone is lost; only its hash is kept, and it counts once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="one_recovery_code_a_digest")]

    def __str__(self) -> str:
        return str(self.account)


class Device(models.Model):
    """A browser that is signed in. Ending its session here ends it there, on the next request."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.label


class FailedTry(models.Model):
    """Failed sign-ins under one key: the hash of what was typed as a name, and where from.

    It exists for names that have no account as well, so that a lock tells nobody which names do.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveSmallIntegerField(default=0)
    first_at = models.DateTimeField(default=clock.now)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "failed tries"

    def __str__(self) -> str:
        return self.key[:8]
