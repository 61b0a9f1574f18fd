import fal


class Captioner(fal.App):
    pass
