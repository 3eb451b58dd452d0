from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "nghitruong.domain.voting"
    label = "voting"
