import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import accuracy_score, confusion_matrix
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.callbacks import EarlyStopping

np.random.seed(0)
n = 80
df = pd.DataFrame({"age": np.random.randint(18, 80, n), "fare": np.random.rand(n) * 100, "sex": ["male" if i % 3 else "female" for i in range(n)]})
df["survived"] = (df["age"] < 40).astype(int)
encoder = LabelEncoder()
df["sex"] = encoder.fit_transform(df["sex"])
X = df.drop("survived", axis=1).values
y = df["survived"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = Sequential([Dense(16, activation="relu", input_shape=(X_train.shape[1],)), Dropout(0.2), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
early_stop = EarlyStopping(monitor="val_loss", patience=2)
history = model.fit(X_train, y_train, epochs=3, validation_data=(X_test, y_test), callbacks=[early_stop], verbose=0)
y_pred = (model.predict(X_test) > 0.5).astype("int32")
print("accuracy ok:", 0 <= accuracy_score(y_test, y_pred) <= 1)
print(confusion_matrix(y_test, y_pred).shape)
print(sorted(history.history.keys()))
