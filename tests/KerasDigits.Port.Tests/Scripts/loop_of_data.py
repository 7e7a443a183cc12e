import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

x_train = np.random.rand(32, 6).astype("float32")
y_train = np.random.randint(0, 3, size=(32,))
train_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train))
train_dataset = train_dataset.shuffle(buffer_size=32).batch(8)
val_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(8)

inputs = keras.Input(shape=(6,), name="digits")
x = layers.Dense(8, activation="relu", name="dense_1")(inputs)
outputs = layers.Dense(3, name="predictions")(x)
model = keras.Model(inputs=inputs, outputs=outputs)

optimizer = keras.optimizers.SGD(learning_rate=1e-2)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_acc_metric = keras.metrics.SparseCategoricalAccuracy()
val_acc_metric = keras.metrics.SparseCategoricalAccuracy()


def run_epoch(dataset, net):
    total = 0.0
    for features, labels in dataset:
        logits = net(features, training=False)
        total += float(loss_fn(labels, logits))
    return total


for epoch in range(2):
    print("Start of epoch %d" % (epoch,))
    for step, (x_batch_train, y_batch_train) in enumerate(train_dataset):
        with tf.GradientTape() as tape:
            logits = model(x_batch_train, training=True)
            loss_value = loss_fn(y_batch_train, logits)
        grads = tape.gradient(loss_value, model.trainable_weights)
        optimizer.apply_gradients(zip(grads, model.trainable_weights))
        train_acc_metric.update_state(y_batch_train, logits)
        if step % 3 == 0:
            print("Seen so far: %s samples, %s" % ((step + 1) * 8, float(loss_value) > 0))
    train_acc = train_acc_metric.result()
    print("Training acc: %s" % (float(train_acc) <= 1,))
    train_acc_metric.reset_states()

    for x_batch_val, y_batch_val in val_dataset:
        val_logits = model(x_batch_val)
        val_acc_metric.update_state(y_batch_val, val_logits)
    print(float(val_acc_metric.result()) <= 1)

for x_one, y_one in val_dataset.take(1):
    probabilities = tf.nn.softmax(model(x_one))
    predicted = tf.argmax(probabilities, axis=1)
    error = tf.reduce_mean(tf.cast(predicted == tf.cast(y_one, tf.int64), tf.float32))
    print(probabilities.shape, predicted.shape, 0 <= float(error) <= 1)
print(run_epoch(val_dataset, model) > 0)
