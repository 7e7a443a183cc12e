# A table of patients, a small dense net, early stopping. tabular_mlp.cs is this file, line by line.
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import callbacks, layers, metrics, models

keras.utils.set_random_seed(7)
df = pd.read_csv("patients.csv")
print(df.head())
print(df.shape, df["outcome"].value_counts())

X = df.drop(columns=["outcome"])
y = df["outcome"]
X_train, X_test, y_train, y_test = train_test_split(X.to_numpy("float32"), y.to_numpy("float32"), test_size=0.2, random_state=42, stratify=y)
mean = X_train.mean(axis=0)
std = X_train.std(axis=0)
X_train = (X_train - mean) / std
X_test = (X_test - mean) / std

model = models.Sequential()
model.add(layers.Dense(12, input_dim=8, activation="relu"))
model.add(layers.Dropout(0.1))
model.add(layers.Dense(8, activation="relu"))
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy", metrics.AUC(name="auc")])
model.summary()

stop = callbacks.EarlyStopping(monitor="val_loss", patience=8, restore_best_weights=True)
history = model.fit(X_train, y_train, epochs=60, batch_size=32, validation_split=0.2, callbacks=[stop], verbose=2)
print(f"stopped after {len(history.epoch)} epochs")

loss, accuracy, auc = model.evaluate(X_test, y_test, verbose=0)
print(f"accuracy {accuracy:.3f}, AUC {auc:.3f}")

predictions = (model.predict(X_test) > 0.5).astype("int32")
for i in range(5):
    print(f"predicted {predictions[i, 0]}, expected {int(y_test[i])}")
model.save("patients.h5")
