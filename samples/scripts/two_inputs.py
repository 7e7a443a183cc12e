# A functional model with two inputs and two outputs: a picture and a table of a house; its kind and its price. two_inputs.cs is this file, line by line.
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(3)
images, tables, kinds, prices = make_houses(800)

image = keras.Input(shape=(16, 16, 1), name="image")
table = keras.Input(shape=(4,), name="table")

x = layers.Conv2D(8, 3, activation="relu", name="look")(image)
x = layers.MaxPooling2D(2)(x)
x = layers.Conv2D(16, 3, activation="relu")(x)
x = layers.GlobalAveragePooling2D()(x)
y = layers.Dense(16, activation="relu")(table)
both = layers.concatenate([x, y])
both = layers.Dense(32, activation="relu")(both)
kind = layers.Dense(3, activation="softmax", name="kind")(both)
price = layers.Dense(1, name="price")(both)

model = keras.Model(inputs=[image, table], outputs=[kind, price], name="houses")
model.summary()
model.compile(
    optimizer=keras.optimizers.RMSprop(1e-3),
    loss={"kind": "sparse_categorical_crossentropy", "price": "mse"},
    loss_weights={"kind": 1.0, "price": 0.5},
    metrics={"kind": ["accuracy"], "price": ["mae"]},
)

history = model.fit(
    {"image": images, "table": tables},
    {"kind": kinds, "price": prices},
    epochs=20,
    batch_size=32,
    validation_split=0.2,
    verbose=2,
)

results = model.evaluate([images, tables], [kinds, prices], verbose=0, return_dict=True)
print(f"kind: {results['kind_accuracy']:.3f} right, price: {results['price_mae']:.3f} off")
kind_pred, price_pred = model.predict([images[:3], tables[:3]])
for i in range(3):
    print(f"kind {np.argmax(kind_pred[i])} (is {kinds[i]}), price {price_pred[i, 0]:.2f} (is {prices[i]:.2f})")
