using KerasDigits.Activations;
using KerasDigits.Initializers;
using KerasDigits.Layers;

namespace KerasDigits.Applications;

/// <summary>The layers of the architectures in short form: each method makes a layer with a name and applies it.</summary>
internal static class Build
{
    /// <summary>Whether keras.backend.image_data_format() puts the channels first.</summary>
    private static bool ChannelsFirst => Settings.ImageDataFormat == "channels_first";

    /// <summary>The axis of the channels in a batch of images.</summary>
    public static int ChannelAxis => ChannelsFirst ? 1 : 3;

    /// <summary>How many channels images have.</summary>
    public static int GetChannels(this KerasTensor x) => (int)x.shape[ChannelAxis]!.Value;

    /// <summary>Height, width and channels in the order of the images' axes.</summary>
    public static Shape MakePictureShape(long? height, long? width, long? channels) =>
        ChannelsFirst ? new(channels, height, width) : new(height, width, channels);

    /// <summary>The shape of an image, in whichever order it is given, as height, width and channels.</summary>
    public static (long? Height, long? Width, long? Channels) GetSides(Shape picture) =>
        ChannelsFirst ? (picture[1], picture[2], picture[0]) : (picture[0], picture[1], picture[2]);

    public static KerasTensor Conv(this KerasTensor x, int filters, Size2 size, string? name = null, int strides = 1,
        string padding = "valid", bool bias = true, ActivationFn? activation = null, Initializer? start = null) =>
        new Conv2D(filters, size, strides, padding, activation: activation, use_bias: bias,
            kernel_initializer: start) { name = name }.Apply(x);

    public static KerasTensor Depthwise(this KerasTensor x, int size, string name, int strides = 1, string padding = "same",
        int multiplier = 1, Initializer? start = null) =>
        new DepthwiseConv2D(size, strides, padding, multiplier, use_bias: false, depthwise_initializer: start) { name = name }.Apply(x);

    public static KerasTensor Separable(this KerasTensor x, int filters, string name) =>
        new SeparableConv2D(filters, 3, padding: "same", use_bias: false) { name = name }.Apply(x);

    public static KerasTensor BatchNorm(this KerasTensor x, string? name = null, double epsilon = 1e-3, double momentum = 0.99,
        bool scale = true) =>
        new BatchNormalization(ChannelAxis, momentum, epsilon, scale: scale) { name = name }.Apply(x);

    public static KerasTensor Activate(this KerasTensor x, ActivationFn activation, string? name = null) =>
        new Activation(activation) { name = name }.Apply(x);

    public static KerasTensor Relu6(this KerasTensor x, string name) => new ReLU(6) { name = name }.Apply(x);

    public static KerasTensor Pad(this KerasTensor x, Edges2 edges, string? name = null) =>
        new ZeroPadding2D(edges) { name = name }.Apply(x);

    public static KerasTensor MaxPool(this KerasTensor x, int size, int strides, string? name = null, string padding = "valid") =>
        new MaxPooling2D(size, strides, padding) { name = name }.Apply(x);

    public static KerasTensor AveragePool(this KerasTensor x, int size, int strides, string? name = null, string padding = "valid") =>
        new AveragePooling2D(size, strides, padding) { name = name }.Apply(x);

    public static KerasTensor GlobalAverage(this KerasTensor x, string? name = null) => new GlobalAveragePooling2D { name = name }.Apply(x);

    public static KerasTensor GlobalMax(this KerasTensor x, string? name = null) => new GlobalMaxPooling2D { name = name }.Apply(x);

    public static KerasTensor Dense(this KerasTensor x, int units, ActivationFn? activation, string name, Initializer? start = null) =>
        new Dense(units, activation, kernel_initializer: start) { name = name }.Apply(x);

    public static KerasTensor Add(KerasTensor a, KerasTensor b, string? name = null) => new Add { name = name }.Apply(a, b);

    public static KerasTensor Join(string? name, params KerasTensor[] parts) => new Concatenate(ChannelAxis) { name = name }.Apply(parts);

    /// <summary>Zeros so that a window of an odd size with steps of 2 sees what "same" would show it.</summary>
    public static KerasTensor PadForStep2(this KerasTensor x, int size, string name)
    {
        int half = size / 2, first = ChannelsFirst ? 2 : 1;
        int Less(int axis) => x.shape[axis] is { } n ? (int)(1 - (n % 2)) : 1;
        return x.Pad(((half - Less(first), half), (half - Less(first + 1), half)), name);
    }
}
