"""Background removal on CPUs."""

import fal
from fal.toolkit import Image
from pydantic import BaseModel


class Input(BaseModel):
    image: Image


class RemoveBackground(fal.App, name="remove-background"):
    def setup(self):
        from rembg import new_session

        self.session = new_session("u2net")

    @fal.endpoint("/")
    def run(self, request: Input) -> Image:
        from rembg import remove

        return Image.from_pil(remove(request.image.to_pil(), session=self.session))
