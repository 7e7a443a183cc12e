import numpy as np
from tensorflow import keras
from tensorflow.keras import layers
import keras_tuner as kt


def build_model(hp):
    model = keras.Sequential()
    model.add(layers.Dense(units=hp.Int("units", min_value=8, max_value=32, step=8), activation="relu", input_shape=(4,)))
    model.add(layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(hp.Choice("learning_rate", values=[1e-2, 1e-3])), loss="binary_crossentropy", metrics=["accuracy"])
    return model


x = np.random.rand(40, 4)
y = (x[:, 0] > 0.5).astype("int32")
tuner = kt.RandomSearch(build_model, objective="val_accuracy", max_trials=2, executions_per_trial=1, overwrite=True, directory="tuner_dir", project_name="demo")
tuner.search(x, y, epochs=1, validation_split=0.25, verbose=0)
best_hps = tuner.get_best_hyperparameters(num_trials=1)[0]
print("units", best_hps.get("units") >= 8)
