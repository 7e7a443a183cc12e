using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Mathematics of keras.backend, value by value and products.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendMath
{
    /// <summary>x².</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.square")]
    public static Tensor square(Tensor x) => x.square();

    /// <summary>Magnitude.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.abs")]
    public static Tensor abs(Tensor x) => x.abs();

    /// <summary>eˣ.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.exp")]
    public static Tensor exp(Tensor x) => x.exp();

    /// <summary>Natural logarithm.</summary>
    /// <param name="x">Values above 0; 0 gives −∞, negative ones NaN.</param>
    [KerasExport("keras.backend.log")]
    public static Tensor log(Tensor x) => x.log();

    /// <summary>The nearest integer, halves to the even one.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.round")]
    public static Tensor round(Tensor x) => x.round();

    /// <summary>−1, 0 or 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.sign")]
    public static Tensor sign(Tensor x) => x.sign();

    /// <summary>Sine.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("keras.backend.sin")]
    public static Tensor sin(Tensor x) => x.sin();

    /// <summary>Cosine.</summary>
    /// <param name="x">Angles in radians, any shape.</param>
    [KerasExport("keras.backend.cos")]
    public static Tensor cos(Tensor x) => x.cos();

    /// <summary>Square root; 0 for numbers below 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.sqrt")]
    public static Tensor sqrt(Tensor x) => x.clamp_min(0).sqrt();

    /// <summary>A power.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="a">The exponent, any number.</param>
    [KerasExport("keras.backend.pow")]
    public static Tensor pow(Tensor x, double a) => x.pow(a);

    /// <summary>Values cut to a range.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="min_value">Smallest value, included; not above max_value.</param>
    /// <param name="max_value">Largest value; at least min_value.</param>
    [KerasExport("keras.backend.clip")]
    public static Tensor clip(Tensor x, double min_value, double max_value) => x.clamp(min_value, Math.Max(min_value, max_value));

    /// <summary>The greater one, value by value.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.maximum")]
    public static Tensor maximum(Operand x, Operand y) => x.MakeLike(y).maximum(y.MakeLike(x));

    /// <summary>The lesser one, value by value.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.minimum")]
    public static Tensor minimum(Operand x, Operand y) => x.MakeLike(y).minimum(y.MakeLike(x));

    /// <summary>Where values are equal.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.equal")]
    public static Tensor equal(Operand x, Operand y) => x.MakeLike(y).eq(y.MakeLike(x));

    /// <summary>Where values differ.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.not_equal")]
    public static Tensor not_equal(Operand x, Operand y) => x.MakeLike(y).ne(y.MakeLike(x));

    /// <summary>Where x is above y.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.greater")]
    public static Tensor greater(Operand x, Operand y) => x.MakeLike(y).gt(y.MakeLike(x));

    /// <summary>Where x is at least y.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.greater_equal")]
    public static Tensor greater_equal(Operand x, Operand y) => x.MakeLike(y).ge(y.MakeLike(x));

    /// <summary>Where x is below y.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.less")]
    public static Tensor less(Operand x, Operand y) => x.MakeLike(y).lt(y.MakeLike(x));

    /// <summary>Where x is at most y.</summary>
    /// <param name="x">Tensor, array or number; broadcast with y.</param>
    /// <param name="y">Tensor, array or number; broadcast with x.</param>
    [KerasExport("keras.backend.less_equal")]
    public static Tensor less_equal(Operand x, Operand y) => x.MakeLike(y).le(y.MakeLike(x));

    /// <summary>Product over the last axis of x and the second-to-last of y: the matrix product of matrices.</summary>
    /// <param name="x">Tensor whose last axis has n values.</param>
    /// <param name="y">Tensor whose second-to-last axis (a vector's only one) has n values.</param>
    /// <exception cref="ArgumentException">The sizes of these axes or the dtypes differ.</exception>
    [KerasExport("keras.backend.dot")]
    public static Tensor dot(Tensor x, Tensor y) => y.dim() <= 2 ? NN.Product(x, y) : torch.tensordot(x, y, [x.dim() - 1], [y.dim() - 2]);

    /// <summary>x plus a vector over its channels, or plus a value for each channel at each place.</summary>
    /// <param name="x">(batch, …, channels) or (batch, channels, …).</param>
    /// <param name="bias">(channels,), or (…, channels) in either order of x: Keras reads its numbers as (channels, …) then.</param>
    /// <param name="data_format">Where the channels of x stand; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">data_format is not "channels_last" or "channels_first".</exception>
    [KerasExport("keras.backend.bias_add")]
    public static Tensor bias_add(Tensor x, Tensor bias, string? data_format = null)
    {
        if (Guard.DataFormat(data_format) == "channels_last") { return x + bias; }
        return x + (bias.dim() == 1
            ? bias.reshape([-1, .. Enumerable.Repeat(1L, (int)x.dim() - 2)])
            : bias.reshape([bias.size(-1), .. bias.shape[..^1]]));
    }

    /// <summary>The first tensor where the condition holds, else the second.</summary>
    /// <param name="condition">Truth values; axes that the others have more are added at the end.</param>
    /// <param name="then_expression">Value where it holds.</param>
    /// <param name="else_expression">Value where it does not hold; broadcast to the condition.</param>
    [KerasExport("keras.backend.switch")]
    public static Tensor choose(Tensor condition, Operand then_expression, Operand else_expression)
    {
        Tensor a = then_expression.MakeLike(else_expression), b = else_expression.MakeLike(then_expression);
        Tensor where = condition.to_type(torch.ScalarType.Bool);
        while (where.dim() < Math.Max(a.dim(), b.dim())) { where = where.unsqueeze(-1); }
        return torch.where(where, a, b);
    }

    /// <summary>Crossentropy of yes/no labels, value by value.</summary>
    /// <param name="target">Labels 0 … 1, in the shape of output.</param>
    /// <param name="output">Predictions, any shape.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <returns>Same shape as output.</returns>
    [KerasExport("keras.backend.binary_crossentropy")]
    public static Tensor binary_crossentropy(Tensor target, Tensor output, bool from_logits = false) =>
        Crossentropies.ComputeBinary(target.to_type(output.dtype), output, from_logits);

    /// <summary>Binary crossentropy, value by value, in which each counts by (1 − p)^gamma, p being the probability of its label.</summary>
    /// <param name="target">Labels 0 or 1, in the shape of output.</param>
    /// <param name="output">Predictions, any shape.</param>
    /// <param name="apply_class_balancing">Whether label 1 also counts by alpha and label 0 by 1 − alpha.</param>
    /// <param name="alpha">Weight of label 1, 0 … 1; used with apply_class_balancing.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <returns>Same shape as output.</returns>
    [KerasExport("keras.backend.binary_focal_crossentropy")]
    public static Tensor binary_focal_crossentropy(Tensor target, Tensor output, bool apply_class_balancing = false, double alpha = 0.25,
        double gamma = 2.0, bool from_logits = false) =>
        Crossentropies.ComputeBinaryFocal(target.to_type(output.dtype), output, apply_class_balancing, alpha, gamma, from_logits);

    /// <summary>Crossentropy of one-hot labels, in which each class counts by alpha · (1 − p)^gamma.</summary>
    /// <param name="target">One-hot labels, in the shape of output.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="alpha">Weight of the loss, 0 … 1.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of output without the axis.</returns>
    [KerasExport("keras.backend.categorical_focal_crossentropy")]
    public static Tensor categorical_focal_crossentropy(Tensor target, Tensor output, double alpha = 0.25, double gamma = 2.0,
        bool from_logits = false, int axis = -1) =>
        Crossentropies.ComputeCategoricalFocal(LossOps.MakeLike(target, output), output, alpha, gamma, from_logits, axis);

    /// <summary>Crossentropy of one-hot labels.</summary>
    /// <param name="target">One-hot labels or probabilities, in the shape of output.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of output without the axis.</returns>
    [KerasExport("keras.backend.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        Crossentropies.ComputeCategorical(target, output, from_logits, axis);

    /// <summary>Crossentropy of class numbers.</summary>
    /// <param name="target">Class numbers, in the shape of output without the axis.</param>
    /// <param name="output">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <param name="ignore_class">Class whose samples count 0; null: none.</param>
    /// <returns>Shape of output without the axis.</returns>
    [KerasExport("keras.backend.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1,
        int? ignore_class = null) =>
        Crossentropies.ComputeSparse(target, output, from_logits, axis, ignore_class);

    /// <summary>
    /// Whether the class is among the k largest predictions: fewer than k are greater, so equal ones at the border all count, as in
    /// TensorFlow. Of a class that there is not, or where some prediction is not finite: false.
    /// </summary>
    /// <param name="predictions">Scores, shape (batch, classes).</param>
    /// <param name="targets">Class numbers, shape (batch,).</param>
    /// <param name="k">How many of the largest count.</param>
    /// <returns>Booleans, shape (batch,).</returns>
    [KerasExport("keras.backend.in_top_k")]
    public static Tensor in_top_k(Tensor predictions, Tensor targets, int k)
    {
        Tensor classes = PlaceNumbers.Demand(targets, nameof(targets));
        Tensor known = classes.ge(0).logical_and(classes.lt(predictions.size(-1)));
        Tensor predicted = predictions.gather(-1, classes.where(known, torch.zeros_like(classes)).unsqueeze(-1));
        return predictions.gt(predicted).sum(-1).lt(k).logical_and(known).logical_and(predictions.isfinite().all(-1));
    }
}
