from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "nghitruong.foundation.councils"
    label = "councils"
