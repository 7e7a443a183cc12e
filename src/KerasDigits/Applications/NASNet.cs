using KerasDigits.Layers;
using KerasDigits.Models;
using static KerasDigits.Applications.ImageNetModel;

namespace KerasDigits.Applications;

/// <summary>NASNet-A: cells that a search found, each of what the two cells before it give.</summary>
/// <remarks>Input shape: (batch, height, width, 3). Output shape: (batch, classes), or the features. Source: tf.keras 2.3.1,
/// applications/nasnet.py.</remarks>
internal static class NASNet
{
    /// <summary>NASNetMobile (4 @ 1056), for images of 224×224 by default.</summary>
    /// <param name="input_shape">Shape of one image, without the batch axis; height and width at least 32; null: the usual size.</param>
    /// <param name="include_top">Whether the classifier is included on top.</param>
    /// <param name="weights">"imagenet": Keras's own, from the cache or downloaded; a path of a weights file; null: random weights.</param>
    /// <param name="input_tensor">Symbolic tensor to start from; null: a new input.</param>
    /// <param name="pooling">Without top: null (4-D features), "avg" or "max" (2-D).</param>
    /// <param name="classes">Classes of the top.</param>
    /// <param name="classifier_activation">Activation of the top; null: none (logits).</param>
    /// <exception cref="ArgumentException">An argument does not fit; the message says what must hold.</exception>
    /// <exception cref="IOException">ImageNet weights are neither in the cache nor available from the network.</exception>
    [KerasExport("keras.applications.NASNetMobile", "keras.applications.nasnet.NASNetMobile")]
    public static Model NASNetMobile(Shape? input_shape = null, bool include_top = true, string? weights = "imagenet",
        KerasTensor? input_tensor = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation) { AlwaysSized = true }, 224,
            1056, 4, 32, skips: false,
            new("nasnet", "NASNet-mobile.h5", "NASNet-mobile-no-top.h5", "020fb642bf7360b370c678b08e0adf61",
                "1ed92395b5b598bdda52abe5c0dbfd63") { CachedAs = "nasnet_mobile" });

    /// <summary>NASNetLarge (6 @ 4032), for images of 331×331 by default.</summary>
    /// <inheritdoc cref="NASNetMobile"/>
    [KerasExport("keras.applications.NASNetLarge", "keras.applications.nasnet.NASNetLarge")]
    public static Model NASNetLarge(Shape? input_shape = null, bool include_top = true, string? weights = "imagenet",
        KerasTensor? input_tensor = null, string? pooling = null, int classes = 1000, string? classifier_activation = "softmax") =>
        Make(new(include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation) { AlwaysSized = true }, 331,
            4032, 6, 96, skips: true,
            new("nasnet", "NASNet-large.h5", "NASNet-large-no-top.h5", "11577c9a518f0070763c2b964a382f17",
                "d81d89dc07e6e56530c4e77faddd61b5") { CachedAs = "nasnet_large" });

    private static Model Make(ImageNetModel a, int size, int penultimate, int blocks, int stem, bool skips, WeightFile file) =>
        a.Make("NASNet", size, 32, x => AddBody(x, penultimate / 24, blocks, stem, skips),
            x => x.GlobalAverage().Dense(a.classes, a.Classifier, "predictions"), file, namesPooling: false);

    /// <summary>The stem, then three rows of normal cells with a reducing cell between them.</summary>
    /// <param name="picture">The image, (batch, height, width, channels).</param>
    /// <param name="filters">Filters of the first row; each further row has twice as many.</param>
    /// <param name="blocks">Cells of a row.</param>
    /// <param name="stem">Filters of the first convolution.</param>
    /// <param name="skips">Whether a row's first cell reads what stood before the reducing cell's own input.</param>
    private static KerasTensor AddBody(KerasTensor picture, int filters, int blocks, int stem, bool skips)
    {
        KerasTensor x = picture.Conv(stem, 3, "stem_conv1", 2, bias: false, start: "he_normal").AddNorm("stem_bn1");
        KerasTensor? before = null;
        (x, before) = (Reduce(x, before, filters / 4, "stem_1"), x);
        (x, before) = (Reduce(x, before, filters / 2, "stem_2"), x);
        for (int row = 0; row < 3; row++)
        {
            if (row > 0)
            {
                KerasTensor reduced = Reduce(x, before, filters << row, $"reduce_{row * blocks}");
                (x, before) = (reduced, skips ? before : x);
            }
            for (int i = 0; i < blocks; i++)
            {
                (x, before) = (AddNormal(x, before, filters << row, $"{(row * blocks) + i + (row > 0 ? 1 : 0)}"), x);
            }
        }
        return x.Activate("relu");
    }

    private static KerasTensor AddNormal(KerasTensor x, KerasTensor? before, int filters, string id)
    {
        KerasTensor p = AddAdjusted(before, x, filters, id), h = x.Activate("relu").AddPointwise(filters, $"normal_conv_1_{id}")
            .AddNorm($"normal_bn_1_{id}");
        KerasTensor AddPooled(KerasTensor t, string side) => t.AveragePool(3, 1, $"normal_{side}_{id}", "same");
        KerasTensor[] sums =
        [
            Build.Add(AddSeparable(h, filters, 5, $"normal_left1_{id}"), AddSeparable(p, filters, 3, $"normal_right1_{id}"),
                $"normal_add_1_{id}"),
            Build.Add(AddSeparable(p, filters, 5, $"normal_left2_{id}"), AddSeparable(p, filters, 3, $"normal_right2_{id}"),
                $"normal_add_2_{id}"),
            Build.Add(AddPooled(h, "left3"), p, $"normal_add_3_{id}"),
            Build.Add(AddPooled(p, "left4"), AddPooled(p, "right4"), $"normal_add_4_{id}"),
            Build.Add(AddSeparable(h, filters, 3, $"normal_left5_{id}"), h, $"normal_add_5_{id}"),
        ];
        return Build.Join($"normal_concat_{id}", [p, .. sums]);
    }

    private static KerasTensor Reduce(KerasTensor x, KerasTensor? before, int filters, string id)
    {
        KerasTensor p = AddAdjusted(before, x, filters, id), h = x.Activate("relu").AddPointwise(filters, $"reduction_conv_1_{id}")
            .AddNorm($"reduction_bn_1_{id}");
        KerasTensor padded = h.PadForStep2(3, $"reduction_pad_1_{id}");
        KerasTensor one = Build.Add(AddSeparable(h, filters, 5, $"reduction_left1_{id}", 2),
            AddSeparable(p, filters, 7, $"reduction_right1_{id}", 2), $"reduction_add_1_{id}");
        KerasTensor two = Build.Add(padded.MaxPool(3, 2, $"reduction_left2_{id}"), AddSeparable(p, filters, 7, $"reduction_right2_{id}", 2),
            $"reduction_add_2_{id}");
        KerasTensor three = Build.Add(padded.AveragePool(3, 2, $"reduction_left3_{id}"),
            AddSeparable(p, filters, 5, $"reduction_right3_{id}", 2), $"reduction_add3_{id}");
        KerasTensor four = Build.Add(two, one.AveragePool(3, 1, $"reduction_left4_{id}", "same"));
        KerasTensor five = Build.Add(AddSeparable(one, filters, 3, $"reduction_left4_{id}"), padded.MaxPool(3, 2, $"reduction_right5_{id}"),
            $"reduction_add4_{id}");
        return Build.Join($"reduction_concat_{id}", two, three, four, five);
    }

    /// <summary>What came before, made as large and deep as the cell's own input.</summary>
    private static KerasTensor AddAdjusted(KerasTensor? before, KerasTensor x, int filters, string id)
    {
        if (before is null) { return x; }
        if (before.shape[Build.ChannelAxis == 1 ? 2 : 1] != x.shape[Build.ChannelAxis == 1 ? 2 : 1])
        {
            KerasTensor active = before.Activate("relu", $"adjust_relu_1_{id}");
            KerasTensor even = active.AveragePool(1, 2, $"adjust_avg_pool_1_{id}").AddPointwise(filters / 2, $"adjust_conv_1_{id}");
            KerasTensor moved = new Cropping2D(((1, 0), (1, 0))).Apply(active.Pad(((0, 1), (0, 1))));
            KerasTensor odd = moved.AveragePool(1, 2, $"adjust_avg_pool_2_{id}").AddPointwise(filters / 2, $"adjust_conv_2_{id}");
            return Build.Join(null, even, odd).AddNorm($"adjust_bn_{id}");
        }
        return before.GetChannels() == filters ? before : before.Activate("relu").AddPointwise(filters, $"adjust_conv_projection_{id}")
            .AddNorm($"adjust_bn_{id}");
    }

    /// <summary>Two separable convolutions, each behind a relu; the first may take steps.</summary>
    private static KerasTensor AddSeparable(KerasTensor x, int filters, int size, string id, int strides = 1)
    {
        KerasTensor y = x.Activate("relu");
        if (strides == 2) { y = y.PadForStep2(size, $"separable_conv_1_pad_{id}"); }
        y = AddOne(y, strides, strides == 2 ? "valid" : "same", "separable_conv_1").Activate("relu");
        return AddOne(y, 1, "same", "separable_conv_2");

        KerasTensor AddOne(KerasTensor t, int steps, string padding, string name) =>
            new SeparableConv2D(filters, size, steps, padding, use_bias: false) { name = $"{name}_{id}" }.Apply(t)
                .AddNorm($"{name}_bn_{id}");
    }

    private static KerasTensor AddPointwise(this KerasTensor x, int filters, string name) =>
        x.Conv(filters, 1, name, padding: "same", bias: false, start: "he_normal");

    private static KerasTensor AddNorm(this KerasTensor x, string name) => x.BatchNorm(name, 1e-3, 0.9997);
}
