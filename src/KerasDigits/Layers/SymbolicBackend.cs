namespace KerasDigits.Layers;

/// <summary>keras.backend functions that know symbolic tensors and the running pass.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class SymbolicBackend
{
    /// <summary>The shape of a symbolic tensor; None where it depends on the data.</summary>
    /// <param name="x">A symbolic tensor.</param>
    [KerasExport("keras.backend.int_shape")]
    public static Shape int_shape(KerasTensor x) => x.shape;

    /// <summary>Number of axes of a symbolic tensor.</summary>
    /// <param name="x">A symbolic tensor.</param>
    [KerasExport("keras.backend.ndim")]
    public static int ndim(KerasTensor x) => x.shape.Rank;

    /// <summary>Keras's name of a symbolic tensor's dtype.</summary>
    /// <param name="x">A symbolic tensor.</param>
    [KerasExport("keras.backend.dtype")]
    public static string dtype(KerasTensor x) => x.dtype;

    /// <summary>Whether it is a symbolic tensor of the functional API.</summary>
    /// <param name="x">Any value but null.</param>
    [KerasExport("keras.backend.is_keras_tensor")]
    public static bool is_keras_tensor(object x) => x is KerasTensor;

    /// <summary>A symbolic tensor that stands for data: <c>K.placeholder((null, 3))</c>.</summary>
    /// <param name="shape">Its shape, batch axis included; null for what is not known.</param>
    /// <param name="ndim">How many axes of unknown size there are, instead of the shape; null: shape says it.</param>
    /// <param name="dtype">Its dtype; null: floatx.</param>
    /// <param name="sparse">Must be false: there are no sparse tensors.</param>
    /// <param name="name">Name of the input; null: numbered.</param>
    /// <param name="ragged">Must be false: there are no ragged tensors.</param>
    /// <exception cref="ArgumentException">Neither shape nor ndim was given.</exception>
    [KerasExport("keras.backend.placeholder")]
    public static KerasTensor placeholder(Shape? shape = null, int? ndim = null, string? dtype = null, bool sparse = false,
        string? name = null, bool ragged = false)
    {
        Guard.That(!sparse && !ragged, "There are neither sparse nor ragged tensors: `sparse` and `ragged` must be false.", nameof(sparse));
        Guard.That(shape is { Rank: > 0 } || ndim > 0, "A placeholder must have at least the batch axis: give `shape` or `ndim`.",
            nameof(shape));
        Shape whole = shape ?? new Shape([.. Enumerable.Repeat((long?)null, ndim!.Value)]);
        return InputLayer.Input(whole[1..], batch_size: (int?)whole[0], name: name, dtype: dtype);
    }

    /// <summary>The inputs of the graph that a symbolic tensor is computed by, in the order in which they are met.</summary>
    /// <param name="tensor">Symbolic tensor of a functional model.</param>
    /// <param name="layer">Accepted for compatibility and ignored: a tensor knows its layer.</param>
    /// <param name="node_index">Accepted for compatibility and ignored: a tensor knows its call.</param>
    [KerasExport("keras.utils.get_source_inputs")]
    public static KerasTensor[] get_source_inputs(KerasTensor tensor, Layer? layer = null, int? node_index = null)
    {
        var found = new List<KerasTensor>();
        var seen = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<KerasTensor>([tensor]);
        while (waiting.TryPop(out KerasTensor? next))
        {
            if (!seen.Add(next)) { continue; }
            if (next.Producer is not { Inputs.Count: > 0 } call) { found.Add(next); }
            else { foreach (KerasTensor input in call.Inputs.Reverse()) { waiting.Push(input); } }
        }
        return [.. found];
    }

    /// <summary>1 in training, else 0; outside of a pass what set_learning_phase was given.</summary>
    [KerasExport("keras.backend.learning_phase")]
    public static int learning_phase() => CallContext.Current?.training ?? Settings.LearningPhase ?? false ? 1 : 0;

    /// <summary>
    /// Whether layers and models that are called on data, <c>layer(x)</c>, behave as in training unless the call says so. fit, evaluate and
    /// predict say so.
    /// </summary>
    /// <param name="value">0 or 1.</param>
    /// <exception cref="ArgumentException">value is not 0 or 1.</exception>
    [KerasExport("keras.backend.set_learning_phase")]
    public static void set_learning_phase(int value)
    {
        Guard.That(value is 0 or 1, $"Expected learning phase to be 0 or 1. Received: value={value}.", nameof(value));
        Settings.LearningPhase = value == 1;
    }

    /// <summary>The same until disposed: <c>using (K.learning_phase_scope(1)) { … }</c>.</summary>
    /// <param name="value">0 or 1.</param>
    [KerasExport("keras.backend.learning_phase_scope")]
    public static IDisposable learning_phase_scope(int value)
    {
        bool? before = Settings.LearningPhase;
        set_learning_phase(value);
        return new PhaseScope(before);
    }

    private sealed class PhaseScope(bool? before) : IDisposable
    {
        public void Dispose() => Settings.LearningPhase = before;
    }

    /// <summary>The first tensor in training, else the second.</summary>
    /// <param name="x">Result in training.</param>
    /// <param name="alt">The result outside of training.</param>
    /// <param name="training">Whether it is training; null: as keras.backend.learning_phase() says.</param>
    [KerasExport("keras.backend.in_train_phase")]
    public static Tensor in_train_phase(Tensor x, Tensor alt, bool? training = null) => training ?? learning_phase() == 1 ? x : alt;

    /// <summary>The first tensor outside of training, else the second.</summary>
    /// <param name="x">Result outside of training.</param>
    /// <param name="alt">Result in training.</param>
    /// <param name="training">Whether it is training; null: as keras.backend.learning_phase() says.</param>
    [KerasExport("keras.backend.in_test_phase")]
    public static Tensor in_test_phase(Tensor x, Tensor alt, bool? training = null) => in_train_phase(alt, x, training);
}
