import numpy as np
from tensorflow import keras
from tensorflow.keras.callbacks import Callback


class LossHistory(keras.callbacks.Callback):
    def __init__(self, name="x", **kwargs):
        super().__init__(**kwargs)
        self.name = name

    def on_train_begin(self, logs={}):
        self.losses = []
        self.history = {}

    def on_batch_end(self, batch, logs={}):
        self.losses.append(logs.get('loss'))

    def on_epoch_end(self, epoch, logs=None):
        logs = logs or {}
        for k, v in logs.items():
            self.history.setdefault(k, []).append(v)
        print(epoch, sorted(logs), "loss" in logs)


class Stopper(Callback):
    def __init__(self, threshold=0.9):
        super(Stopper, self).__init__()
        self.threshold = threshold

    def on_epoch_end(self, epoch, logs={}):
        acc = logs.get("accuracy")
        if acc is not None and acc > self.threshold:
            print("reached")
            self.model.stop_training = True
        if logs.get('loss') < 1e9:
            print("loss fine")


class Timing(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        logs = {} if logs is None else logs
        self.seen = len(logs)

    def on_train_end(self, logs=None):
        keys = list((logs or {}).keys())
        print("end", len(keys) > 0)


h = LossHistory()
model = keras.Sequential([keras.layers.Dense(2, activation="softmax", input_shape=(3,))])
model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
model.fit(np.ones((8, 3)), np.tile([1.0, 0.0], (8, 1)), epochs=2, batch_size=4, verbose=0, callbacks=[h, Stopper(threshold=-1), Timing()])
print(len(h.losses), sorted(h.history), len(h.history["loss"]))
