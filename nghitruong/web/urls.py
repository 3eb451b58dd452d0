from django.urls import path

from nghitruong.web import views

app_name = "web"
urlpatterns = [
    path("hien-thi/", views.modes, name="modes"),
    path("ngon-ngu/", views.language, name="language"),
    path("thanh-phan/", views.components, name="components"),
    path("thanh-phan/<slug:part>/", views.components, name="component_page"),
]
