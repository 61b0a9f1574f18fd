import json
from pathlib import Path

import fal
from fal.toolkit import Image
from pydantic import BaseModel, Field

from image_studio import schedulers


class Input(BaseModel):
    prompt: str = Field(description="What to draw")
    steps: int = 28


class Output(BaseModel):
    images: list[Image]


class TextToImage(fal.App):
    local_python_modules = ["image_studio"]

    def setup(self) -> None:
        import torch
        from diffusers import FluxPipeline

        self.pipe = FluxPipeline.from_pretrained("/data/models/flux", torch_dtype=torch.bfloat16).to("cuda")
        self.pipe.scheduler = schedulers.default(self.pipe)
        self.presets = json.loads((Path(__file__).parent / "prompts.json").read_text())

    @fal.endpoint("/")
    def generate(self, request: Input) -> Output:
        images = self.pipe(request.prompt, num_inference_steps=request.steps).images
        return Output(images=[Image.from_pil(image) for image in images])

    @fal.endpoint("/healthz")
    def healthz(self) -> dict[str, bool]:
        return {"ok": True}
