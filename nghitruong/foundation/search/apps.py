from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "nghitruong.foundation.search"
    label = "search"
