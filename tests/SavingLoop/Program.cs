// Saves a model over and over until it is killed; the kill test reads the file afterwards.
using static KerasDigits.keras;

var model = models.Sequential();
model.add(layers.Dense(600, input_shape: 300));
model.add(layers.Dense(300));
model.compile(optimizer: "adam", loss: "mse");
while (true) { model.save(args[0]); }
