using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>Losses and metrics as compiled steps compute them.</summary>
internal static class SmallLosses
{
    /// <summary>A loss; null: it is none of those that can be compiled.</summary>
    /// <param name="loss">The loss given to compile.</param>
    /// <param name="lastFunction">"softmax" or "sigmoid" where the predictions are its results; otherwise null.</param>
    /// <returns>The loss, and whether the logits are the predictions themselves.</returns>
    public static (RowLoss Loss, bool OfLogits)? Of(Loss loss, string? lastFunction)
    {
        // As Ops/Logits: TF 2.3.1 looks for the loss's own function, later versions for either.
        bool Knows(string function) => lastFunction == function || (Compat.Is215 && lastFunction is not null);
        (RowLoss, bool)? FindEither(bool fromLogits, string function, Func<RowLoss> byLogits, Func<RowLoss> plain) =>
            fromLogits ? (byLogits(), true) : (Knows(function) ? byLogits() : plain(), false);
        float epsilon = (float)Settings.Epsilon;
        switch (loss)
        {
            case Losses.MeanSquaredError: return (new MeanLoss<SquaredError>(), false);
            case Losses.MeanAbsoluteError: return (new MeanLoss<AbsoluteError>(), false);
            case Losses.CategoricalCrossentropy { axis: -1 } c:
                return FindEither(c.from_logits, "softmax", () => new CategoryLossByLogits(classes: false, (float)c.label_smoothing),
                    () => new CategoryLoss((float)c.label_smoothing, epsilon));
            case Losses.SparseCategoricalCrossentropy { ignore_class: null } s:
                return FindEither(s.from_logits, "softmax", () => new CategoryLossByLogits(classes: true), () => new ClassLoss(epsilon));
            case Losses.BinaryCrossentropy { axis: -1 } b:
                return FindEither(b.from_logits, "sigmoid", () => new BinaryLossByLogits((float)b.label_smoothing),
                    () => new MeanLoss<BinaryError>(new((float)b.label_smoothing, epsilon)));
            case LossFunction { FunctionName: { } name }: return FindError(name) is { } error ? (error, false) : null;
            default: return null;
        }
    }

    /// <summary>A metric; null: it is none of those that can be compiled.</summary>
    public static RowValues? Of(Metric metric) => metric switch
    {
        _ when metric.GetType().Assembly != typeof(Metric).Assembly => null, // a program's own knows what it counts
        CategoricalAccuracy => new CategoryHits(classes: false),
        SparseCategoricalAccuracy => new CategoryHits(classes: true),
        BinaryAccuracy b => new BinaryHits(b.threshold),
        Metrics.MeanSquaredError or RootMeanSquaredError => new MeanLoss<SquaredError>(),
        Metrics.MeanAbsoluteError => new MeanLoss<AbsoluteError>(),
        MeanMetricWrapper { FunctionName: { } name } when metric.GetType() == typeof(MeanMetricWrapper) => FindError(name) ?? name switch
        {
            "categorical_accuracy" => new CategoryHits(classes: false),
            "sparse_categorical_accuracy" => new CategoryHits(classes: true),
            "binary_accuracy" => new BinaryHits(0.5),
            // Metrics see the predictions alone, not what follows them.
            "categorical_crossentropy" => new CategoryLoss(0, (float)Settings.Epsilon),
            "sparse_categorical_crossentropy" => new ClassLoss((float)Settings.Epsilon),
            "binary_crossentropy" => new MeanLoss<BinaryError>(new(0, (float)Settings.Epsilon)),
            _ => (RowValues?)null,
        },
        _ => null,
    };

    private static RowLoss? FindError(string name) => LossNames.GetFullName(name) switch
    {
        "mean_squared_error" => new MeanLoss<SquaredError>(),
        "mean_absolute_error" => new MeanLoss<AbsoluteError>(),
        _ => null,
    };
}
