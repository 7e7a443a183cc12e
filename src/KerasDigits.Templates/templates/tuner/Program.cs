utils.set_random_seed(1);

var x = np.random.uniform(0, 1, (1000, 8));
var y = utils.to_categorical(np.argmax(x, axis: 1), 8);

Model build_model(HyperParameters hp)
{
    var model = models.Sequential();
    model.add(layers.Dense(hp.Int("units", min_value: 16, max_value: 64, step: 16), activation: "relu", input_shape: 8));
    model.add(layers.Dense(8, activation: "softmax"));
    model.compile(optimizer: optimizers.Adam(hp.Choice("learning_rate", [1e-2, 1e-3])), loss: "categorical_crossentropy",
        metrics: ["accuracy"]);
    return model;
}

var tuner = kt.RandomSearch(build_model, objective: "val_accuracy", max_trials: 4, directory: "search", project_name: "KerasSearch");
tuner.search(x, y, epochs: 5, validation_split: 0.2);

var best = tuner.get_best_hyperparameters()[0];
print("best units", best["units"], "learning rate", best["learning_rate"]);
