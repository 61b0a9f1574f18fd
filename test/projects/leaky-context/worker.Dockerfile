FROM python:3.12-slim
COPY app /srv/app
COPY README.md pyproject.toml /srv/
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
