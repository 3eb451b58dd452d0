"""The stream itself is answered by the hub, before Django; here is only its stand-in."""

from django.urls import path

from nghitruong.foundation.events import views

app_name = "events"
urlpatterns = [path("poll/", views.poll, name="poll")]
