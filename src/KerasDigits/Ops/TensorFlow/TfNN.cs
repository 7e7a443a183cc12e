
namespace KerasDigits.Ops;

/// <summary>TensorFlow's activations and cross-entropies, under <c>tf.nn</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfNN
{
    /// <summary>max(x, 0).</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.relu")]
    public static Tensor relu(Tensor features) => features.relu();

    /// <summary>min(max(x, 0), 6).</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.relu6")]
    public static Tensor relu6(Tensor features) => ActivationOps.relu6(features);

    /// <summary>x, or alpha x where x is negative.</summary>
    /// <param name="features">Tensor of any shape.</param>
    /// <param name="alpha">Slope below 0.</param>
    [KerasExport("tf.nn.leaky_relu")]
    public static Tensor leaky_relu(Tensor features, double alpha = 0.2) => ActivationOps.leaky_relu(features, alpha);

    /// <summary>x, or exp(x) - 1 where x is negative.</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.elu")]
    public static Tensor elu(Tensor features) => ActivationOps.elu(features);

    /// <summary>Scaled exponential linear units.</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.selu")]
    public static Tensor selu(Tensor features) => ActivationOps.selu(features);

    /// <summary>x sigmoid(x).</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.silu", "tf.nn.swish")]
    public static Tensor silu(Tensor features) => ActivationOps.swish(features);

    /// <summary>log(1 + exp(x)).</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.softplus", "tf.math.softplus")]
    public static Tensor softplus(Tensor features) => ActivationOps.softplus(features);

    /// <summary>x / (|x| + 1).</summary>
    /// <param name="features">Tensor of any shape.</param>
    [KerasExport("tf.nn.softsign")]
    public static Tensor softsign(Tensor features) => ActivationOps.softsign(features);

    /// <summary>1 / (1 + exp(-x)).</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.nn.sigmoid", "tf.math.sigmoid", "tf.sigmoid")]
    public static Tensor sigmoid(Tensor x) => ActivationOps.sigmoid(x);

    /// <summary>Hyperbolic tangents.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("tf.nn.tanh", "tf.math.tanh", "tf.tanh")]
    public static Tensor tanh(Tensor x) => x.tanh();

    /// <summary>exp(x) / sum(exp(x)) along an axis.</summary>
    /// <param name="logits">Tensor with at least one axis.</param>
    /// <param name="axis">Axis that sums to 1.</param>
    [KerasExport("tf.nn.softmax")]
    public static Tensor softmax(Tensor logits, int axis = -1) =>
        logits.dim() == 1 ? logits.softmax(0) : ActivationOps.softmax(logits, axis); // Keras's own refuses a single axis

    /// <summary>log(softmax(x)) along an axis.</summary>
    /// <param name="logits">Tensor with at least one axis.</param>
    /// <param name="axis">Axis whose probabilities sum to 1.</param>
    [KerasExport("tf.nn.log_softmax")]
    public static Tensor log_softmax(Tensor logits, int axis = -1) => LaterActivations.log_softmax(logits, axis);

    /// <summary>Values divided by their length along axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Axes of the vectors; null: all values together.</param>
    /// <param name="epsilon">Smallest square of a length.</param>
    [KerasExport("tf.nn.l2_normalize", "tf.math.l2_normalize")]
    public static Tensor l2_normalize(Tensor x, ReductionAxes? axis = null, double epsilon = 1e-12) =>
        Norms.ScaleToUnit(x, epsilon, BackendReductions.GetAll(x, axis));

    /// <summary>Values that are left with the given chance of loss, scaled so that sums stay.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="rate">Fraction of the values to drop: 0 or more and below 1.</param>
    /// <exception cref="ArgumentException">rate is negative, or 1 or more.</exception>
    [KerasExport("tf.nn.dropout")]
    public static Tensor dropout(Tensor x, double rate) => BackendFunctional.dropout(x, rate);

    /// <summary>Mean and variance along axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axes">Axes to reduce; negative values count from the end.</param>
    /// <param name="keepdims">Whether reduced axes stay, with size 1.</param>
    [KerasExport("tf.nn.moments")]
    public static (Tensor mean, Tensor variance) moments(Tensor x, ReductionAxes axes, bool keepdims = false) =>
        OpsNN.moments(x, axes, keepdims);

    /// <summary>Cross-entropy of independent yes-or-no labels and logits, value by value.</summary>
    /// <param name="labels">Labels 0 … 1, in the shape of logits.</param>
    /// <param name="logits">Tensor of any shape.</param>
    /// <returns>Shape of logits.</returns>
    [KerasExport("tf.nn.sigmoid_cross_entropy_with_logits")]
    public static Tensor sigmoid_cross_entropy_with_logits(Tensor labels, Tensor logits) =>
        BackendMath.binary_crossentropy(labels, logits, from_logits: true);

    /// <summary>Cross-entropy of probabilities and logits along an axis.</summary>
    /// <param name="labels">Probabilities, in the shape of logits.</param>
    /// <param name="logits">Tensor whose axis holds the classes.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of logits without the axis.</returns>
    [KerasExport("tf.nn.softmax_cross_entropy_with_logits")]
    public static Tensor softmax_cross_entropy_with_logits(Tensor labels, Tensor logits, int axis = -1) =>
        Crossentropies.ComputeCategorical(labels, logits, from_logits: true, axis);

    /// <summary>Cross-entropy of class numbers and logits along the last axis.</summary>
    /// <param name="labels">Class numbers, shape (…).</param>
    /// <param name="logits">Shape (…, classes).</param>
    /// <returns>Shape (…).</returns>
    [KerasExport("tf.nn.sparse_softmax_cross_entropy_with_logits")]
    public static Tensor sparse_softmax_cross_entropy_with_logits(Tensor labels, Tensor logits) =>
        BackendMath.sparse_categorical_crossentropy(PlaceNumbers.Demand(labels, nameof(labels)), logits, from_logits: true);

    /// <summary>x by the normal distribution's share below it; approximate: by a tanh.</summary>
    /// <param name="features">Tensor of any shape.</param>
    /// <param name="approximate">Whether to use the tanh approximation; false: the error function.</param>
    [KerasExport("tf.nn.gelu")]
    public static Tensor gelu(Tensor features, bool approximate = false) => ActivationOps.gelu(features, approximate);

    /// <summary>A bias for each channel, the last axis.</summary>
    /// <param name="value">Shape (…, channels).</param>
    /// <param name="bias">One number for each channel, shape (channels,).</param>
    [KerasExport("tf.nn.bias_add")]
    public static Tensor bias_add(Tensor value, Tensor bias) => value + bias;

    /// <summary>Half of the sum of squares.</summary>
    /// <param name="t">Tensor of any shape.</param>
    /// <returns>A scalar.</returns>
    [KerasExport("tf.nn.l2_loss")]
    public static Tensor l2_loss(Tensor t) => t.square().sum() / 2;

    /// <summary>Rows of a table by their numbers.</summary>
    /// <param name="params">The table, shape (rows, …).</param>
    /// <param name="ids">Row numbers, any shape.</param>
    /// <returns>Shape of ids, then the table's other axes.</returns>
    [KerasExport("tf.nn.embedding_lookup")]
    public static Tensor embedding_lookup(Tensor @params, Tensor ids) => TfShapes.gather(@params, ids);
}
