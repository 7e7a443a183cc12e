namespace KerasDigits.Losses;

/// <summary>Finds functions of (y_true, y_pred) by their Keras names.</summary>
internal static class LossNames
{
    /// <summary>Short names that get() knows and no module exports.</summary>
    private static readonly Dictionary<string, string> s_short = new() { ["bce"] = "binary_crossentropy", ["BCE"] = "binary_crossentropy" };

    /// <summary>The function behind a name such as "mse", its options at their defaults; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? FindFunction(string package, string name) =>
        Registry.FindFunction<Func<Tensor, Tensor, Tensor>>(package, s_short.GetValueOrDefault(name, name));
}
