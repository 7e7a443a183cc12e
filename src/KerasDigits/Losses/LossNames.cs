namespace KerasDigits.Losses;

/// <summary>Finds functions of (y_true, y_pred) by their Keras names.</summary>
public static class LossNames
{
    /// <summary>The function behind a name such as "mse", its options at their defaults; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? Function(string package, string name) => Registry.FindFunction<Func<Tensor, Tensor, Tensor>>(package, name);
}
