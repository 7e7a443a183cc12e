using System.Text.Json;
using DigitsNotebook.Data;

namespace DigitsNotebook;

/// <summary>One model's line of results.json.</summary>
public sealed record Result(string name, double val_accuracy, double val_loss, int epochs, double seconds, long parameters)
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>Writes all results, so that the file is whole at any moment.</summary>
    public static void Save(string folder, IReadOnlyList<Result> results) =>
        WholeFile.Write(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(results, s_options));
}
