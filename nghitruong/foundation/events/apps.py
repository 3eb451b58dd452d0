from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "nghitruong.foundation.events"
    label = "events"
