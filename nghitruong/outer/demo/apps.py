from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "nghitruong.outer.demo"
    label = "demo"
