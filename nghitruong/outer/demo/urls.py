"""The addresses of the demo itself; its pages are everybody else's."""

from django.urls import URLPattern, path

from nghitruong.outer.demo import views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("dung-thu/", views.welcome, name="welcome"),
    path("dung-thu/vao/", views.enter, name="enter"),
    path("dung-thu/robot/", views.robots, name="robots"),
    path("dung-thu/robot/bam/", views.play, name="play"),
]
