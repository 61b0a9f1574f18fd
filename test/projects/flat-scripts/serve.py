import model

model.load()
