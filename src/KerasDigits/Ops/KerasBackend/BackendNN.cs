using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>More of the layers' operations as functions of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, backend.py.</remarks>
internal static class BackendNN
{
    /// <summary>(x − mean) / √(var + epsilon) · gamma + beta along an axis.</summary>
    [KerasExport("keras.backend.batch_normalization")]
    public static Tensor batch_normalization(Tensor x, Tensor mean, Tensor var, Tensor? beta, Tensor? gamma, int axis = -1,
        double epsilon = 1e-3) =>
        OpsNN.batch_normalization(x, mean, var, axis, beta, gamma, epsilon);

    /// <summary>3-D convolution of (batch, depth, height, width, channels) with a kernel (kd, kh, kw, channels, filters).</summary>
    [KerasExport("keras.backend.conv3d")]
    public static Tensor conv3d(Tensor x, Tensor kernel, Size3? strides = null, string padding = "valid", string? data_format = null,
        Size3? dilation_rate = null) =>
        BackendFunctional.InLast(x, data_format,
            v => NN.Conv(v, kernel, null, (strides ?? 1).ToArray(), Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                (dilation_rate ?? 1).ToArray()));

    /// <summary>2-D convolution of each channel by itself, with a kernel (kh, kw, channels, multiplier).</summary>
    [KerasExport("keras.backend.depthwise_conv2d")]
    public static Tensor depthwise_conv2d(Tensor x, Tensor depthwise_kernel, Size2? strides = null, string padding = "valid",
        string? data_format = null, Size2? dilation_rate = null) =>
        BackendFunctional.InLast(x, data_format,
            v => NN.DepthwiseConv(v, depthwise_kernel, null, (strides ?? 1).ToArray(),
                Guard.OneOf(padding, ["valid", "same"], nameof(padding)), (dilation_rate ?? 1).ToArray()));

    /// <summary>2-D convolution of each channel by itself, then a mix of the channels.</summary>
    [KerasExport("keras.backend.separable_conv2d")]
    public static Tensor separable_conv2d(Tensor x, Tensor depthwise_kernel, Tensor pointwise_kernel, Size2? strides = null,
        string padding = "valid", string? data_format = null, Size2? dilation_rate = null) =>
        BackendFunctional.conv2d(depthwise_conv2d(x, depthwise_kernel, strides, padding, data_format, dilation_rate), pointwise_kernel,
            null, "valid", data_format);

    /// <summary>Largest value or mean of each window of volumes.</summary>
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
    [KerasExport("keras.backend.resize_images")]
    public static Tensor resize_images(Tensor x, int height_factor, int width_factor, string data_format,
        string interpolation = "nearest") =>
        BackendFunctional.InLast(x, data_format,
            v => ImageResize.Resize(v, v.size(1) * height_factor, v.size(2) * width_factor, ImageResize.CheckInterpolation(interpolation)));

    /// <summary>Volumes made larger by whole factors: each place repeated.</summary>
    [KerasExport("keras.backend.resize_volumes")]
    public static Tensor resize_volumes(Tensor x, int depth_factor, int height_factor, int width_factor, string data_format) =>
        BackendFunctional.InLast(x, data_format, v => NN.Repeat(v, [depth_factor, height_factor, width_factor]));

    /// <summary>The mean and variance of a batch over some axes, and the batch normalized by them.</summary>
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
    [KerasExport("keras.backend.moving_average_update")]
    public static Variable moving_average_update(Variable x, Tensor value, double momentum) =>
        x.assign((x.value.detach() * momentum) + (value.detach() * (1 - momentum)));

    /// <summary>A weight that starts with normal numbers.</summary>
    [KerasExport("keras.backend.random_normal_variable")]
    public static Variable random_normal_variable(Shape shape, double mean, double scale, string? dtype = null, string? name = null,
        int? seed = null) =>
        new(RandomOps.Normal(shape, mean, scale, dtype, seed), $"{name ?? "Variable"}:0");

    /// <summary>A weight that starts with uniform numbers.</summary>
    [KerasExport("keras.backend.random_uniform_variable")]
    public static Variable random_uniform_variable(Shape shape, double low, double high, string? dtype = null, string? name = null,
        int? seed = null) =>
        new(RandomOps.Uniform(shape, low, high, dtype, seed), $"{name ?? "Variable"}:0");

    /// <summary>Ones with probability p, else zeros.</summary>
    [KerasExport("keras.backend.random_binomial")]
    public static Tensor random_binomial(Shape shape, double p = 0.0, string? dtype = null, int? seed = null) =>
        BackendValues.random_bernoulli(shape, p, dtype, seed);

    /// <summary>Always false: the engine has no sparse tensors.</summary>
    [KerasExport("keras.backend.is_sparse")]
    public static bool is_sparse(Tensor tensor) => false;

    /// <summary>The tensor itself: the engine has no sparse tensors.</summary>
    [KerasExport("keras.backend.to_dense")]
    public static Tensor to_dense(Tensor tensor) => tensor;
}
