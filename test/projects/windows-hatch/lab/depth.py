import fal


class Depth(fal.App):
    @fal.endpoint("/")
    def depth(self, request: dict) -> dict:
        return {}
