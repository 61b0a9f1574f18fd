import fal


class Pose(fal.App):
    @fal.endpoint("/")
    def pose(self, request: dict) -> dict:
        return {}

    @fal.endpoint("/health")
    def health(self) -> dict:
        return {}
