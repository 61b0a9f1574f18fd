import fal


class Summarizer(fal.App):
    pass


class LargeSummarizer(fal.App):
    pass
