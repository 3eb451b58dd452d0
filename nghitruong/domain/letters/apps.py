from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "nghitruong.domain.letters"
    label = "letters"
