from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "nghitruong.foundation.accounts"
    label = "accounts"
