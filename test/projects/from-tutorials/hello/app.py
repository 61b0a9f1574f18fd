import fal


class Hello(fal.App):
    @fal.endpoint("/")
    def hello(self) -> dict:
        return {"hello": "world"}
