import numpy as np
import matplotlib.pyplot as plt
from tensorflow.keras.models import Model
from tensorflow.keras.layers import Conv2D, MaxPooling2D, Input, UpSampling2D


def preprocess(array):
    """Normalizes and reshapes."""
    array = array.astype("float32") / 255.0
    array = np.reshape(array, (len(array), 8, 8, 1))
    return array


def noise(array):
    noise_factor = 0.4
    noisy_array = array + noise_factor * np.random.normal(loc=0.0, scale=1.0, size=array.shape)
    return np.clip(noisy_array, 0.0, 1.0)


def display(array1, array2):
    n = 3
    indices = np.random.randint(len(array1), size=n)
    images1 = array1[indices, :]
    images2 = array2[indices, :]
    plt.figure(figsize=(6, 4))
    for i, (image1, image2) in enumerate(zip(images1, images2)):
        ax = plt.subplot(2, n, i + 1)
        plt.imshow(image1.reshape(8, 8))
        plt.gray()
        ax.get_xaxis().set_visible(False)
        ax = plt.subplot(2, n, i + 1 + n)
        plt.imshow(image2.reshape(8, 8))
        plt.gray()
        ax.get_yaxis().set_visible(False)
    plt.close()


train_data = preprocess(np.random.randint(0, 255, size=(20, 8, 8)))
noisy_train_data = noise(train_data)
display(train_data, noisy_train_data)
input = Input(shape=(8, 8, 1))
x = Conv2D(4, (3, 3), activation="relu", padding="same")(input)
x = MaxPooling2D((2, 2), padding="same")(x)
x = UpSampling2D((2, 2))(x)
x = Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)
autoencoder = Model(input, x)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.fit(x=noisy_train_data, y=train_data, epochs=1, batch_size=8, shuffle=True, validation_data=(noisy_train_data, train_data), verbose=0)
predictions = autoencoder.predict(noisy_train_data)
display(noisy_train_data, predictions)
print(predictions.shape)
