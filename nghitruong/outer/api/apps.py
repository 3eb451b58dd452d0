from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "nghitruong.outer.api"
    label = "api"
