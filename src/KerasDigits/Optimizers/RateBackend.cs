namespace KerasDigits.Optimizers;

/// <summary>keras.backend functions on learning rates: <c>K.set_value(model.optimizer.lr, 1e-4)</c>.</summary>
internal static class RateBackend
{
    /// <summary>The rate.</summary>
    /// <param name="x">A learning rate, such as model.optimizer.lr.</param>
    [KerasExport("keras.backend.get_value")]
    public static double get_value(LearningRate x) => x.Value;

    /// <summary>Sets the rate of the next step.</summary>
    /// <param name="x">A learning rate, such as model.optimizer.lr.</param>
    /// <param name="value">The rate, 0 or more.</param>
    [KerasExport("keras.backend.set_value")]
    public static void set_value(LearningRate x, double value) => x.Value = value;
}
