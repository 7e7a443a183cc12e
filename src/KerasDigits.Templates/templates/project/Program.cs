utils.set_random_seed(1);

var x = np.random.uniform(0, 1, (1000, 8));
var y = utils.to_categorical(np.argmax(x, axis: 1), 8);

var model = models.Sequential();
model.add(layers.Dense(32, activation: "relu", input_shape: 8));
model.add(layers.Dense(8, activation: "softmax"));
model.compile(optimizer: "adam", loss: "categorical_crossentropy", metrics: ["accuracy"]);
model.summary();

var history = model.fit(x, y, epochs: 10, batch_size: 32, validation_split: 0.2);
print("validation accuracy", history.history["val_accuracy"][^1]);
