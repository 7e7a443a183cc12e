using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>Inception-ResNet v2: Inception's branches as residuals, scaled down before they are added.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.15,
/// applications/inception_resnet_v2.py.</remarks>
internal static class InceptionResNet
{
    /// <summary>InceptionResNetV2, for images of 299×299 by default.</summary>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 75; null: the usual size with the
    /// top, any without it.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are neither in the cache nor available from the network.</exception>
    [KerasExport("keras.applications.InceptionResNetV2", "keras.applications.inception_resnet_v2.InceptionResNetV2")]
    public static Model InceptionResNetV2(bool include_top = true, string? weights = "imagenet", KerasTensor? input_tensor = null,
        Shape? input_shape = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation));

    private static Model Make(ImageNetModel a) => a.Make("inception_resnet_v2", 299, 75, AddBody, a.AddPooledTop,
        WeightFile.Of("inception_resnet_v2", "inception_resnet_v2", "e693bd0210a403b3192acc6073ad2e96", "d19885ff4a710c122648d3b5c3b684e4"),
        namesPooling: false);

    private static KerasTensor AddBody(KerasTensor x)
    {
        x = x.AddUnit(32, 3, 2, "valid").AddUnit(32, 3, padding: "valid").AddUnit(64, 3).MaxPool(3, 2);
        x = x.AddUnit(80, 1, padding: "valid").AddUnit(192, 3, padding: "valid").MaxPool(3, 2);
        x = Build.Join("mixed_5b", x.AddUnit(96, 1), x.AddUnit(48, 1).AddUnit(64, 5), x.AddUnit(64, 1).AddUnit(96, 3).AddUnit(96, 3),
            x.AveragePool(3, 1, padding: "same").AddUnit(64, 1));
        for (int i = 1; i <= 10; i++)
        {
            x = x.AddResidual($"block35_{i}", 0.17, y =>
                [y.AddUnit(32, 1), y.AddUnit(32, 1).AddUnit(32, 3), y.AddUnit(32, 1).AddUnit(48, 3).AddUnit(64, 3)]);
        }
        KerasTensor[] a = [x.AddUnit(384, 3, 2, "valid"), x.AddUnit(256, 1).AddUnit(256, 3).AddUnit(384, 3, 2, "valid"), x.MaxPool(3, 2)];
        x = Build.Join("mixed_6a", a);
        for (int i = 1; i <= 20; i++)
        {
            x = x.AddResidual($"block17_{i}", 0.1, y => [y.AddUnit(192, 1), y.AddUnit(128, 1).AddUnit(160, (1, 7)).AddUnit(192, (7, 1))]);
        }
        KerasTensor[] b = [x.AddUnit(256, 1).AddUnit(384, 3, 2, "valid"), x.AddUnit(256, 1).AddUnit(288, 3, 2, "valid"),
            x.AddUnit(256, 1).AddUnit(288, 3).AddUnit(320, 3, 2, "valid"), x.MaxPool(3, 2)];
        x = Build.Join("mixed_7a", b);
        for (int i = 1; i <= 10; i++)
        {
            x = x.AddResidual($"block8_{i}", i == 10 ? 1 : 0.2, y =>
                [y.AddUnit(192, 1), y.AddUnit(192, 1).AddUnit(224, (1, 3)).AddUnit(256, (3, 1))],
                active: i < 10);
        }
        return x.AddUnit(1536, 1, name: "conv_7b");
    }

    /// <summary>The input and what the branches make of it, as many channels, scaled.</summary>
    private static KerasTensor AddResidual(this KerasTensor x, string name, double scale, Func<KerasTensor, KerasTensor[]> branches,
        bool active = true)
    {
        KerasTensor beside = Build.Join(name + "_mixed", branches(x)).Conv(x.GetChannels(), 1, name + "_conv", padding: "same");
        KerasTensor sum = new CustomScaleLayer(scale) { name = name }.Apply(x, beside);
        return active ? sum.Activate("relu", name + "_ac") : sum;
    }

    /// <summary>Convolution, normalization without scale, relu.</summary>
    private static KerasTensor AddUnit(this KerasTensor x, int filters, Size2 size, int strides = 1, string padding = "same",
        string? name = null) =>
        x.Conv(filters, size, name, strides, padding, bias: false).BatchNorm(name is null ? null : name + "_bn", scale: false)
        .Activate("relu", name is null ? null : name + "_ac");
}

/// <summary>The first input and the second times a number: InceptionResNetV2's residuals.</summary>
/// <param name="scale">Factor of the second input.</param>
/// <remarks>Input shape: two of one shape. Output shape: the same. Source: tf.keras 2.15, applications/inception_resnet_v2.py; TF 2.3.1 has
/// a Lambda there.</remarks>
[KerasExport("keras.applications.inception_resnet_v2.CustomScaleLayer")]
public sealed class CustomScaleLayer(double scale) : Layer
{
    /// <summary>Factor of the second input.</summary>
    public double scale { get; } = scale;

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length == 2, $"Layer {name} expects 2 input(s), but it received {inputs.Length} input tensors.", nameof(inputs));
        return [inputs[0] + (inputs[1] * scale)];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => [input_shapes[0]];
}
