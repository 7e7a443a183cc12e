import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

latent_dim = 4
discriminator = keras.Sequential([keras.Input(shape=(6,)), layers.Dense(8, activation=tf.nn.relu), layers.Dense(1)])
generator = keras.Sequential([keras.Input(shape=(latent_dim,)), layers.Dense(8, activation=keras.activations.relu), layers.Dense(6)])
generator_optimizer = tf.keras.optimizers.Adam(1e-3)
discriminator_optimizer = tf.keras.optimizers.Adam(1e-3)
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def discriminator_loss(real_output, fake_output):
    real_loss = cross_entropy(tf.ones_like(real_output), real_output)
    fake_loss = cross_entropy(tf.zeros_like(fake_output), fake_output)
    return real_loss + fake_loss


def generator_loss(fake_output):
    return cross_entropy(tf.ones_like(fake_output), fake_output)


@tf.function
def train_step(images):
    noise = tf.random.normal([8, latent_dim])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        generated_images = generator(noise, training=True)
        real_output = discriminator(tf.cast(images, tf.float32), training=True)
        fake_output = discriminator(generated_images, training=True)
        gen_loss = generator_loss(fake_output)
        disc_loss = discriminator_loss(real_output, fake_output)
    gradients_of_generator = gen_tape.gradient(gen_loss, generator.trainable_variables)
    gradients_of_discriminator = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients_of_generator, generator.trainable_variables))
    discriminator_optimizer.apply_gradients(zip(gradients_of_discriminator, discriminator.trainable_variables))
    return gen_loss, disc_loss


images = np.random.rand(24, 6).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices(images).shuffle(24).batch(8)
for epoch in range(2):
    for image_batch in dataset:
        gen_loss, disc_loss = train_step(image_batch)
    print("epoch", epoch, float(gen_loss) > 0, float(disc_loss) > 0)
