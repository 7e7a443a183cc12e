using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: products, activations, convolutions and losses.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py, ops/nn.py, ops/math.py and ops/linalg.py.</remarks>
internal static class OpsNN
{
    /// <summary>The matrix product.</summary>
    /// <param name="x1">Shape (n,), or (…, m, n).</param>
    /// <param name="x2">Shape (n,), or (…, n, p), of the same dtype; leading axes are broadcast.</param>
    /// <returns>Shape (…, m, p); a vector's axis is dropped.</returns>
    /// <exception cref="ArgumentException">The inner sizes or the dtypes differ.</exception>
    [KerasExport("keras.ops.matmul")]
    public static Tensor matmul(Tensor x1, Tensor x2) => NN.Product(x1, x2);

    /// <summary>Product over the last axis of x1 and the second-to-last of x2.</summary>
    /// <param name="x1">Tensor whose last axis has n values, or a scalar.</param>
    /// <param name="x2">Tensor whose second-to-last axis (a vector's only one) has n values, or a scalar.</param>
    [KerasExport("keras.ops.dot")]
    public static Tensor dot(Tensor x1, Tensor x2) => x1.dim() == 0 || x2.dim() == 0 ? x1 * x2 : x2.dim() <= 2 ? NN.Product(x1, x2)
    : torch.tensordot(x1, x2, [x1.dim() - 1], [x2.dim() - 2]);

    /// <summary>Product summed over axes.</summary>
    /// <param name="x1">First factor, of any shape.</param>
    /// <param name="x2">Second factor, of any shape.</param>
    /// <param name="axes">Number of axes summed over: the last ones of x1 with the first ones of x2.</param>
    [KerasExport("keras.ops.tensordot")]
    public static Tensor tensordot(Tensor x1, Tensor x2, int axes = 2) =>
        torch.tensordot(x1, x2, [.. Enumerable.Range((int)x1.dim() - axes, axes).Select(i => (long)i)],
            [.. Enumerable.Range(0, axes).Select(i => (long)i)]);

    /// <summary>Sums of products over axes of both.</summary>
    /// <param name="x1">Tensor of any shape.</param>
    /// <param name="x2">Tensor of any shape.</param>
    /// <param name="axes">The axes of the one, and those of the other.</param>
    /// <exception cref="ArgumentException">axes does not hold two lists of one length.</exception>
    [KerasExport("keras.ops.tensordot")]
    public static Tensor tensordot(Tensor x1, Tensor x2, int[][] axes)
    {
        Guard.That(axes.Length == 2 && axes[0].Length == axes[1].Length,
            "`axes` must hold the axes of the first tensor and as many of the second.", nameof(axes));
        return torch.tensordot(x1, x2, Array.ConvertAll(axes[0], a => (long)a), Array.ConvertAll(axes[1], a => (long)a));
    }

    /// <summary>Products of all pairs.</summary>
    /// <param name="x1">Tensor, flattened to n values.</param>
    /// <param name="x2">Tensor, flattened to m values.</param>
    /// <returns>Shape (n, m).</returns>
    [KerasExport("keras.ops.outer")]
    public static Tensor outer(Tensor x1, Tensor x2) => x1.reshape(-1).outer(x2.reshape(-1));

    /// <summary>Products over the last axes.</summary>
    /// <param name="x1">Shape (…, n).</param>
    /// <param name="x2">Shape (…, n).</param>
    /// <returns>x1's other axes, then x2's.</returns>
    [KerasExport("keras.ops.inner")]
    public static Tensor inner(Tensor x1, Tensor x2) => torch.inner(x1, x2);

    /// <summary>Product of all values.</summary>
    /// <param name="x1">Tensor, flattened to n values.</param>
    /// <param name="x2">Tensor, flattened to n values.</param>
    /// <returns>A scalar.</returns>
    [KerasExport("keras.ops.vdot")]
    public static Tensor vdot(Tensor x1, Tensor x2) => x1.reshape(-1).dot(x2.reshape(-1));

    /// <summary>The cross product of vectors of three.</summary>
    /// <param name="x1">Vectors of size 3 along the axis.</param>
    /// <param name="x2">Vectors of size 3 along the axis.</param>
    /// <param name="axis">Axis; negative values count from the end.</param>
    [KerasExport("keras.ops.cross")]
    public static Tensor cross(Tensor x1, Tensor x2, int axis = -1) => torch.linalg.cross(x1, x2, axis);

    /// <summary>Einstein's sum of products.</summary>
    /// <param name="subscripts">Axes of each operand and of the result by letters, for example "bij,bjk-&gt;bik".</param>
    /// <param name="operands">The tensors, one for each group of letters.</param>
    [KerasExport("keras.ops.einsum")]
    public static Tensor einsum(string subscripts, Tensor[] operands) => LinearAlgebraOps.Einsum(subscripts, operands);

    /// <summary>The determinant.</summary>
    /// <param name="x">Square matrices, shape (…, n, n).</param>
    /// <returns>Shape (…).</returns>
    [KerasExport("keras.ops.det")]
    public static Tensor det(Tensor x) => torch.linalg.det(x);

    /// <summary>The inverse matrix.</summary>
    /// <param name="x">Square matrices that can be inverted, shape (…, n, n).</param>
    [KerasExport("keras.ops.inv")]
    public static Tensor inv(Tensor x) => torch.linalg.inv(x);

    /// <summary>The lower triangle L with L · Lᵀ = x.</summary>
    /// <param name="x">Symmetric positive definite matrices, shape (…, n, n).</param>
    [KerasExport("keras.ops.cholesky")]
    public static Tensor cholesky(Tensor x) => torch.linalg.cholesky(x);

    /// <summary>x with a · x = b.</summary>
    /// <param name="a">Square matrices, shape (…, n, n).</param>
    /// <param name="b">Right-hand sides, shape (…, n) or (…, n, k).</param>
    [KerasExport("keras.ops.solve")]
    public static Tensor solve(Tensor a, Tensor b) => torch.linalg.solve(a, b);

    /// <summary>The orthogonal and the upper triangular factor.</summary>
    /// <param name="x">Matrices, shape (…, m, n).</param>
    /// <param name="mode">"reduced" (Q has min(m, n) columns) or "complete" (Q has m).</param>
    /// <exception cref="ArgumentException">mode is another word.</exception>
    [KerasExport("keras.ops.qr")]
    public static (Tensor Q, Tensor R) qr(Tensor x, string mode = "reduced") =>
        torch.linalg.qr(x, Guard.OneOf(mode, ["reduced", "complete"]) == "reduced"
            ? torch.linalg.QRMode.Reduced
            : torch.linalg.QRMode.Complete);

    /// <summary>Singular vectors and values: U, s, Vᵀ.</summary>
    /// <param name="x">Matrices, shape (…, m, n).</param>
    /// <param name="full_matrices">Whether U and Vᵀ are square; false: they have min(m, n) columns and rows.</param>
    [KerasExport("keras.ops.svd")]
    public static (Tensor U, Tensor S, Tensor V) svd(Tensor x, bool full_matrices = true) => torch.linalg.svd(x, full_matrices);

    /// <summary>Eigenvalues in rising order and eigenvectors of a symmetric matrix.</summary>
    /// <param name="x">Symmetric matrices, shape (…, n, n).</param>
    /// <returns>Eigenvalues (…, n) and eigenvectors as columns (…, n, n).</returns>
    [KerasExport("keras.ops.eigh")]
    public static (Tensor Values, Tensor Vectors) eigh(Tensor x) => torch.linalg.eigh(x);

    /// <summary>max(x, 0).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.relu")]
    public static Tensor relu(Tensor x) => x.relu();

    /// <summary>relu of at most 6.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.relu6")]
    public static Tensor relu6(Tensor x) => ActivationOps.relu6(x);

    /// <summary>x, or negative_slope · x below 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="negative_slope">Slope below 0.</param>
    [KerasExport("keras.ops.leaky_relu")]
    public static Tensor leaky_relu(Tensor x, double negative_slope = 0.2) => ActivationOps.leaky_relu(x, negative_slope);

    /// <summary>x, or alpha · (exp(x) − 1) below 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Scale of the part below 0.</param>
    [KerasExport("keras.ops.elu")]
    public static Tensor elu(Tensor x, double alpha = 1.0) => ActivationOps.elu(x, alpha);

    /// <summary>Scaled elu.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.selu")]
    public static Tensor selu(Tensor x) => ActivationOps.selu(x);

    /// <summary>x · P(X ≤ x) of the normal distribution.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="approximate">Whether to use the tanh approximation; false: the error function.</param>
    [KerasExport("keras.ops.gelu")]
    public static Tensor gelu(Tensor x, bool approximate = true) => ActivationOps.gelu(x, approximate);

    /// <summary>1 / (1 + exp(−x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sigmoid")]
    public static Tensor sigmoid(Tensor x) => x.sigmoid();

    /// <summary>relu6(x + 3) / 6, as in Keras 3.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.hard_sigmoid")]
    public static Tensor hard_sigmoid(Tensor x) => LaterActivations.HardSigmoid(x);

    /// <summary>x · hard_sigmoid(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.hard_silu", "keras.ops.hard_swish")]
    public static Tensor hard_silu(Tensor x) => LaterActivations.hard_silu(x);

    /// <summary>x cut to −1 … 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.hard_tanh")]
    public static Tensor hard_tanh(Tensor x) => LaterActivations.hard_tanh(x);

    /// <summary>Hyperbolic tangent.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.tanh")]
    public static Tensor tanh(Tensor x) => x.tanh();

    /// <summary>x − tanh(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.tanh_shrink")]
    public static Tensor tanh_shrink(Tensor x) => LaterActivations.tanh_shrink(x);

    /// <summary>Soft shrinkage: x moved towards 0 by threshold.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Distance by which values move towards 0, 0 or more.</param>
    [KerasExport("keras.ops.soft_shrink")]
    public static Tensor soft_shrink(Tensor x, double threshold = 0.5) => LaterActivations.soft_shrink(x, threshold);

    /// <summary>x, or 0 where |x| is at most threshold.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Largest magnitude that becomes 0, 0 or more.</param>
    [KerasExport("keras.ops.hard_shrink")]
    public static Tensor hard_shrink(Tensor x, double threshold = 0.5) => LaterActivations.hard_shrink(x, threshold);

    /// <summary>x above a threshold, else a value.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="threshold">Values above it are kept.</param>
    /// <param name="default_value">Replaces the others.</param>
    [KerasExport("keras.ops.threshold")]
    public static Tensor threshold(Tensor x, double threshold, double default_value) =>
        LaterActivations.threshold(x, threshold, default_value);

    /// <summary>x · sigmoid(x).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.silu", "keras.ops.swish")]
    public static Tensor silu(Tensor x) => ActivationOps.swish(x);

    /// <summary>log(exp(x) + 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.softplus")]
    public static Tensor softplus(Tensor x) => ActivationOps.softplus(x);

    /// <summary>x / (|x| + 1).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.softsign")]
    public static Tensor softsign(Tensor x) => ActivationOps.softsign(x);

    /// <summary>(x + √(x² + b)) / 2.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="b">Smoothness, 0 or more; 0 gives relu.</param>
    [KerasExport("keras.ops.squareplus")]
    public static Tensor squareplus(Tensor x, double b = 4) => LaterActivations.squareplus(x, b);

    /// <summary>0 below −1, (x + 1)² / 4 up to 1, then x.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.sparse_plus")]
    public static Tensor sparse_plus(Tensor x) => LaterActivations.sparse_plus(x);

    /// <summary>max(x, 0) + min(0, alpha · (exp(x / alpha) − 1)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="alpha">Scale of the part below 0, not 0.</param>
    [KerasExport("keras.ops.celu")]
    public static Tensor celu(Tensor x, double alpha = 1.0) => LaterActivations.celu(x, alpha);

    /// <summary>The first half of an axis, weighted by the sigmoid of the second.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis to halve; its size must be even.</param>
    /// <exception cref="ArgumentException">The axis has an odd size.</exception>
    [KerasExport("keras.ops.glu")]
    public static Tensor glu(Tensor x, int axis = -1) => LaterActivations.glu(x, axis);

    /// <summary>log(1 / (1 + exp(−x))).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.log_sigmoid")]
    public static Tensor log_sigmoid(Tensor x) => LaterActivations.log_sigmoid(x);

    /// <summary>exp(x), normalised over an axis; over all values when it is null.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis that sums to 1; null: all values together.</param>
    [KerasExport("keras.ops.softmax")]
    public static Tensor softmax(Tensor x, int? axis = -1) => axis is { } a
    ? torch.nn.functional.softmax(x, a)
    : torch.nn.functional.softmax(x.reshape(-1), 0).reshape(x.shape);

    /// <summary>log of softmax.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis whose probabilities sum to 1; null: all values together.</param>
    [KerasExport("keras.ops.log_softmax")]
    public static Tensor log_softmax(Tensor x, int? axis = -1) => axis is { } a
    ? torch.nn.functional.log_softmax(x, a)
    : torch.nn.functional.log_softmax(x.reshape(-1), 0).reshape(x.shape);

    /// <summary>Class numbers as vectors of zeros and a one.</summary>
    /// <param name="x">Class numbers, any shape; a number outside of 0 … num_classes − 1 gives zeros.</param>
    /// <param name="num_classes">Size of the new axis.</param>
    /// <param name="axis">Position of the new axis; -1: the last.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.one_hot")]
    public static Tensor one_hot(Tensor x, int num_classes, int axis = -1, string? dtype = null)
    {
        Tensor y = CategoryOps.MakeOneHot(PlaceNumbers.Read(x, nameof(x)), num_classes, DTypes.ParseTorch(dtype ?? Settings.FloatX));
        return axis == -1 ? y : y.movedim([-1], [axis]);
    }

    /// <summary>Which class numbers a sample holds.</summary>
    /// <param name="inputs">Class numbers, shape (n,) or (batch, n).</param>
    /// <param name="num_classes">Size of the class axis.</param>
    /// <param name="axis">Position of the class axis; -1: the last.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.multi_hot")]
    public static Tensor multi_hot(Tensor inputs, int num_classes, int axis = -1, string? dtype = null)
    {
        Tensor places = PlaceNumbers.Read(inputs, nameof(inputs));
        Tensor y = CategoryOps.MakeOneHot(places, num_classes, DTypes.ParseTorch(dtype ?? Settings.FloatX))
            .amax([inputs.dim() == 1 ? 0 : 1]);
        return axis == -1 ? y : y.movedim([-1], [axis]);
    }

    /// <summary>Vectors divided by their norm.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axis along which norms are taken.</param>
    /// <param name="order">Order of the norm: 1, 2, or another number.</param>
    /// <param name="epsilon">The least that vectors are divided by, above 0.</param>
    [KerasExport("keras.ops.normalize")]
    public static Tensor normalize(Tensor x, int axis = -1, double order = 2, double epsilon = 1e-12)
    {
        Tensor values = OpsMath.Floats(x), length = OpsReductions.norm(values, order, axis, true);
        if (Norms.IsOrdinary(length)) { return values / length.clamp_min(epsilon); }
        Tensor wide = values.to_type(torch.ScalarType.Float64);
        return (wide / OpsReductions.norm(wide, order, axis, true).clamp_min(epsilon)).to_type(values.dtype);
    }

    /// <summary>Mean and variance.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axes">Axes to reduce; negative values count from the end.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    /// <returns>Mean and variance over n (not n − 1), in one shape.</returns>
    [KerasExport("keras.ops.moments")]
    public static (Tensor Mean, Tensor Variance) moments(Tensor x, ReductionAxes axes, bool keepdims = false) =>
        (BackendReductions.mean(x, axes, keepdims), BackendReductions.var(x, axes, keepdims));

    /// <summary>(x − mean) / √(variance + epsilon) · scale + offset along an axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="mean">Mean for each entry of the axis, shape (size of the axis,).</param>
    /// <param name="variance">Variance, in the same shape.</param>
    /// <param name="axis">Axis of the features.</param>
    /// <param name="offset">Added afterwards, in the same shape; null: nothing.</param>
    /// <param name="scale">Multiplied, in the same shape; null: 1.</param>
    /// <param name="epsilon">Added to the variance.</param>
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
    /// <param name="target">Labels 0 … 1, in the shape of output.</param>
    /// <param name="output">Predictions, any shape.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <returns>Same shape as output.</returns>
    [KerasExport("keras.ops.binary_crossentropy")]
    public static Tensor binary_crossentropy(Tensor target, Tensor output, bool from_logits = false) =>
        BackendMath.binary_crossentropy(target, output, from_logits);

    /// <summary>Crossentropy of one-hot labels.</summary>
    /// <param name="target">One-hot labels or probabilities, in the shape of output.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of output without the axis.</returns>
    [KerasExport("keras.ops.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        Crossentropies.ComputeCategorical(target, output, from_logits, axis);

    /// <summary>Crossentropy of class numbers.</summary>
    /// <param name="target">Class numbers, in the shape of output without the axis.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of output without the axis.</returns>
    [KerasExport("keras.ops.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        Crossentropies.ComputeSparse(target, output, from_logits, axis, null);

    /// <summary>Convolution over one to three axes, with a kernel (window …, in, out).</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="kernel">Shape (window …, channels, filters).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or one for each spatial axis; null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or one for each spatial axis; null:
    /// 1.</param>
    /// <returns>As inputs, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.ops.conv")]
    public static Tensor conv(Tensor inputs, Tensor kernel, IntList? strides = null, string padding = "valid", string? data_format = null,
        IntList? dilation_rate = null) => BackendFunctional.InLast(inputs, data_format,
        x => NN.Conv(x, kernel, null, RepeatForEach(strides, inputs), Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
            RepeatForEach(dilation_rate, inputs)));

    /// <summary>Convolution of each channel by itself, with a kernel (window …, in, multiplier).</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="kernel">Shape (window …, channels, multiplier).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or one for each spatial axis; null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or one for each spatial axis; null:
    /// 1.</param>
    /// <returns>As inputs, with channels · multiplier channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.ops.depthwise_conv")]
    public static Tensor depthwise_conv(Tensor inputs, Tensor kernel, IntList? strides = null, string padding = "valid",
        string? data_format = null, IntList? dilation_rate = null) =>
            BackendFunctional.InLast(inputs, data_format,
                x => NN.DepthwiseConv(x, kernel, null, RepeatForEach(strides, inputs),
                    Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                    RepeatForEach(dilation_rate, inputs)));

    /// <summary>Convolution of each channel by itself, then a mix of the channels.</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="depthwise_kernel">Shape (window …, channels, multiplier).</param>
    /// <param name="pointwise_kernel">Shape (1 …, channels · multiplier, filters).</param>
    /// <param name="strides">Step of the window, 1 or more: one number, or one for each spatial axis; null: 1.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or one for each spatial axis; null:
    /// 1.</param>
    /// <returns>As inputs, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.ops.separable_conv")]
    public static Tensor separable_conv(Tensor inputs, Tensor depthwise_kernel, Tensor pointwise_kernel, IntList? strides = null,
        string padding = "valid", string? data_format = null, IntList? dilation_rate = null) =>
            conv(depthwise_conv(inputs, depthwise_kernel, strides, padding, data_format, dilation_rate), pointwise_kernel, null, "valid",
                data_format);

    /// <summary>Transposed convolution, with a kernel (window …, out, in).</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="kernel">Shape (window …, filters, channels).</param>
    /// <param name="strides">Factor of enlargement, 1 or more: one number, or one for each spatial axis.</param>
    /// <param name="padding">"valid" or "same" (output size = input size · stride).</param>
    /// <param name="output_padding">Values added to one edge of the output: one number, or one for each axis; null: as padding
    /// asks.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dilation_rate">Distance between a kernel's values, 1 or more: one number, or one for each spatial axis; null:
    /// 1.</param>
    /// <returns>As inputs, with filters in place of channels.</returns>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.ops.conv_transpose")]
    public static Tensor conv_transpose(Tensor inputs, Tensor kernel, IntList strides, string padding = "valid",
        IntList? output_padding = null, string? data_format = null, IntList? dilation_rate = null) =>
            BackendFunctional.InLast(inputs, data_format,
                x => NN.ConvTranspose(x, kernel, null, RepeatForEach(strides, inputs),
                    Guard.OneOf(padding, ["valid", "same"], nameof(padding)),
                    output_padding is null ? null : RepeatForEach(output_padding, inputs), RepeatForEach(dilation_rate, inputs)));

    /// <summary>Largest value of each window.</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="pool_size">Size of the window: one number, or one for each spatial axis.</param>
    /// <param name="strides">Step of the window: one number, or one for each spatial axis; null: pool_size.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">padding is another word.</exception>
    [KerasExport("keras.ops.max_pool")]
    public static Tensor max_pool(Tensor inputs, IntList pool_size, IntList? strides = null, string padding = "valid",
        string? data_format = null) => Pool(inputs, pool_size, strides, padding, data_format, NN.MaxPool, NN.MaxPool2D);

    /// <summary>Mean of each window.</summary>
    /// <param name="inputs">Shape (batch, spatial …, channels), or (batch, channels, spatial …) with "channels_first"; one to three spatial
    /// axes.</param>
    /// <param name="pool_size">Size of the window: one number, or one for each spatial axis.</param>
    /// <param name="strides">Step of the window: one number, or one for each spatial axis; null: pool_size.</param>
    /// <param name="padding">"valid" (no padding) or "same" (zeros at the edges: output size = input size / stride, rounded up).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">padding is another word.</exception>
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
