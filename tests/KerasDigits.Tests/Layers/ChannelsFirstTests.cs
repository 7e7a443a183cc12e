using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>
/// A layer with channels first gives what the same layer with channels last gives on the moved data: values, shapes and gradients, from the
/// same weights.
/// </summary>
public sealed class ChannelsFirstTests
{
    private const string First = "channels_first", Last = "channels_last";

    private static readonly Dictionary<string, (Func<string, Layer> Make, int Axes, int From)> s_layers = new()
    {
        ["Conv1D"] = (f => layers.Conv1D(4, 3, strides: 2, padding: "same", data_format: f, activation: "relu"), 1, 1),
        ["Conv1D causal"] = (f => layers.Conv1D(4, 3, padding: "causal", dilation_rate: 2, data_format: f), 1, 1),
        ["Conv2D"] = (f => layers.Conv2D(4, (3, 2), strides: (1, 2), padding: "valid", data_format: f, activation: "tanh"), 2, 1),
        ["Conv2D groups"] = (f => layers.Conv2D(4, 3, padding: "same", data_format: f, groups: 2), 2, 1),
        ["Conv2D of many filters"] = (f => layers.Conv2D(16, 3, padding: "same", data_format: f), 2, 1),
        ["Conv3D"] = (f => layers.Conv3D(3, 2, strides: 2, padding: "same", data_format: f), 3, 1),
        ["Conv1DTranspose"] = (f => layers.Conv1DTranspose(3, 3, strides: 2, padding: "same", data_format: f), 1, 1),
        ["Conv2DTranspose"] = (f => layers.Conv2DTranspose(3, 3, strides: 2, output_padding: 1, data_format: f), 2, 1),
        ["Conv3DTranspose"] = (f => layers.Conv3DTranspose(3, 2, strides: 2, data_format: f), 3, 1),
        ["SeparableConv1D"] = (f => layers.SeparableConv1D(3, 3, padding: "same", depth_multiplier: 2, data_format: f), 1, 1),
        ["SeparableConv2D"] = (f => layers.SeparableConv2D(3, 3, strides: 2, padding: "same", data_format: f), 2, 1),
        ["DepthwiseConv1D"] = (f => layers.DepthwiseConv1D(3, depth_multiplier: 2, data_format: f), 1, 1),
        ["DepthwiseConv2D"] = (f => layers.DepthwiseConv2D(3, depth_multiplier: 2, padding: "same", data_format: f), 2, 1),
        ["MaxPooling1D"] = (f => layers.MaxPooling1D(2, padding: "same", data_format: f), 1, 1),
        ["MaxPooling2D"] = (f => layers.MaxPooling2D((2, 3), strides: 2, data_format: f), 2, 1),
        ["MaxPooling3D"] = (f => layers.MaxPooling3D(2, padding: "same", data_format: f), 3, 1),
        ["AveragePooling1D"] = (f => layers.AveragePooling1D(3, 2, padding: "same", data_format: f), 1, 1),
        ["AveragePooling2D"] = (f => layers.AveragePooling2D((2, 3), strides: 2, padding: "same", data_format: f), 2, 1),
        ["AveragePooling3D"] = (f => layers.AveragePooling3D(2, padding: "same", data_format: f), 3, 1),
        ["GlobalAveragePooling1D"] = (f => layers.GlobalAveragePooling1D(data_format: f, keepdims: true), 1, 1),
        ["GlobalAveragePooling2D"] = (f => layers.GlobalAveragePooling2D(data_format: f, keepdims: true), 2, 1),
        ["GlobalAveragePooling3D"] = (f => layers.GlobalAveragePooling3D(data_format: f, keepdims: true), 3, 1),
        ["GlobalMaxPooling1D"] = (f => layers.GlobalMaxPooling1D(data_format: f, keepdims: true), 1, 1),
        ["GlobalMaxPooling2D"] = (f => layers.GlobalMaxPooling2D(data_format: f, keepdims: true), 2, 1),
        ["GlobalMaxPooling3D"] = (f => layers.GlobalMaxPooling3D(data_format: f, keepdims: true), 3, 1),
        ["Cropping2D"] = (f => layers.Cropping2D(((1, 0), (2, 1)), data_format: f), 2, 1),
        ["Cropping3D"] = (f => layers.Cropping3D(1, data_format: f), 3, 1),
        ["ZeroPadding2D"] = (f => layers.ZeroPadding2D(((1, 0), (2, 1)), data_format: f), 2, 1),
        ["ZeroPadding3D"] = (f => layers.ZeroPadding3D((1, 2, 0), data_format: f), 3, 1),
        ["UpSampling2D"] = (f => layers.UpSampling2D((2, 3), data_format: f), 2, 1),
        ["UpSampling2D bilinear"] = (f => layers.UpSampling2D(2, data_format: f, interpolation: "bilinear"), 2, 1),
        ["UpSampling3D"] = (f => layers.UpSampling3D((1, 2, 3), data_format: f), 3, 1),
        ["SpatialDropout2D"] = (f => layers.SpatialDropout2D(0.5, data_format: f, seed: 3), 2, 1),
        ["SpatialDropout3D"] = (f => layers.SpatialDropout3D(0.5, data_format: f, seed: 3), 3, 1),
        ["BatchNormalization"] = (f => layers.BatchNormalization(axis: f == First ? 1 : -1, momentum: 0.5), 2, 1),
        ["BatchNormalization of volumes"] = (f => layers.BatchNormalization(axis: f == First ? 1 : -1, momentum: 0.5), 3, 1),
        ["GroupNormalization"] = (f => layers.GroupNormalization(2, axis: f == First ? 1 : -1), 2, 1),
        ["ConvLSTM1D"] = (f => layers.ConvLSTM1D(3, 2, data_format: f, return_sequences: true), 1, 2),
        ["ConvLSTM2D"] = (f => layers.ConvLSTM2D(3, (2, 3), strides: 2, padding: "same", data_format: f, return_sequences: true), 2, 2),
        ["ConvLSTM3D"] = (f => layers.ConvLSTM3D(2, 2, data_format: f, return_sequences: true, go_backwards: true), 3, 2),
    };

    public static IEnumerable<object[]> Cases() => s_layers.Keys.Select(k => new object[] { k });

    [Theory, MemberData(nameof(Cases))]
    public void Gives_what_channels_last_gives(string name)
    {
        var (make, axes, from) = s_layers[name];
        using var scope = Scopes.Step();
        Layer first = make(First), last = make(Last);
        long[] shape = [.. new long[] { 2, 3 }[..from], .. new long[] { 6, 7, 5 }[..axes], 4];
        Tensor x = RandomTensor(shape), moved = Move(x.detach(), from).contiguous();
        _ = x.requires_grad_(true);
        _ = moved.requires_grad_(true);
        _ = last.Apply(x);
        _ = first.Apply(moved);
        if (last.weights.Count > 0) { first.set_weights(last.get_weights()); }
        foreach (Variable v in first.trainable_weights.Concat(last.trainable_weights)) { _ = v.value.requires_grad_(true); }
        Tensor expected = last.Apply(x, training: true), y = first.Apply(moved, training: true);
        Assert.Equal(first.compute_output_shape(Shape.Of(moved.shape)), Shape.Of(y.shape));
        Close(Move(expected, from), y);
        Tensor cotangent = RandomTensor(expected.shape, seed: 8);
        (expected * cotangent).sum().backward();
        (y * Move(cotangent, from)).sum().backward();
        Close(Move(x.grad!, from), moved.grad!);
        foreach (var (a, b) in last.trainable_weights.Zip(first.trainable_weights)) { Close(a.value.grad!, b.value.grad!); }
        foreach (var (a, b) in last.non_trainable_weights.Zip(first.non_trainable_weights)) { Close(a.value, b.value); }
        var again = (Layer)ConfigBinder.Create(first.GetType(), first.get_config());
        Assert.Equal(y.shape, again.Apply(moved).shape);
    }

    private static Tensor Move(Tensor x, int from) => x.movedim([-1], [from]);

    private static Tensor RandomTensor(long[] shape, int seed = 7) =>
        Arrays.ToTensor(np.random.RandomState(seed).uniform(-1, 1, Array.ConvertAll(shape, n => (int)n)).astype(NPTypeCode.Single));

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Null(Golden.Difference(Arrays.ToArray(expected.detach()), Arrays.ToArray(actual.detach()), 1e-5, "value"));
    }

    /// <summary>
    /// Keras's kernel counts channels that stand first before the window; the bias's numbers are read as (filters, places …).
    /// </summary>
    [Fact]
    public void Locally_connected_layers_keep_Keras_s_order_of_weights()
    {
        LocallyConnected1D layer = layers.LocallyConnected1D(2, 2, data_format: First);
        NDArray x = np.sin(np.arange(1, 9).astype(NPTypeCode.Double)).reshape(1, 2, 4);
        _ = layer.Apply(x);
        NDArray k = np.sin(np.arange(1, 25).astype(NPTypeCode.Double)).reshape(3, 4, 2),
            b = np.sin(np.arange(1, 7).astype(NPTypeCode.Double)).reshape(3, 2);
        layer.set_weights([k, b]);
        NDArray y = layer.Apply(x);
        Assert.Equal(new long[] { 1, 2, 3 }, y.shape);
        double At(int channel, int step) => Math.Sin(1 + (4 * channel) + step);
        for (int place = 0; place < 3; place++)
        {
            for (int f = 0; f < 2; f++)
            {
                double sum = Math.Sin(1 + (3 * f) + place);
                for (int c = 0; c < 2; c++)
                {
                    for (int w = 0; w < 2; w++) { sum += At(c, place + w) * Math.Sin(1 + (8 * place) + (2 * ((2 * c) + w)) + f); }
                }
                Assert.Equal(sum, y.GetSingle(0, f, place), 1e-5);
            }
        }
    }

    [Fact]
    public void A_model_s_weights_fit_both_orders()
    {
        Model Make(string format)
        {
            try
            {
                backend.set_image_data_format(format);
                bool first = format == First;
                return models.Sequential([
                    layers.Conv2D(8, 3, activation: "relu", padding: "same", input_shape: first ? (3, 8, 6) : (8, 6, 3)),
                    layers.BatchNormalization(axis: first ? 1 : 3), layers.MaxPooling2D(),
                    layers.SeparableConv2D(4, 2), layers.ZeroPadding2D(1), layers.AveragePooling2D(2), layers.Flatten(),
                    layers.Dense(3, activation: "softmax"),
                ]);
            }
            finally { backend.set_image_data_format(Last); }
        }
        Model first = Make(First), last = Make(Last);
        Assert.Equal(new Shape(null, 3, 8, 6), first.input_shape);
        first.set_weights(last.get_weights());
        NDArray x = np.random.RandomState(1).uniform(0, 1, new[] { 5, 8, 6, 3 }).astype(NPTypeCode.Single), moved = np.moveaxis(x, 3, 1);
        Assert.Null(Golden.Difference(last.predict(x), first.predict(moved), 1e-5, "prediction"));
        NDArray y = utils.to_categorical(np.array(new[] { 0, 1, 2, 1, 0 }), 3);
        foreach (Model m in new[] { first, last }) { m.compile(optimizers.SGD(0.1), "categorical_crossentropy"); }
        double a = last.fit(x, y, epochs: 3, verbose: 0, shuffle: false).history["loss"][^1],
            b = first.fit(moved, y, epochs: 3, verbose: 0, shuffle: false).history["loss"][^1];
        Assert.Equal(a, b, 1e-5);
        string path = Path.Combine(Path.GetTempPath(), $"first-{Guid.NewGuid():N}.h5");
        try
        {
            first.save(path);
            Assert.Null(Golden.Difference(first.predict(moved), models.load_model(path).predict(moved), 1e-6, "after loading"));
        }
        finally { File.Delete(path); }
    }

    [Fact]
    public void An_application_takes_the_setting()
    {
        try
        {
            backend.set_image_data_format(First);
            Model model = applications.MobileNetV2(input_shape: (3, 32, 64), weights: null, classes: 5), plain;
            backend.set_image_data_format(Last);
            plain = applications.MobileNetV2(input_shape: (32, 64, 3), weights: null, classes: 5);
            model.set_weights(plain.get_weights());
            NDArray x = np.random.RandomState(2).uniform(-1, 1, new[] { 1, 32, 64, 3 }).astype(NPTypeCode.Single);
            Assert.Null(Golden.Difference(plain.predict(x), model.predict(np.moveaxis(x, 3, 1)), 1e-4, "prediction"));
        }
        finally { backend.set_image_data_format(Last); }
    }

    [Fact]
    public void Shapes_are_checked_in_the_layer_s_own_order()
    {
        Conv2D layer = layers.Conv2D(2, 3, data_format: First);
        _ = layer.Apply(Input((3, 8, 8)));
        Assert.Contains("expected axis -3 of input shape to have value 3 but received input with shape [None, 8, 8, 3]",
            Assert.Throws<ArgumentException>(() => layer.Apply(Input((8, 8, 3)))).Message, StringComparison.Ordinal);
        Assert.Contains("expected ndim=4, found ndim=3. Full shape received: [None, 3, 8]",
            Assert.Throws<ArgumentException>(() => layers.MaxPooling2D(data_format: First).Apply(Input((3, 8)))).Message,
            StringComparison.Ordinal);
        Assert.Contains("`data_format` must be one of",
            Assert.Throws<ArgumentException>(() => layers.Conv2D(2, 3, data_format: "first")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backend_functions_take_both_orders()
    {
        NDArray data = np.random.RandomState(3).uniform(0, 1, new[] { 1, 4, 5, 2 }).astype(NPTypeCode.Single);
        Tensor x = Arrays.ToTensor(data), moved = x.movedim([-1], [1]), kernel = RandomTensor([2, 2, 2, 3]);
        Close(backend.conv2d(x, kernel, data_format: Last).movedim([-1], [1]), backend.conv2d(moved, kernel, data_format: First));
        Close(backend.pool2d(x, 2, padding: "same", pool_mode: "avg", data_format: Last).movedim([-1], [1]),
            backend.pool2d(moved, 2, padding: "same", pool_mode: "avg", data_format: First));
        Close(backend.bias_add(x, RandomTensor([2]), Last).movedim([-1], [1]), backend.bias_add(moved, RandomTensor([2]), First));
    }
}
