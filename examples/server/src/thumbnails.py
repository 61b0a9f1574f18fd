import fal


class Thumbnails(fal.App):
    @fal.endpoint("/")
    def run(self, url: str, width: int = 256) -> dict[str, str]:
        return {"url": url, "width": str(width)}
