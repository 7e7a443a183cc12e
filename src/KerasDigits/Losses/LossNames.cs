namespace KerasDigits.Losses;

/// <summary>The names of functions of (y_true, y_pred): short ones, old ones, and the functions behind them.</summary>
/// <remarks>Source: tf.keras 2.3.1 and 2.15, losses.py and metrics; keras 3.12, losses/__init__.py and metrics/__init__.py.</remarks>
internal static class LossNames
{
    private static readonly Dictionary<string, string> s_short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mse"] = "mean_squared_error", ["mae"] = "mean_absolute_error", ["mape"] = "mean_absolute_percentage_error",
        ["msle"] = "mean_squared_logarithmic_error", ["bce"] = "binary_crossentropy",
    };

    private static readonly Dictionary<string, string> s_renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kld"] = "kl_divergence", ["kullback_leibler_divergence"] = "kl_divergence", ["logcosh"] = "log_cosh", ["huber_loss"] = "huber",
    };

    /// <summary>Whether all versions of Keras take that short name.</summary>
    public static bool IsShort(string name) => s_short.ContainsKey(name);

    /// <summary>The long name for a short one; any other as it is.</summary>
    public static string Lengthen(string name) => s_short.GetValueOrDefault(name, name);

    /// <summary>The name that a function has today, for a short or an old one; any other as it is.</summary>
    public static string GetFullName(string name) => s_renamed.GetValueOrDefault(Lengthen(name), Lengthen(name));

    /// <summary>The function behind a name such as "mse", its options at their defaults; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? FindFunction(string package, string name) =>
        Registry.FindFunction<Func<Tensor, Tensor, Tensor>>(package, name)
        ?? (IsShort(name) ? Registry.FindFunction<Func<Tensor, Tensor, Tensor>>(package, Lengthen(name)) : null);

    /// <summary>A name as Keras spells it, which is what files hold; a user's own name and an unknown one as they are.</summary>
    /// <typeparam name="T">What the name's class is: a loss or a metric.</typeparam>
    public static string Spell<T>(string package, string name) =>
        CustomObjects.Find(name) is not null || FindFunction(package, name) is not null ? name
        : Resolver.FindClass<T>(name) is { } type ? Registry.NameOf(type)!
        : Resolver.SpellFunction(package, name) ?? name;
}
