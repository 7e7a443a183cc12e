import math
import numpy as np
from tensorflow import keras


class DataGenerator(keras.utils.Sequence):
    'Generates data'
    def __init__(self, x, y, batch_size=4, shuffle=True):
        self.x, self.y = x, y
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.x) / self.batch_size)

    def __getitem__(self, idx):
        indexes = self.indexes[idx * self.batch_size:(idx + 1) * self.batch_size]
        return self.x[indexes], self.y[indexes]

    def on_epoch_end(self):
        self.indexes = np.arange(len(self.x))
        if self.shuffle:
            np.random.shuffle(self.indexes)


gen = DataGenerator(np.arange(20).reshape(10, 2).astype("float32"), np.arange(10).astype("float32"), shuffle=False)
print(len(gen))
x, y = gen[0]
print(x.shape, y)
for bx, by in gen:
    print(bx.shape, by.shape)
for i in range(len(gen)):
    a, b = gen[i]
    print(i, a.shape)
for i, (bx, by) in enumerate(gen):
    print(i, by.sum())
first = gen[0]
print(first[0].shape)
xs, ys = gen.__getitem__(1)
print(xs.shape, gen.__len__(), gen.x.shape)
model = keras.Sequential([keras.layers.Dense(1, input_shape=(2,))])
model.compile("sgd", "mse")
model.fit(gen, epochs=1, verbose=0, steps_per_epoch=len(gen))
print(sum(len(b) for _, b in gen))
it = iter(gen)
print(next(it)[0].shape)
