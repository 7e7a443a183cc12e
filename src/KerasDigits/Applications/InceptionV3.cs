using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>Inception v3: blocks of parallel branches with windows of different forms.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/inception_v3.py.</remarks>
internal static class Inception
{
    /// <summary>InceptionV3, for images of 299×299 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 75; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.InceptionV3", "keras.applications.inception_v3.InceptionV3")]
    public static Model InceptionV3(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation));

    private static Model Make(ImageNetModel a) => a.Make("inception_v3", 299, 75, AddBody, a.AddPooledTop,
        WeightFile.Of("inception_v3", "inception_v3", "9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"),
        namesPooling: false);

    private static KerasTensor AddBody(KerasTensor x)
    {
        x = x.AddUnit(32, (3, 3), 2, "valid").AddUnit(32, (3, 3), padding: "valid").AddUnit(64, (3, 3)).MaxPool(3, 2);
        x = x.AddUnit(80, (1, 1), padding: "valid").AddUnit(192, (3, 3), padding: "valid").MaxPool(3, 2);
        for (int i = 0; i < 3; i++)
        {
            KerasTensor one = x.AddUnit(64, (1, 1)), five = x.AddUnit(48, (1, 1)).AddUnit(64, (5, 5)),
                three = x.AddUnit(64, (1, 1)).AddUnit(96, (3, 3)).AddUnit(96, (3, 3));
            x = Build.Join($"mixed{i}", one, five, three, AddPooled(x, i == 0 ? 32 : 64));
        }
        KerasTensor wide = x.AddUnit(384, (3, 3), 2, "valid"),
            twice = x.AddUnit(64, (1, 1)).AddUnit(96, (3, 3)).AddUnit(96, (3, 3), 2, "valid");
        x = Build.Join("mixed3", wide, twice, x.MaxPool(3, 2));
        int[] widths = [128, 160, 160, 192];
        for (int i = 0; i < 4; i++)
        {
            int n = widths[i];
            KerasTensor one = x.AddUnit(192, (1, 1)), seven = x.AddUnit(n, (1, 1)).AddUnit(n, (1, 7)).AddUnit(192, (7, 1));
            KerasTensor twiceSeven = x.AddUnit(n, (1, 1)).AddUnit(n, (7, 1)).AddUnit(n, (1, 7)).AddUnit(n, (7, 1)).AddUnit(192, (1, 7));
            x = Build.Join($"mixed{4 + i}", one, seven, twiceSeven, AddPooled(x, 192));
        }
        KerasTensor a = x.AddUnit(192, (1, 1)).AddUnit(320, (3, 3), 2, "valid"),
            b = x.AddUnit(192, (1, 1)).AddUnit(192, (1, 7)).AddUnit(192, (7, 1))
            .AddUnit(192, (3, 3), 2, "valid");
        x = Build.Join("mixed8", a, b, x.MaxPool(3, 2));
        for (int i = 0; i < 2; i++)
        {
            KerasTensor one = x.AddUnit(320, (1, 1)), stem = x.AddUnit(384, (1, 1));
            KerasTensor three = Build.Join($"mixed9_{i}", stem.AddUnit(384, (1, 3)), stem.AddUnit(384, (3, 1)));
            KerasTensor second = x.AddUnit(448, (1, 1)).AddUnit(384, (3, 3));
            KerasTensor doubled = Build.Join(null, second.AddUnit(384, (1, 3)), second.AddUnit(384, (3, 1)));
            x = Build.Join($"mixed{9 + i}", one, three, doubled, AddPooled(x, 192));
        }
        return x;
    }

    private static KerasTensor AddPooled(KerasTensor x, int filters) => x.AveragePool(3, 1, padding: "same").AddUnit(filters, (1, 1));

    /// <summary>Convolution, normalization without scale, relu.</summary>
    private static KerasTensor AddUnit(this KerasTensor x, int filters, Size2 size, int strides = 1, string padding = "same") =>
        x.Conv(filters, size, null, strides, padding, bias: false).BatchNorm(scale: false).Activate("relu");
}
