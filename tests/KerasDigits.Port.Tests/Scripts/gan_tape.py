import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

latent_dim = 4
batch_size = 8
discriminator = keras.Sequential([keras.Input(shape=(8, 8, 1)), layers.Conv2D(8, (3, 3), strides=(2, 2), padding="same"), layers.LeakyReLU(alpha=0.2), layers.GlobalMaxPooling2D(), layers.Dense(1)], name="discriminator")
generator = keras.Sequential([keras.Input(shape=(latent_dim,)), layers.Dense(4 * 4 * 8), layers.LeakyReLU(alpha=0.2), layers.Reshape((4, 4, 8)), layers.Conv2DTranspose(8, (4, 4), strides=(2, 2), padding="same"), layers.Conv2D(1, (7, 7), padding="same", activation="sigmoid")], name="generator")
d_optimizer = keras.optimizers.Adam(learning_rate=0.0003)
g_optimizer = keras.optimizers.Adam(learning_rate=0.0004)
loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)


@tf.function
def train_step(real_images):
    random_latent_vectors = tf.random.normal(shape=(batch_size, latent_dim))
    generated_images = generator(random_latent_vectors)
    combined_images = tf.concat([generated_images, real_images], axis=0)
    labels = tf.concat([tf.ones((batch_size, 1)), tf.zeros((real_images.shape[0], 1))], axis=0)
    labels += 0.05 * tf.random.uniform(labels.shape)
    with tf.GradientTape() as tape:
        predictions = discriminator(combined_images)
        d_loss = loss_fn(labels, predictions)
    grads = tape.gradient(d_loss, discriminator.trainable_weights)
    d_optimizer.apply_gradients(zip(grads, discriminator.trainable_weights))
    random_latent_vectors = tf.random.normal(shape=(batch_size, latent_dim))
    misleading_labels = tf.zeros((batch_size, 1))
    with tf.GradientTape() as tape:
        predictions = discriminator(generator(random_latent_vectors))
        g_loss = loss_fn(misleading_labels, predictions)
    grads = tape.gradient(g_loss, generator.trainable_weights)
    g_optimizer.apply_gradients(zip(grads, generator.trainable_weights))
    return d_loss, g_loss, generated_images


images = np.random.rand(24, 8, 8, 1).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices(images).shuffle(buffer_size=24).batch(batch_size)
for epoch in range(1):
    print("Start epoch", epoch)
    for step, real_images in enumerate(dataset):
        d_loss, g_loss, generated_images = train_step(real_images)
        if step % 2 == 0:
            print("step %d: %s" % (step, float(d_loss) > 0))
print(generated_images.shape)
