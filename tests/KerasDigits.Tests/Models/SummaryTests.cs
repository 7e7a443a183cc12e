using KerasDigits.Models;

namespace KerasDigits.Tests.Models;

/// <summary>summary() prints what TF 2.3.1 prints for the notebook's models.</summary>
public sealed class SummaryTests
{
    private static readonly Golden s_pack = Golden.Pack("notebook_text");

    private static string Text(Model model)
    {
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        return string.Join("\n", lines) + "\n";
    }

    [Fact]
    public void The_notebooks_first_three_models()
    {
        Names.Reset();
        var dense = keras.models.Sequential([keras.layers.Dense(64, activation: "relu", input_shape: 784),
            keras.layers.Dense(10, activation: "softmax")]);
        Assert.Equal(Printed("model_dense"), Text(dense));

        var conv = keras.models.Sequential();
        conv.add(keras.layers.Conv2D(32, (3, 3), activation: "relu", input_shape: (28, 28, 1)));
        conv.add(keras.layers.MaxPooling2D((2, 2)));
        conv.add(keras.layers.Conv2D(64, (3, 3), activation: "relu"));
        conv.add(keras.layers.MaxPooling2D((2, 2)));
        conv.add(keras.layers.Conv2D(64, (3, 3), activation: "relu"));
        Assert.Equal(Printed("model_conv_base"), Text(conv));
        conv.add(keras.layers.Flatten());
        conv.add(keras.layers.Dense(64, activation: "relu"));
        conv.add(keras.layers.Dense(10, activation: "softmax"));
        Assert.Equal(Printed("model_conv"), Text(conv));

        var conv2 = keras.models.Sequential();
        conv2.add(keras.layers.Conv2D(64, 3, activation: "relu", input_shape: (28, 28, 1)));
        conv2.add(keras.layers.Conv2D(64, 3, activation: "relu"));
        conv2.add(keras.layers.BatchNormalization());
        conv2.add(keras.layers.MaxPooling2D());
        conv2.add(keras.layers.Dropout(0.25));
        conv2.add(keras.layers.Conv2D(128, 3, activation: "relu"));
        conv2.add(keras.layers.Conv2D(128, 3, activation: "relu"));
        conv2.add(keras.layers.BatchNormalization());
        conv2.add(keras.layers.MaxPooling2D());
        conv2.add(keras.layers.Dropout(0.25));
        conv2.add(keras.layers.Conv2D(128, 3, activation: "relu"));
        conv2.add(keras.layers.Flatten());
        conv2.add(keras.layers.Dropout(0.25));
        conv2.add(keras.layers.Dense(64, activation: "relu"));
        conv2.add(keras.layers.Dropout(0.5));
        conv2.add(keras.layers.Dense(10, activation: "softmax"));
        Assert.Equal(Printed("model_conv2"), Text(conv2));
    }

    private static string Printed(string name) => s_pack.Root.GetProperty(name).GetString()!;
}
