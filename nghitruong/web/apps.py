from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "nghitruong.web"
    label = "web"
