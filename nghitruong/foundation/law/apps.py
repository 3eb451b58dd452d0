from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "nghitruong.foundation.law"
    label = "law"
