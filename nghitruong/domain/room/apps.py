from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "nghitruong.domain.room"
    label = "room"
