from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "nghitruong.outer.portal"
    label = "portal"
