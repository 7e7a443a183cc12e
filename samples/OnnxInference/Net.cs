using KerasDigits.Core;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace OnnxInference;

/// <summary>The reference notebook's third net.</summary>
public static class Net
{
    /// <summary>Makes it, with fresh weights.</summary>
    public static Sequential Conv2() => models.Sequential([
        layers.Conv2D(64, (3, 3), activation: "relu", input_shape: (28, 28, 1)),
        layers.Conv2D(64, (3, 3), activation: "relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D(pool_size: (2, 2)),
        layers.Dropout(rate: 0.05),
        layers.Conv2D(128, (3, 3), activation: "relu"),
        layers.Conv2D(128, (3, 3), activation: "relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D((2, 2)),
        layers.Dropout(0.05),
        layers.Conv2D(128, (3, 3), activation: "relu"),
        layers.Flatten(),
        layers.Dropout(0.125),
        layers.Dense(64, activation: "relu"),
        layers.Dropout(0.25),
        layers.Dense(10, activation: "softmax")]);
}
