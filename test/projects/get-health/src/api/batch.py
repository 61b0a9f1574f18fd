import fal


class Batch(fal.App):
    pass
