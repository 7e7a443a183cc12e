namespace KerasDigits.Notebook.Learn;

/// <summary>scikit-learn's errors and warnings that several places share.</summary>
internal static class Faults
{
    public static InvalidOperationException NotFitted(string name) =>
        new($"This {name} instance is not fitted yet. Call 'fit' with appropriate arguments before using this estimator.");

    public static ArgumentException Lengths(params int[] lengths) =>
        new($"Found input variables with inconsistent numbers of samples: [{string.Join(", ", lengths)}]");

    /// <summary>A warning on the error stream, as Python shows it.</summary>
    public static void Warn(string category, string text) => Console.Error.WriteLine($"{category}: {text}");
}
