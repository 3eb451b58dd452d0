from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nghitruong.foundation.documents"
    label = "documents"
