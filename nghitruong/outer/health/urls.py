"""`/healthz`, the same on every layout."""

from django.urls import URLPattern, path

from nghitruong.outer.health import views

app_name = "health"
urlpatterns: list[URLPattern] = [path("healthz", views.healthz, name="healthz")]
