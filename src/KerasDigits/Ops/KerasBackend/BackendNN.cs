using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>More of the layers' operations as functions of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, backend.py.</remarks>
internal static class BackendNN
{
    /// <summary>(x − mean) / √(var + epsilon) · gamma + beta along an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="mean">Mean for each entry of the axis, shape (size of the axis,).</param>
    /// <param name="var">Variance, in the same shape.</param>
    /// <param name="beta">Added afterwards, in the same shape; null: nothing.</param>
    /// <param name="gamma">Multiplied, in the same shape; null: 1.</param>
    /// <param name="axis">Axis of the features.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [KerasExport("keras.backend.batch_normalization")]
    public static Tensor batch_normalization(Tensor x, Tensor mean, Tensor var, Tensor? beta, Tensor? gamma, int axis = -1,
        double epsilon = 1e-3) =>
        OpsNN.batch_normalization(x, mean, var, axis, beta, gamma, epsilon);

    /// <summary>3-D convolution of (batch, depth, height, width, channels) with a kernel (kd, kh, kw, channels, filters).</summary>
    /// <param name="x">Shape (batch, depth, height, width, channels), or (batch, channels, depth, height, width) with
    /// "channels_first".</param>
    /// <param name="kernel">Shape (kernel depth, kernel height, kernel width, channels, filters).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (depth, height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or (depth, height, width); null: 1.</param>
    /// <returns>As x, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.backend.conv3d")]
    public static Tensor conv3d(Tensor x, Tensor kernel, Size3? strides = null, string padding = "valid", string? data_format = null,
        Size3? dilation_rate = null) =>
        BackendFunctional.InLast(x, data_format,
            v => NN.Conv(v, kernel, null, (strides ?? 1).ToArray(), Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                (dilation_rate ?? 1).ToArray()));

    /// <summary>2-D convolution of each channel by itself, with a kernel (kh, kw, channels, multiplier).</summary>
    /// <param name="x">Shape (batch, height, width, channels), or (batch, channels, height, width) with "channels_first".</param>
    /// <param name="depthwise_kernel">Shape (kernel height, kernel width, channels, multiplier).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or (height, width); null: 1.</param>
    /// <returns>As x, with channels · multiplier channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.backend.depthwise_conv2d")]
    public static Tensor depthwise_conv2d(Tensor x, Tensor depthwise_kernel, Size2? strides = null, string padding = "valid",
        string? data_format = null, Size2? dilation_rate = null) =>
        BackendFunctional.InLast(x, data_format,
            v => NN.DepthwiseConv(v, depthwise_kernel, null, (strides ?? 1).ToArray(),
                Guard.OneOf(padding, ["valid", "same"], nameof(padding)), (dilation_rate ?? 1).ToArray()));

    /// <summary>2-D convolution of each channel by itself, then a mix of the channels.</summary>
    /// <param name="x">Shape (batch, height, width, channels), or (batch, channels, height, width) with "channels_first".</param>
    /// <param name="depthwise_kernel">Shape (kernel height, kernel width, channels, multiplier).</param>
    /// <param name="pointwise_kernel">Shape (1, 1, channels · multiplier, filters).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or (height, width); null: 1.</param>
    /// <returns>As x, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.backend.separable_conv2d")]
    public static Tensor separable_conv2d(Tensor x, Tensor depthwise_kernel, Tensor pointwise_kernel, Size2? strides = null,
        string padding = "valid", string? data_format = null, Size2? dilation_rate = null) =>
        BackendFunctional.conv2d(depthwise_conv2d(x, depthwise_kernel, strides, padding, data_format, dilation_rate), pointwise_kernel,
            null, "valid", data_format);

    /// <summary>Largest value or mean of each window of volumes.</summary>
    /// <param name="x">Shape (batch, depth, height, width, channels), or (batch, channels, depth, height, width) with
    /// "channels_first".</param>
    /// <param name="pool_size">Size of the window: one number, or (depth, height, width).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or (depth, height, width); null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="pool_mode">"max" or "avg".</param>
    /// <exception cref="ArgumentException">padding or pool_mode is another word.</exception>
    [KerasExport("keras.backend.pool3d")]
    public static Tensor pool3d(Tensor x, Size3 pool_size, Size3? strides = null, string padding = "valid", string? data_format = null,
        string pool_mode = "max")
    {
        long[] window = pool_size.ToArray(), step = (strides ?? 1).ToArray();
        _ = Guard.OneOf(padding, ["valid", "same"]);
        bool greatest = Guard.OneOf(pool_mode, ["max", "avg"]) == "max";
        return BackendFunctional.InLast(x, data_format,
            v => greatest ? NN.MaxPool(v, window, step, padding) : NN.AveragePool(v, window, step, padding));
    }

    /// <summary>Images made larger by whole factors.</summary>
    /// <param name="x">Shape (batch, height, width, channels), or (batch, channels, height, width) with "channels_first".</param>
    /// <param name="height_factor">Factor of the height, 1 or more.</param>
    /// <param name="width_factor">Factor of the width, 1 or more.</param>
    /// <param name="data_format">"channels_last" or "channels_first".</param>
    /// <param name="interpolation">"nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
    /// <exception cref="ArgumentException">data_format or interpolation is another word.</exception>
    [KerasExport("keras.backend.resize_images")]
    public static Tensor resize_images(Tensor x, int height_factor, int width_factor, string data_format,
        string interpolation = "nearest") =>
        BackendFunctional.InLast(x, data_format,
            v => ImageResize.Resize(v, v.size(1) * height_factor, v.size(2) * width_factor, ImageResize.CheckInterpolation(interpolation)));

    /// <summary>Volumes made larger by whole factors: each place repeated.</summary>
    /// <param name="x">Shape (batch, depth, height, width, channels), or (batch, channels, depth, height, width) with
    /// "channels_first".</param>
    /// <param name="depth_factor">Factor of the depth, 1 or more.</param>
    /// <param name="height_factor">Factor of the height, 1 or more.</param>
    /// <param name="width_factor">Factor of the width, 1 or more.</param>
    /// <param name="data_format">"channels_last" or "channels_first".</param>
    /// <exception cref="ArgumentException">data_format is another word.</exception>
    [KerasExport("keras.backend.resize_volumes")]
    public static Tensor resize_volumes(Tensor x, int depth_factor, int height_factor, int width_factor, string data_format) =>
        BackendFunctional.InLast(x, data_format, v => NN.Repeat(v, [depth_factor, height_factor, width_factor]));

    /// <summary>The mean and variance of a batch over some axes, and the batch normalized by them.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="gamma">Multiplied after normalization, shape (features,); null: 1.</param>
    /// <param name="beta">Added after it, shape (features,); null: nothing.</param>
    /// <param name="reduction_axes">Axes over which mean and variance are taken.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The normalized batch, its mean and its variance.</returns>
    [KerasExport("keras.backend.normalize_batch_in_training")]
    public static (Tensor Normalized, Tensor Mean, Tensor Variance) normalize_batch_in_training(Tensor x, Tensor? gamma, Tensor? beta,
        ReductionAxes reduction_axes, double epsilon = 1e-3)
    {
        var (around, variance) = Centering.Center(x, BackendReductions.GetAll(x, reduction_axes));
        long[] shape = variance.shape;
        Tensor y = around * (variance + epsilon).rsqrt();
        if (gamma is not null) { y = y * gamma.reshape(shape); }
        if (beta is not null) { y = y + beta.reshape(shape); }
        return (y, BackendReductions.mean(x, reduction_axes), BackendReductions.var(x, reduction_axes));
    }

    /// <summary>x · momentum + value · (1 − momentum), kept in x.</summary>
    /// <param name="x">The variable that holds the average.</param>
    /// <param name="value">The new value, in its shape.</param>
    /// <param name="momentum">Weight of the old value, 0 … 1.</param>
    /// <returns>The variable.</returns>
    [KerasExport("keras.backend.moving_average_update")]
    public static Variable moving_average_update(Variable x, Tensor value, double momentum) =>
        x.assign((x.value.detach() * momentum) + (value.detach() * (1 - momentum)));

    /// <summary>A weight that starts with normal numbers.</summary>
    /// <param name="shape">Shape of the variable.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="scale">Standard deviation, 0 or more.</param>
    /// <param name="dtype">Dtype of the variable; null: keras.backend.floatx().</param>
    /// <param name="name">Name of the variable; null: "Variable".</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_normal_variable")]
    public static Variable random_normal_variable(Shape shape, double mean, double scale, string? dtype = null, string? name = null,
        int? seed = null) =>
        new(RandomOps.Normal(shape, mean, scale, dtype, seed), $"{name ?? "Variable"}:0");

    /// <summary>A weight that starts with uniform numbers.</summary>
    /// <param name="shape">Shape of the variable.</param>
    /// <param name="low">Lower bound, included.</param>
    /// <param name="high">Upper bound, excluded.</param>
    /// <param name="dtype">Dtype of the variable; null: keras.backend.floatx().</param>
    /// <param name="name">Name of the variable; null: "Variable".</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_uniform_variable")]
    public static Variable random_uniform_variable(Shape shape, double low, double high, string? dtype = null, string? name = null,
        int? seed = null) =>
        new(RandomOps.Uniform(shape, low, high, dtype, seed), $"{name ?? "Variable"}:0");

    /// <summary>Ones with probability p, else zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="p">Probability of a one, 0 … 1.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_binomial")]
    public static Tensor random_binomial(Shape shape, double p = 0.0, string? dtype = null, int? seed = null) =>
        BackendValues.random_bernoulli(shape, p, dtype, seed);

    /// <summary>Always false: the engine has no sparse tensors.</summary>
    /// <param name="tensor">Tensor of any shape and dtype.</param>
    [KerasExport("keras.backend.is_sparse")]
    public static bool is_sparse(Tensor tensor) => false;

    /// <summary>The tensor itself: the engine has no sparse tensors.</summary>
    /// <param name="tensor">Tensor of any shape and dtype.</param>
    [KerasExport("keras.backend.to_dense")]
    public static Tensor to_dense(Tensor tensor) => tensor;
}
