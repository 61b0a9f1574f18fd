import fal


class Tokenize(fal.App):
    @fal.endpoint("/")
    def tokenize(self, request: dict) -> dict:
        return {}
