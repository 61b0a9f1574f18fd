FROM python:3.12-slim
RUN pip install --no-cache-dir fastapi==0.115.12 uvicorn==0.34.0
COPY src/hooks.py /app/
WORKDIR /app
CMD ["uvicorn", "hooks:app", "--port", "8000"]
