using System.Text.Json;
using DigitsNotebook.Data;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Tests.House;
using NumSharp;

namespace KerasDigits.Tests.Applications;

/// <summary>
/// VGG16 with ImageNet's weights from a file, as --vgg-weights names one: real Keras's outputs (pack vgg16), and what a frozen base of them
/// teaches a new top. The weights are vgg16/vgg16_notop.h5 in KERAS_DATA or in the shared data beside the clone.
/// </summary>
public sealed class PretrainedVggTests
{
    private static readonly Golden s_outputs = Golden.Pack("vgg16");

    [SkippableFact]
    public void Gives_real_Keras_s_outputs()
    {
        Model vgg = Vgg(Weights(), null);
        NDArray plain = np.random.RandomState(5).rand(4, 32, 32, 3).astype(NPTypeCode.Single);
        NDArray coloured = np.random.RandomState(6).randint(0, 256, (2, 64, 48, 3)).astype(NPTypeCode.Single);
        NDArray prepared = keras.applications.vgg16.preprocess_input(coloured);
        Golden.Report([Compare("rand", vgg.predict(plain)), Compare("preprocessed", vgg.predict(prepared))]);
    }

    [SkippableFact]
    public void A_frozen_base_teaches_a_new_top_what_random_weights_do_not()
    {
        string weights = Weights();
        NDArray digits = Digits(out NDArray labels);
        double pretrained = Accuracy(weights, digits, labels), random = Accuracy(null, digits, labels);
        Assert.True(pretrained > 0.3 && pretrained > random + 0.1,
            $"validation accuracy {pretrained:F3} with ImageNet's weights, {random:F3} with random ones");
    }

    /// <summary>The notebook's net on fewer digits, at a greater rate for the few steps.</summary>
    private static double Accuracy(string? weights, NDArray digits, NDArray labels)
    {
        keras.utils.set_random_seed(1);
        Model vgg = Vgg(weights, (32, 32, 3));
        vgg.trainable = false;
        Sequential model = keras.models.Sequential([vgg, keras.layers.Flatten(), keras.layers.Dropout(0.125),
            keras.layers.Dense(64, activation: "relu"), keras.layers.Dropout(0.25), keras.layers.Dense(10, activation: "softmax")]);
        model.compile(keras.optimizers.RMSprop(lr: 1e-3, momentum: 0.9), "categorical_crossentropy", metrics: ["accuracy"]);
        return model.fit(digits, labels, epochs: 4, batch_size: 50, validation_split: 0.2, verbose: 0).history["val_accuracy"].Max();
    }

    /// <summary>Drawn digits as the notebook gives them to VGG16: 32 x 32, three equal channels.</summary>
    private static NDArray Digits(out NDArray labels)
    {
        var rows = Enumerable.Range(0, 1000).Select(i => NoisyDigits.Row(seed: 1, i)).ToArray();
        labels = keras.utils.to_categorical(np.array(rows.Select(r => r.Digit).ToArray()), 10);
        NDArray gray = np.concatenate([.. rows.Select(r => Resized(r.Levels))]);
        return np.concatenate([gray, gray, gray], axis: 3);
    }

    private static NDArray Resized(byte[] levels) =>
        cv2.resize(np.array(levels.Select(l => l / 256f).ToArray()).reshape(28, 28), (32, 32)).reshape(1, 32, 32, 1);

    private static Model Vgg(string? weights, Shape? shape) =>
        keras.applications.VGG16(weights: weights, include_top: false, input_shape: shape);

    private static string? Compare(string name, NDArray output) =>
        Golden.Difference(np.array([.. Numbers(name)]), output.flatten(), 1e-4, name);

    private static IEnumerable<double> Numbers(string name) => s_outputs.Root.GetProperty(name).EnumerateArray()
        .SelectMany(e => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().AsEnumerable() : [e]).Select(e => e.GetDouble());

    private static string Weights()
    {
        string[] folders = [Environment.GetEnvironmentVariable("KERAS_DATA") ?? "", Path.Combine(Repository.Root, "..", "shared", "data")];
        string? file = folders.Select(f => Path.Combine(f, "vgg16", "vgg16_notop.h5")).FirstOrDefault(File.Exists);
        Skip.If(file is null, "set KERAS_DATA to the folder of the data sets: it must hold vgg16/vgg16_notop.h5");
        return file!;
    }
}
