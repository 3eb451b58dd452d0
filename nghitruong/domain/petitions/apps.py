from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "nghitruong.domain.petitions"
    label = "petitions"
