import fal


class Transcriber(fal.App):
    pass
