using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Finds the metric behind a name given to compile; "accuracy" and "crossentropy" choose their kind by the shapes.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/compile_utils.py.</remarks>
internal static class MetricResolver
{
    private static readonly string[] s_byShape = ["accuracy", "acc", "crossentropy", "ce"];

    // In capitals TF 2.3.1 finds the function itself, which does not look at shapes.
    private const string PlainAccuracy = "ACC";

    /// <summary>Whether the shapes choose the metric of that name; later versions take capitals for small letters there.</summary>
    private static bool ChoosesByShape(string name) => s_byShape.Contains(Compat.Is215 ? name.ToLowerInvariant() : name);

    /// <summary>A function's own name for a short one.</summary>
    private static string GetFullName(string name) => name.ToLowerInvariant() switch
    {
        "mse" => "mean_squared_error", "mae" => "mean_absolute_error", "mape" => "mean_absolute_percentage_error", "msle" =>
            "mean_squared_logarithmic_error",
        "kld" or "kullback_leibler_divergence" => "kl_divergence", "logcosh" => "log_cosh", "bce" => "binary_crossentropy", _ => name,
    };

    /// <summary>Throws unless the name is known.</summary>
    public static void CheckName(string name)
    {
        if (ChoosesByShape(name) || name == PlainAccuracy || LossNames.FindFunction("keras.metrics", name) is not null
            || Registry.FindClass(name, typeof(Metric)) is not null || CustomObjects.Find(name) is not null)
        {
            return;
        }
        throw Resolver.Unknown("metric function", name, Registry.FunctionNames("keras.metrics").Concat(Registry.ClassNames(typeof(Metric)))
            .Concat(s_byShape));
    }

    /// <summary>The metric that the user's own objects have by that name; null: none.</summary>
    public static Metric? FindOwn(string name) =>
        Resolver.FindOwn<Metric>(name, own => own is Func<Tensor, Tensor, Tensor> function ? new MeanMetricWrapper(function, name) : null);

    /// <summary>The metric; its name is the user's spelling.</summary>
    public static Metric Resolve(string name, Shape y_true, Shape y_pred, Loss? loss)
    {
        if (ChoosesByShape(name))
        {
            bool binary = y_pred[^1] == 1;
            bool sparse = y_true.Rank < y_pred.Rank || (y_true[^1] == 1 && !binary);
            string kind = $"{(binary ? "binary" : sparse ? "sparse_categorical" : "categorical")}_"
                + $"{(name[0] is 'a' or 'A' ? "accuracy" : "crossentropy")}";
            return new MeanMetricWrapper(LossNames.FindFunction("keras.metrics", kind)!, name) { FunctionName = kind };
        }
        if (FindOwn(name) is { } own) { return own; }
        if (name == PlainAccuracy) { return new MeanMetricWrapper(MetricOps.accuracy, name) { FunctionName = "accuracy" }; }
        if (LossNames.FindFunction("keras.metrics", name) is { } function)
        {
            return new MeanMetricWrapper(function, name) { FunctionName = GetFullName(name) };
        }
        CheckName(name);
        // Keras makes it while it traces the step, in a graph where names are counted from the start: "auc" in every model.
        using IDisposable names = Names.StartAnew();
        var made = Resolver.FindExported<Metric>(name)!;
        _ = made.name; // given when it is first asked for
        return made;
    }
}
