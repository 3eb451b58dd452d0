from django.apps import AppConfig
from django.utils.module_loading import import_string


class HouseConfig(AppConfig):
    name = "nghitruong.config"
    label = "config"

    def ready(self) -> None:
        # By name: the wiring imports models, which may not be imported before every app is known.
        import_string("nghitruong.config.wiring.wire")()
