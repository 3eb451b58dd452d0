from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "nghitruong.domain.commitments"
    label = "commitments"
