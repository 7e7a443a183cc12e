import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

num_tags, num_words, num_departments = 5, 40, 3
title_input = keras.Input(shape=(None,), name="title")
tags_input = keras.Input(shape=(num_tags,), name="tags")
title_features = layers.Embedding(num_words, 8)(title_input)
title_features = layers.LSTM(8)(title_features)
x = layers.concatenate([title_features, tags_input])
priority_pred = layers.Dense(1, name="priority")(x)
department_pred = layers.Dense(num_departments, name="department")(x)
model = keras.Model(inputs=[title_input, tags_input], outputs=[priority_pred, department_pred])
model.compile(optimizer=keras.optimizers.RMSprop(1e-3), loss={"priority": keras.losses.BinaryCrossentropy(from_logits=True), "department": keras.losses.CategoricalCrossentropy(from_logits=True)}, loss_weights={"priority": 1.0, "department": 0.2})
title_data = np.random.randint(num_words, size=(20, 6))
tags_data = np.random.randint(2, size=(20, num_tags)).astype("float32")
priority_targets = np.random.random(size=(20, 1))
dept_targets = np.random.randint(2, size=(20, num_departments))
model.fit({"title": title_data, "tags": tags_data}, {"priority": priority_targets, "department": dept_targets}, epochs=1, batch_size=8, verbose=0)
a, b = model.predict({"title": title_data, "tags": tags_data})
print(a.shape, b.shape)
