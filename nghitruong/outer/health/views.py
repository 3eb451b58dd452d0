"""One answer, in JSON, to whoever asks: it names nobody and no record."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nghitruong.outer.health.queries import house_health


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when the database is away or the streams stand still."""
    health = house_health()
    status = 200 if health["status"] == "ok" else 503
    return JsonResponse(health, status=status, json_dumps_params={"ensure_ascii": False})
