using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: products, activations, convolutions and losses.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/nn.py, ops/math.py and ops/linalg.py.</remarks>
internal static class OpsNN
{
    /// <summary>The matrix product.</summary>
    [KerasExport("keras.ops.matmul")]
    public static Tensor matmul(Tensor x1, Tensor x2) => NN.Product(x1, x2);

    /// <summary>Product over the last axis of x1 and the last but one of x2.</summary>
    [KerasExport("keras.ops.dot")]
    public static Tensor dot(Tensor x1, Tensor x2) => x1.dim() == 0 || x2.dim() == 0 ? x1 * x2 : x2.dim() <= 2 ? NN.Product(x1, x2)
    : torch.tensordot(x1, x2, [x1.dim() - 1], [x2.dim() - 2]);

    /// <summary>Product summed over axes.</summary>
    [KerasExport("keras.ops.tensordot")]
    public static Tensor tensordot(Tensor x1, Tensor x2, int axes = 2) =>
        torch.tensordot(x1, x2, [.. Enumerable.Range((int)x1.dim() - axes, axes).Select(i => (long)i)],
            [.. Enumerable.Range(0, axes).Select(i => (long)i)]);

    /// <summary>Sums of products over axes of both.</summary>
    /// <param name="x1">Any shape.</param>
    /// <param name="x2">Any shape.</param>
    /// <param name="axes">The axes of the one, and those of the other.</param>
    [KerasExport("keras.ops.tensordot")]
    public static Tensor tensordot(Tensor x1, Tensor x2, int[][] axes)
    {
        Guard.That(axes.Length == 2 && axes[0].Length == axes[1].Length,
            "`axes` must hold the axes of the first tensor and as many of the second.", nameof(axes));
        return torch.tensordot(x1, x2, Array.ConvertAll(axes[0], a => (long)a), Array.ConvertAll(axes[1], a => (long)a));
    }

    /// <summary>Products of all pairs.</summary>
    [KerasExport("keras.ops.outer")]
    public static Tensor outer(Tensor x1, Tensor x2) => x1.reshape(-1).outer(x2.reshape(-1));

    /// <summary>Products over the last axes.</summary>
    [KerasExport("keras.ops.inner")]
    public static Tensor inner(Tensor x1, Tensor x2) => torch.inner(x1, x2);

    /// <summary>Product of all values.</summary>
    [KerasExport("keras.ops.vdot")]
    public static Tensor vdot(Tensor x1, Tensor x2) => x1.reshape(-1).dot(x2.reshape(-1));

    /// <summary>The cross product of vectors of three.</summary>
    [KerasExport("keras.ops.cross")]
    public static Tensor cross(Tensor x1, Tensor x2, int axis = -1) => torch.linalg.cross(x1, x2, axis);

    /// <summary>Einstein's sum of products.</summary>
    [KerasExport("keras.ops.einsum")]
    public static Tensor einsum(string subscripts, Tensor[] operands) => LinearAlgebraOps.Einsum(subscripts, operands);

    /// <summary>The determinant.</summary>
    [KerasExport("keras.ops.det")]
    public static Tensor det(Tensor x) => torch.linalg.det(x);

    /// <summary>The inverse matrix.</summary>
    [KerasExport("keras.ops.inv")]
    public static Tensor inv(Tensor x) => torch.linalg.inv(x);

    /// <summary>The lower triangle L with L · Lᵀ = x.</summary>
    [KerasExport("keras.ops.cholesky")]
    public static Tensor cholesky(Tensor x) => torch.linalg.cholesky(x);

    /// <summary>x with a · x = b.</summary>
    [KerasExport("keras.ops.solve")]
    public static Tensor solve(Tensor a, Tensor b) => torch.linalg.solve(a, b);

    /// <summary>The orthogonal and the upper triangular factor.</summary>
    [KerasExport("keras.ops.qr")]
    public static (Tensor Q, Tensor R) qr(Tensor x, string mode = "reduced") =>
        torch.linalg.qr(x, Guard.OneOf(mode, ["reduced", "complete"]) == "reduced"
            ? torch.linalg.QRMode.Reduced
            : torch.linalg.QRMode.Complete);

    /// <summary>Singular vectors and values: U, s, Vᵀ.</summary>
    [KerasExport("keras.ops.svd")]
    public static (Tensor U, Tensor S, Tensor V) svd(Tensor x, bool full_matrices = true) => torch.linalg.svd(x, full_matrices);

    /// <summary>Eigenvalues in rising order and eigenvectors of a symmetric matrix.</summary>
    [KerasExport("keras.ops.eigh")]
    public static (Tensor Values, Tensor Vectors) eigh(Tensor x) => torch.linalg.eigh(x);

    /// <summary>max(x, 0).</summary>
    [KerasExport("keras.ops.relu")]
    public static Tensor relu(Tensor x) => x.relu();

    /// <summary>relu of at most 6.</summary>
    [KerasExport("keras.ops.relu6")]
    public static Tensor relu6(Tensor x) => ActivationOps.relu6(x);

    /// <summary>x, or negative_slope · x below 0.</summary>
    [KerasExport("keras.ops.leaky_relu")]
    public static Tensor leaky_relu(Tensor x, double negative_slope = 0.2) => ActivationOps.leaky_relu(x, negative_slope);

    /// <summary>x, or alpha · (exp(x) − 1) below 0.</summary>
    [KerasExport("keras.ops.elu")]
    public static Tensor elu(Tensor x, double alpha = 1.0) => ActivationOps.elu(x, alpha);

    /// <summary>Scaled elu.</summary>
    [KerasExport("keras.ops.selu")]
    public static Tensor selu(Tensor x) => ActivationOps.selu(x);

    /// <summary>x · P(X ≤ x) of the normal distribution.</summary>
    [KerasExport("keras.ops.gelu")]
    public static Tensor gelu(Tensor x, bool approximate = true) => ActivationOps.gelu(x, approximate);

    /// <summary>1 / (1 + exp(−x)).</summary>
    [KerasExport("keras.ops.sigmoid")]
    public static Tensor sigmoid(Tensor x) => x.sigmoid();

    /// <summary>relu6(x + 3) / 6, as in Keras 3.</summary>
    [KerasExport("keras.ops.hard_sigmoid")]
    public static Tensor hard_sigmoid(Tensor x) => LaterActivations.HardSigmoid(x);

    /// <summary>x · hard_sigmoid(x).</summary>
    [KerasExport("keras.ops.hard_silu", "keras.ops.hard_swish")]
    public static Tensor hard_silu(Tensor x) => LaterActivations.hard_silu(x);

    /// <summary>x cut to −1 … 1.</summary>
    [KerasExport("keras.ops.hard_tanh")]
    public static Tensor hard_tanh(Tensor x) => LaterActivations.hard_tanh(x);

    /// <summary>Hyperbolic tangent.</summary>
    [KerasExport("keras.ops.tanh")]
    public static Tensor tanh(Tensor x) => x.tanh();

    /// <summary>x − tanh(x).</summary>
    [KerasExport("keras.ops.tanh_shrink")]
    public static Tensor tanh_shrink(Tensor x) => LaterActivations.tanh_shrink(x);

    /// <summary>x brought nearer to 0 by threshold.</summary>
    [KerasExport("keras.ops.soft_shrink")]
    public static Tensor soft_shrink(Tensor x, double threshold = 0.5) => LaterActivations.soft_shrink(x, threshold);

    /// <summary>x, or 0 where |x| is at most threshold.</summary>
    [KerasExport("keras.ops.hard_shrink")]
    public static Tensor hard_shrink(Tensor x, double threshold = 0.5) => LaterActivations.hard_shrink(x, threshold);

    /// <summary>x above a threshold, else a value.</summary>
    [KerasExport("keras.ops.threshold")]
    public static Tensor threshold(Tensor x, double threshold, double default_value) =>
        LaterActivations.threshold(x, threshold, default_value);

    /// <summary>x · sigmoid(x).</summary>
    [KerasExport("keras.ops.silu", "keras.ops.swish")]
    public static Tensor silu(Tensor x) => ActivationOps.swish(x);

    /// <summary>log(exp(x) + 1).</summary>
    [KerasExport("keras.ops.softplus")]
    public static Tensor softplus(Tensor x) => ActivationOps.softplus(x);

    /// <summary>x / (|x| + 1).</summary>
    [KerasExport("keras.ops.softsign")]
    public static Tensor softsign(Tensor x) => ActivationOps.softsign(x);

    /// <summary>(x + √(x² + b)) / 2.</summary>
    [KerasExport("keras.ops.squareplus")]
    public static Tensor squareplus(Tensor x, double b = 4) => LaterActivations.squareplus(x, b);

    /// <summary>0 below −1, (x + 1)² / 4 up to 1, then x.</summary>
    [KerasExport("keras.ops.sparse_plus")]
    public static Tensor sparse_plus(Tensor x) => LaterActivations.sparse_plus(x);

    /// <summary>max(x, 0) + min(0, alpha · (exp(x / alpha) − 1)).</summary>
    [KerasExport("keras.ops.celu")]
    public static Tensor celu(Tensor x, double alpha = 1.0) => LaterActivations.celu(x, alpha);

    /// <summary>The first half of an axis, weighted by the sigmoid of the second.</summary>
    [KerasExport("keras.ops.glu")]
    public static Tensor glu(Tensor x, int axis = -1) => LaterActivations.glu(x, axis);

    /// <summary>log(1 / (1 + exp(−x))).</summary>
    [KerasExport("keras.ops.log_sigmoid")]
    public static Tensor log_sigmoid(Tensor x) => LaterActivations.log_sigmoid(x);

    /// <summary>exp(x), normalised over an axis; over all values when it is null.</summary>
    [KerasExport("keras.ops.softmax")]
    public static Tensor softmax(Tensor x, int? axis = -1) => axis is { } a
    ? torch.nn.functional.softmax(x, a)
    : torch.nn.functional.softmax(x.reshape(-1), 0).reshape(x.shape);

    /// <summary>log of softmax.</summary>
    [KerasExport("keras.ops.log_softmax")]
    public static Tensor log_softmax(Tensor x, int? axis = -1) => axis is { } a
    ? torch.nn.functional.log_softmax(x, a)
    : torch.nn.functional.log_softmax(x.reshape(-1), 0).reshape(x.shape);

    /// <summary>Class numbers as vectors of zeros and a one.</summary>
    [KerasExport("keras.ops.one_hot")]
    public static Tensor one_hot(Tensor x, int num_classes, int axis = -1, string? dtype = null)
    {
        Tensor y = CategoryOps.MakeOneHot(PlaceNumbers.Read(x, nameof(x)), num_classes, DTypes.ParseTorch(dtype ?? Settings.FloatX));
        return axis == -1 ? y : y.movedim([-1], [axis]);
    }

    /// <summary>Which class numbers a sample holds.</summary>
    [KerasExport("keras.ops.multi_hot")]
    public static Tensor multi_hot(Tensor inputs, int num_classes, int axis = -1, string? dtype = null)
    {
        Tensor places = PlaceNumbers.Read(inputs, nameof(inputs));
        Tensor y = CategoryOps.MakeOneHot(places, num_classes, DTypes.ParseTorch(dtype ?? Settings.FloatX))
            .amax([inputs.dim() == 1 ? 0 : 1]);
        return axis == -1 ? y : y.movedim([-1], [axis]);
    }

    /// <summary>Vectors divided by their norm.</summary>
    [KerasExport("keras.ops.normalize")]
    public static Tensor normalize(Tensor x, int axis = -1, double order = 2, double epsilon = 1e-12) =>
        x / OpsReductions.norm(x, order, axis, true).clamp_min(epsilon);

    /// <summary>Mean and variance.</summary>
    [KerasExport("keras.ops.moments")]
    public static (Tensor Mean, Tensor Variance) moments(Tensor x, ReductionAxes axes, bool keepdims = false) =>
        (BackendReductions.mean(x, axes, keepdims), BackendReductions.var(x, axes, keepdims));

    /// <summary>(x − mean) / √(variance + epsilon) · scale + offset along an axis.</summary>
    [KerasExport("keras.ops.batch_normalization")]
    public static Tensor batch_normalization(Tensor x, Tensor mean, Tensor variance, int axis, Tensor? offset = null, Tensor? scale = null,
        double epsilon = 1e-3)
    {
        long[] along = [.. x.shape.Select((n, i) => i == (axis < 0 ? axis + x.dim() : axis) ? n : 1)];
        Tensor y = (x - mean.reshape(along)) * (variance.reshape(along) + epsilon).rsqrt();
        if (scale is not null) { y = y * scale.reshape(along); }
        return offset is null ? y : y + offset.reshape(along);
    }

    /// <summary>Crossentropy of yes/no labels, value by value.</summary>
    [KerasExport("keras.ops.binary_crossentropy")]
    public static Tensor binary_crossentropy(Tensor target, Tensor output, bool from_logits = false) =>
        BackendMath.binary_crossentropy(target, output, from_logits);

    /// <summary>Crossentropy of one-hot labels.</summary>
    [KerasExport("keras.ops.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        LossOps.categorical_crossentropy(target, output, from_logits, 0, axis);

    /// <summary>Crossentropy of class numbers.</summary>
    [KerasExport("keras.ops.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        LossOps.sparse_categorical_crossentropy(target, output, from_logits, axis, null);

    /// <summary>Convolution over one to three axes, with a kernel (window …, in, out).</summary>
    [KerasExport("keras.ops.conv")]
    public static Tensor conv(Tensor inputs, Tensor kernel, IntList? strides = null, string padding = "valid", string? data_format = null,
        IntList? dilation_rate = null) => BackendFunctional.InLast(inputs, data_format,
        x => NN.Conv(x, kernel, null, RepeatForEach(strides, inputs), Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
            RepeatForEach(dilation_rate, inputs)));

    /// <summary>Convolution of each channel by itself, with a kernel (window …, in, multiplier).</summary>
    [KerasExport("keras.ops.depthwise_conv")]
    public static Tensor depthwise_conv(Tensor inputs, Tensor kernel, IntList? strides = null, string padding = "valid",
        string? data_format = null, IntList? dilation_rate = null) =>
            BackendFunctional.InLast(inputs, data_format,
                x => NN.DepthwiseConv(x, kernel, null, RepeatForEach(strides, inputs),
                    Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                    RepeatForEach(dilation_rate, inputs)));

    /// <summary>Convolution of each channel by itself, then a mix of the channels.</summary>
    [KerasExport("keras.ops.separable_conv")]
    public static Tensor separable_conv(Tensor inputs, Tensor depthwise_kernel, Tensor pointwise_kernel, IntList? strides = null,
        string padding = "valid", string? data_format = null, IntList? dilation_rate = null) =>
            conv(depthwise_conv(inputs, depthwise_kernel, strides, padding, data_format, dilation_rate), pointwise_kernel, null, "valid",
                data_format);

    /// <summary>The way back of a convolution, with a kernel (window …, out, in).</summary>
    [KerasExport("keras.ops.conv_transpose")]
    public static Tensor conv_transpose(Tensor inputs, Tensor kernel, IntList strides, string padding = "valid",
        IntList? output_padding = null, string? data_format = null, IntList? dilation_rate = null) =>
            BackendFunctional.InLast(inputs, data_format,
                x => NN.ConvTranspose(x, kernel, null, RepeatForEach(strides, inputs),
                    Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                    output_padding is null ? null : RepeatForEach(output_padding, inputs), RepeatForEach(dilation_rate, inputs)));

    /// <summary>Largest value of each window.</summary>
    [KerasExport("keras.ops.max_pool")]
    public static Tensor max_pool(Tensor inputs, IntList pool_size, IntList? strides = null, string padding = "valid",
        string? data_format = null) => Pool(inputs, pool_size, strides, padding, data_format, NN.MaxPool, NN.MaxPool2D);

    /// <summary>Mean of each window.</summary>
    [KerasExport("keras.ops.average_pool")]
    public static Tensor average_pool(Tensor inputs, IntList pool_size, IntList? strides = null, string padding = "valid",
        string? data_format = null) => Pool(inputs, pool_size, strides, padding, data_format, NN.AveragePool, NN.AveragePool2D);

    private static Tensor Pool(Tensor inputs, IntList size, IntList? strides, string padding, string? data_format,
        Func<Tensor, long[], long[], string, Tensor> pool, Func<Tensor, Size2, Size2, string, Tensor> pool2d)
    {
        long[] window = RepeatForEach(size, inputs), step = RepeatForEach(strides ?? size, inputs);
        _ = Guard.OneOf(padding, ["valid", "same"]);
        return BackendFunctional.InLast(inputs, data_format, x => window.Length == 2
            ? pool2d(x, ((int)window[0], (int)window[1]), ((int)step[0], (int)step[1]), padding) : pool(x, window, step, padding));
    }

    /// <summary>A number for each axis between batch and channels; null: 1.</summary>
    private static long[] RepeatForEach(IntList? numbers, Tensor inputs)
    {
        int axes = (int)inputs.dim() - 2;
        long[] all = numbers is { } given ? [.. given.Select(n => (long)n)] : [1];
        if (all.Length == 1) { all = [.. Enumerable.Repeat(all[0], axes)]; }
        Guard.That(all.Length == axes && axes is >= 1 and <= 3,
            $"Data of {inputs.dim()} axes take {axes} numbers, one for each axis between batch and channels. Received: {numbers}.");
        return all;
    }
}
