using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Finds the metric behind a name given to compile; "accuracy" and "crossentropy" choose their kind by the shapes.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/compile_utils.py.</remarks>
internal static class MetricResolver
{
    private const string Package = "keras.metrics";

    private static readonly string[] s_byShape = ["accuracy", "acc", "crossentropy", "ce"];

    /// <summary>Whether the shapes choose the metric of that name; later versions take capitals for small letters there.</summary>
    private static bool ChoosesByShape(string name) => s_byShape.Contains(Compat.Is215 ? name.ToLowerInvariant() : name);

    /// <summary>
    /// The function of a name, which does not look at shapes; null: it has none. Under "accuracy" and its short forms Keras's module has
    /// one that it does not export.
    /// </summary>
    private static Func<Tensor, Tensor, Tensor>? FindFunction(string name) =>
        IsAccuracy(name) ? MetricOps.accuracy : LossNames.FindFunction(Package, name);

    private static bool IsAccuracy(string name) => name is "accuracy" or "acc" or "ACC";

    /// <summary>The class of a name that no function has; null: there is none.</summary>
    public static Type? FindClass(string name) => FindFunction(name) is null ? Resolver.FindClass<Metric>(name) : null;

    /// <summary>A name as Keras spells it, for files and logs.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static string Spell(string name)
    {
        if (ChoosesByShape(name) || IsAccuracy(name) || CustomObjects.Find(name) is not null) { return name; }
        string spelled = LossNames.Spell<Metric>(Package, name);
        return FindFunction(spelled) is not null || FindClass(spelled) is not null
            ? spelled
            : throw Resolver.Unknown("metric function", name, Registry.ListFunctions(Package).Concat(Registry.ListClasses(typeof(Metric)))
                .Concat(s_byShape));
    }

    /// <summary>The metric that the user's own objects have by that name; null: none.</summary>
    public static Metric? FindOwn(string name) =>
        Resolver.FindOwn<Metric>(name, own => own is Func<Tensor, Tensor, Tensor> function ? new MeanMetricWrapper(function, name) : null);

    /// <summary>The metric of a name, whatever the shapes: what keras.metrics.get gives.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Metric Get(string name)
    {
        if (FindOwn(name) is { } own) { return own; }
        string spelled = LossNames.Spell<Metric>(Package, name);
        if (FindFunction(spelled) is { } function)
        {
            return new MeanMetricWrapper(function, spelled)
            {
                FunctionName = IsAccuracy(spelled) ? "accuracy" : LossNames.GetFullName(spelled),
            };
        }
        return Resolver.FindExported<Metric>(spelled) ?? throw Resolver.Unknown<Metric>(name,
            ChoosesByShape(name) ? $"compile takes \"{name}\", for it knows the shapes by which one is chosen." : "");
    }

    /// <summary>The metric of a name given to compile, once the shapes are known; its name is the user's spelling.</summary>
    public static Metric Resolve(string name, Shape y_true, Shape y_pred, Loss? loss)
    {
        if (ChoosesByShape(name))
        {
            bool binary = y_pred[^1] == 1;
            bool sparse = y_true.Rank < y_pred.Rank || (y_true[^1] == 1 && !binary);
            string kind = $"{(binary ? "binary" : sparse ? "sparse_categorical" : "categorical")}_"
                + $"{(name[0] is 'a' or 'A' ? "accuracy" : "crossentropy")}";
            return new MeanMetricWrapper(LossNames.FindFunction(Package, kind)!, name) { FunctionName = kind };
        }
        return CustomObjects.Find(name) is null && FindClass(name) is { } type ? MakeTraced(type) : Get(name);
    }

    /// <summary>
    /// A metric with the name that it has in a model. Keras makes it while it traces the step, in a graph where names are counted from the
    /// start: "auc" in every model.
    /// </summary>
    public static Metric MakeTraced(Type type)
    {
        using IDisposable names = Names.StartAnew();
        var made = (Metric)ConfigBinder.Create(type, []);
        _ = made.name; // given when it is first asked for
        return made;
    }
}
