using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>What a model predicts as Python sees it: an array, or the list or dictionary of several.</summary>
internal static class PythonOutputs
{
    /// <summary>Whether a value is a model's several outputs, and these as Python has them.</summary>
    public static bool TryOpen(object? value, out object? outputs) => (outputs = Open(value)) is not NDArray && value is Predictions;

    /// <summary>A model's several outputs as the list that Python has, or the dictionary; anything else as it is.</summary>
    public static object? Open(object? value) => value switch
    {
        Predictions { keys: not null } named => named.ToDictionary(),
        Predictions { outputs.Count: > 1 } several => several.outputs.ToList(),
        _ => value,
    };
}
