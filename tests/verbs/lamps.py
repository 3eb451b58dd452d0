"""A lamp: the smallest noun with a lifecycle."""

from enum import StrEnum

from django.db import models
from django.test.utils import isolate_apps

from nghitruong.kernel.actor import Actor
from nghitruong.kernel.lifecycle import Lifecycle, moves

LAN = Actor(name="Lan", council_id=7, account_id=1, person_id=11)
KIEN = Actor(name="Kiên", council_id=8, account_id=2, person_id=12)


class LampState(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


LAMP = Lifecycle(
    "lamp",
    LampState.OFF,
    moves((LampState.OFF, "light", LampState.ON), (LampState.ON, "smash", LampState.BROKEN)),
    {state: f"The lamp is {state}." for state in LampState},
)

# Apart from the real apps: no migration is missing for it.
with isolate_apps("nghitruong.foundation.verbs"):

    class Lamp(models.Model):
        council_id = models.BigIntegerField(default=7)
        state = models.CharField(max_length=10, default=LampState.OFF)
        brightness = models.IntegerField(default=0)
        lit_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "verbs"
