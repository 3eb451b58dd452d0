from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import import_string


class AccountsConfig(AppConfig):
    name = "nghitruong.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        # By name: the check asks the tables, which may not be imported before every app is known.
        register(import_string("nghitruong.foundation.accounts.checks.check_demo"))
