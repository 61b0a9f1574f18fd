import fal


class SDXL(fal.App):
    pass


class SdxlFast(fal.App):
    pass
