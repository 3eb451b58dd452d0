from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "nghitruong.foundation.audit"
    label = "audit"
