using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>VGG16 and VGG19: five blocks of 3×3 convolutions, each ended by a max-pooling.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/vgg16.py and vgg19.py.</remarks>
internal static class Vgg
{
    /// <summary>VGG16, for images of 224×224 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.VGG16", "keras.applications.vgg16.VGG16")]
    public static Model VGG16(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "vgg16", [2, 2, 3, 3, 3],
            WeightFile.Of("vgg16", "vgg16", "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"));

    /// <summary>VGG19, for images of 224×224 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are not in the cache and cannot be downloaded.</exception>
    [KerasExport("keras.applications.VGG19", "keras.applications.vgg19.VGG19")]
    public static Model VGG19(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation), "vgg19", [2, 2, 4, 4, 4],
            WeightFile.Of("vgg19", "vgg19", "cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6"));

    private static Model Make(ImageNetModel a, string name, int[] convolutions, WeightFile file) =>
        a.Make(name, 224, 32, x => AddBody(x, convolutions), x => AddTop(x, a), file, namesPooling: false);

    private static KerasTensor AddBody(KerasTensor x, int[] convolutions)
    {
        for (int block = 1; block <= 5; block++)
        {
            int filters = Math.Min(512, 32 << block);
            for (int i = 1; i <= convolutions[block - 1]; i++)
            {
                x = x.Conv(filters, 3, $"block{block}_conv{i}", padding: "same", activation: "relu");
            }
            x = x.MaxPool(2, 2, $"block{block}_pool");
        }
        return x;
    }

    private static KerasTensor AddTop(KerasTensor x, ImageNetModel a) => new Flatten { name = "flatten" }.Apply(x)
        .Dense(4096, "relu", "fc1").Dense(4096, "relu", "fc2").Dense(a.classes, a.Classifier, "predictions");
}
