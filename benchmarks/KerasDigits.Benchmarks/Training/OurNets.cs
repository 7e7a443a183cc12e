using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Training;

/// <summary>The notebook's nets in KerasDigits.</summary>
internal static class OurNets
{
    /// <summary>The notebook's third net, compiled as there.</summary>
    public static Sequential Conv2()
    {
        var model = models.Sequential();
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: (28, 28, 1)));
        model.add(layers.Conv2D(64, (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D((2, 2)));
        model.add(layers.Dropout(0.25));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.BatchNormalization());
        model.add(layers.MaxPooling2D((2, 2)));
        model.add(layers.Dropout(0.25));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu"));
        model.add(layers.Flatten());
        model.add(layers.Dropout(0.25));
        model.add(layers.Dense(64, activation: "relu"));
        model.add(layers.Dropout(0.5));
        model.add(layers.Dense(10, activation: "softmax", dtype: "float32"));
        model.compile(optimizer: optimizers.RMSprop(lr: 1e-4, momentum: 0.9), loss: "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    /// <summary>The notebook's first net, compiled as there.</summary>
    public static Sequential Dense()
    {
        var model = models.Sequential();
        model.add(layers.Dense(64, activation: "relu", input_shape: 28 * 28));
        model.add(layers.Dense(10, activation: "softmax"));
        model.compile(optimizer: "rmsprop", loss: "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }
}
