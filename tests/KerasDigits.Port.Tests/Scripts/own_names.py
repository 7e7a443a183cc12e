import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Linear(layers.Layer):
    def __init__(self, units=4, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones", trainable=True, name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True, name="b")

    def call(self, inputs):
        return self.activation(tf.matmul(inputs, self.w) + self.b)

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units})
        return config


class Named(layers.Layer):
    def __init__(self, units, name=None):
        super(Named, self).__init__(name=name)
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(x)


class Scale(keras.layers.Layer):
    def __init__(self, factor, name="scale", **kwargs):
        super(Scale, self).__init__(name=name, **kwargs)
        self.factor = factor

    def call(self, x):
        return x * self.factor


class Net(keras.Model):
    def __init__(self, hidden=8, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.d1 = layers.Dense(hidden, activation="relu")
        self.d2 = layers.Dense(1)

    def call(self, x):
        return self.d2(self.d1(x))


class Net2(keras.Model):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.d = layers.Dense(1)

    def call(self, inputs, training=False):
        return self.d(inputs)


lin = Linear(3, name="my_linear")
print(lin.name, lin(tf.ones((2, 2))).numpy())
print(Linear(units=2, activation="relu", dtype="float32").units)
print(Named(2, name="nm").name, Scale(2.0).name, Scale(3.0, name="other").name)
print(lin.get_config()["units"])
net = Net(4)
print(net.name, Net(name="b").name, Net2("abc").name)
net.compile("sgd", "mse")
net.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=1, verbose=0)
print(net.predict(np.ones((2, 2))).shape)
