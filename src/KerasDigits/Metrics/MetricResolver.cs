using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Finds the metric behind a name given to compile; "accuracy" and "crossentropy" choose their kind by the shapes.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/compile_utils.py.</remarks>
internal static class MetricResolver
{
    private static readonly string[] s_byShape = ["accuracy", "acc", "crossentropy", "ce"];

    /// <summary>Throws unless the name is known.</summary>
    public static void CheckName(string name)
    {
        if (s_byShape.Contains(name) || LossNames.Function("keras.metrics", name) is not null || Registry.FindClass(name, typeof(Metric)) is not null || CustomObjects.Find(name) is not null) { return; }
        string near = Registry.Nearest(name, Registry.FunctionNames("keras.metrics").Concat(Registry.ClassNames(typeof(Metric))).Concat(s_byShape));
        throw new ArgumentException($"Unknown metric: \"{name}\". The nearest known ones are {near}.", nameof(name));
    }

    /// <summary>The metric; its name is the user's spelling.</summary>
    public static Metric Resolve(string name, Shape y_true, Shape y_pred, Loss? loss)
    {
        if (s_byShape.Contains(name))
        {
            bool binary = y_pred[^1] == 1;
            bool sparse = y_true.Rank < y_pred.Rank || (y_true[^1] == 1 && !binary);
            Func<Tensor, Tensor, Tensor> fn = name[0] == 'a'
                ? binary ? (t, p) => MetricOps.binary_accuracy(t, p) : sparse ? MetricOps.sparse_categorical_accuracy : MetricOps.categorical_accuracy
                : binary ? (t, p) => LossOps.binary_crossentropy(t, p) : sparse ? (t, p) => LossOps.sparse_categorical_crossentropy(t, p) : (t, p) => LossOps.categorical_crossentropy(t, p);
            return new MeanMetricWrapper(fn, name);
        }
        switch (CustomObjects.Find(name))
        {
            case Metric own: return own;
            case Type type: return (Metric)ConfigBinder.Create(type, []);
            case Func<Tensor, Tensor, Tensor> own: return new MeanMetricWrapper(own, name);
        }
        if (LossNames.Function("keras.metrics", name) is { } function) { return new MeanMetricWrapper(function, name); }
        CheckName(name);
        return (Metric)ConfigBinder.Create(Registry.FindClass(name, typeof(Metric))!, []);
    }
}
