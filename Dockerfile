# One image for web, worker, beat and commands. Nothing in it is secret; the environment says what it needs at start.
FROM python:3.11-slim-bookworm AS bouw
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    WERKPUNTEN_MODUS=productie STATIC_ROOT=/srv/staticfiles VAR_DIR=/var/lib/werkpunten
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin werkpunten \
    && install -d -o werkpunten -m 0700 /var/lib/werkpunten
COPY --from=bouw /venv /venv
WORKDIR /srv/werkpunten
COPY . .
# Naming and compressing static files needs no secret of production.
RUN WERKPUNTEN_MODUS=demo VAR_DIR=/tmp/bouw python manage.py collectstatic --no-input && rm -rf /tmp/bouw
USER 10001
EXPOSE 8000
# Small requests, few users per core: threads serve the waiting. No control socket: the image has no home folder.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-class", "gthread", "--worker-tmp-dir", "/dev/shm", "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket"]
