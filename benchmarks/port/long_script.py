# Writes a script of a thousand lines, of the kind that people write, to measure keras-port by: python3 long_script.py > long.py
HEAD = '''import os
import random
import math
import numpy as np
import matplotlib.pyplot as plt
from collections import Counter
from tensorflow import keras
from tensorflow.keras import layers, models
from tensorflow.keras.callbacks import EarlyStopping

'''
PART = '''
# Part PART: data, a model, its training and what came of it.
def load_data_PART(count, size=8):
    rows = []
    labels = []
    for n in range(count):
        row = [random.random() for _ in range(size)]
        total = sum(row)
        rows.append(row)
        labels.append(1 if total > size / 2 else 0)
    x = np.array(rows)
    y = np.array(labels)
    return x, y


def describe_PART(name, values):
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
    print(f"{name:12} mean {mean:.3f} spread {spread:.3f}")
    return mean, spread


class LogPART(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(logs["loss"])
        if epoch % 2 == 0:
            print("epoch", epoch, "loss", round(logs["loss"], 4))


def build_model_PART(size, units=32, rate=0.2):
    model = models.Sequential()
    model.add(layers.Dense(units, activation="relu", input_shape=(size,)))
    model.add(layers.Dropout(rate))
    model.add(layers.Dense(units // 2, activation="relu"))
    model.add(layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


x_PART, y_PART = load_data_PART(200 + PART)
split_PART = int(len(x_PART) * 0.8)
x_train_PART, x_test_PART = x_PART[:split_PART], x_PART[split_PART:]
y_train_PART, y_test_PART = y_PART[:split_PART], y_PART[split_PART:]
print("train", x_train_PART.shape, "test", x_test_PART.shape)
counts_PART = Counter(y_train_PART.tolist())
for label, count in sorted(counts_PART.items()):
    print("label", label, "count", count)
log_PART = LogPART()
model_PART = build_model_PART(x_train_PART.shape[1], units=16 + PART)
history_PART = model_PART.fit(x_train_PART, y_train_PART, epochs=3, batch_size=16, validation_split=0.1,
                        callbacks=[log_PART, EarlyStopping(monitor="val_loss", patience=2)], verbose=0)
loss_PART, acc_PART = model_PART.evaluate(x_test_PART, y_test_PART, verbose=0)
print("Test accuracy: %.2f" % acc_PART)
predictions_PART = model_PART.predict(x_test_PART)
right_PART = 0
for p, t in zip(predictions_PART, y_test_PART):
    if (p[0] > 0.5) == (t == 1):
        right_PART += 1
print("right", right_PART, "of", len(y_test_PART))
words_PART = "the quick brown fox jumps over the lazy dog".split()
index_PART = {w: n for n, w in enumerate(sorted(set(words_PART)))}
print(index_PART, [index_PART[w] for w in words_PART][:3], words_PART[-1])
try:
    value_PART = int(os.environ.get("SIZE_PART", "12"))
except ValueError as e:
    print("no number:", e)
    value_PART = 0
best_PART = max(history_PART.history["val_accuracy"])
plt.plot(history_PART.history["loss"], label="loss")
plt.plot(history_PART.history["val_loss"], label="val_loss")
plt.legend()
plt.savefig("loss_PART.png")
describe_PART("loss", history_PART.history["loss"])
'''

text = HEAD
for number in range(1000):
    if text.count("\n") >= 1000:
        break
    text += PART.replace("PART", str(number))
print(text, end="")
