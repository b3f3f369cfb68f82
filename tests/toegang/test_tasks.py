"""The clock cleans up after people."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from toegang.tasks import ruim_sessies_op


def test_sessions_that_ended_are_dropped_and_running_ones_kept(db):
    nu = timezone.now()
    Session.objects.create(session_key="voorbij", session_data="", expire_date=nu - timedelta(minutes=1))
    Session.objects.create(session_key="lopend", session_data="", expire_date=nu + timedelta(minutes=1))
    ruim_sessies_op()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["lopend"]
