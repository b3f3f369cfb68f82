"""Handing work over never keeps anybody waiting for a broker that is away."""

import socket
from threading import Thread

import pytest
from celery import current_app
from kombu.exceptions import OperationalError


@pytest.fixture
def zwijger():
    """A broker that hangs up on everybody: its port, and one entry for each time it was called."""
    gebeld = []
    with socket.create_server(("127.0.0.1", 0)) as deur:

        def hang_op():
            while True:
                try:
                    lijn, _ = deur.accept()
                except OSError:
                    return
                gebeld.append(lijn)
                lijn.close()

        draad = Thread(target=hang_op, daemon=True)
        draad.start()
        yield deur.getsockname()[1], gebeld
        deur.shutdown(socket.SHUT_RDWR)
        draad.join()


def test_a_broker_that_is_away_is_tried_twice_and_no_more(zwijger):
    poort, gebeld = zwijger
    with current_app.connection_for_write(f"redis://127.0.0.1:{poort}/0") as lijn, pytest.raises(OperationalError):
        lijn.default_channel  # noqa: B018 - what sending asks for first
    assert len(gebeld) == 2
