# Leadership Ledger as a container: built in one stage, run in another that holds no build tools and no root.
# One volume holds all that it owns: keys and, where LEADERSHIP_DATABASE_URL names no PostgreSQL, an embedded one's data.

FROM python:3.13-slim AS build
WORKDIR /source
RUN python -m venv /opt/leadership
# The dependencies first: they change less often than the code, and their layer is kept.
COPY requirements.lock ./
RUN /opt/leadership/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY . .
RUN /opt/leadership/bin/pip wheel --no-cache-dir --no-deps --wheel-dir wheels . \
 && /opt/leadership/bin/pip install --no-cache-dir --no-deps wheels/*.whl \
 && /opt/leadership/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN pip uninstall --yes pip \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/leadership-ledger --shell /usr/sbin/nologin leadership \
 && install --directory --owner=leadership --group=leadership --mode=0700 /var/lib/leadership-ledger
COPY --from=build /opt/leadership /opt/leadership
ENV PATH=/opt/leadership/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LEADERSHIP_SIGN_IN=token \
    LEADERSHIP_HOME=/var/lib/leadership-ledger
USER leadership
WORKDIR /var/lib/leadership-ledger
VOLUME /var/lib/leadership-ledger
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
ENTRYPOINT ["leadership"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
