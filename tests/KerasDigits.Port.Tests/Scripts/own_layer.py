import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Linear(layers.Layer):
    def __init__(self, units=32, **kwargs):
        super(Linear, self).__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True)
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True)

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


class LossHistory(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(logs.get("loss"))
        print("epoch %d ended" % epoch)


def rmse(y_true, y_pred):
    return tf.sqrt(tf.reduce_mean(tf.square(y_pred - y_true)))


x = np.random.rand(24, 3).astype("float32")
y = x.sum(axis=1)
model = keras.Sequential([Linear(4, input_shape=(3,)), layers.Activation("relu"), Linear(1)])
model.compile(optimizer="sgd", loss="mse", metrics=[rmse])
losses = LossHistory()
model.fit(x, y, epochs=2, verbose=0, callbacks=[losses])
print(len(losses.losses), model.count_params())
