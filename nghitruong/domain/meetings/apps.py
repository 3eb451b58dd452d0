from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "nghitruong.domain.meetings"
    label = "meetings"
