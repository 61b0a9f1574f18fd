import fal


class Foo(fal.App):
    pass
