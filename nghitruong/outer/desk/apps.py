from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "nghitruong.outer.desk"
    label = "desk"
