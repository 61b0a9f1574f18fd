from __future__ import annotations

import fal
from pydantic import BaseModel


class Request(BaseModel):
    audio_url: str
    language: str | None = None


class Transcribe(
    fal.App,
    image_size="large",
):
    """Speech to text.

    class Old(fal.App): was replaced in 2.0
    """

    def setup(self):
        from faster_whisper import WhisperModel

        self.model = WhisperModel("large-v3", device="cuda", download_root="/data/models")

    @fal.endpoint("/")
    def transcribe(self, request: Request) -> dict:
        segments, _ = self.model.transcribe(request.audio_url)
        return {"text": " ".join(segment.text for segment in segments)}
