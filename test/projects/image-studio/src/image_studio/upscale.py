import fal


class Upscale(fal.App):
    @fal.endpoint("/")
    def upscale(self, request: dict) -> dict:
        return request
