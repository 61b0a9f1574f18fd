import fal


class Diarize(fal.App):
    @fal.endpoint("/")
    def diarize(self, request: dict) -> dict:
        return {}
