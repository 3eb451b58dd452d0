from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "nghitruong.outer.notices"
    label = "notices"
