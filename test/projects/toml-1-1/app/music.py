import fal


class Music(fal.App):
    pass
