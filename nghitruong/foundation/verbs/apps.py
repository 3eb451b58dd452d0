from django.apps import AppConfig


class VerbsConfig(AppConfig):
    name = "nghitruong.foundation.verbs"
    label = "verbs"
