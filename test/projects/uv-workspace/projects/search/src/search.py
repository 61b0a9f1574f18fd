import fal
from fal import App, endpoint

if not fal.__version__:
    raise SystemExit


class Base(App):
    keep_alive = 60


class Search(Base):
    @endpoint("/")
    def search(self, request: dict) -> dict:
        return {"hits": []}
