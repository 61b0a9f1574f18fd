"""Serves the upscaler over HTTP."""

import argparse

import fastapi
import uvicorn

app = fastapi.FastAPI()


@app.get("/health")
def health() -> dict[str, bool]:
    return {"ok": True}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=8000)
    uvicorn.run(app, **vars(parser.parse_args()))
