using System.Text.Json;
using System.Text.Json.Serialization;
using DigitsNotebook.Data;

namespace DigitsNotebook;

/// <summary>One model's line of results.json.</summary>
public sealed record Result(string name, double val_accuracy, double val_loss, int epochs, double seconds, long parameters)
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Writes all results, so that the file is whole at any moment.</summary>
    public static void Save(string folder, IReadOnlyList<Result> results) =>
        WholeFile.Write(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(results, s_options));

    /// <summary>Reads them.</summary>
    /// <exception cref="Refusal">The file is damaged.</exception>
    public static Result[] Read(string path)
    {
        try { return JsonSerializer.Deserialize<Result[]>(File.ReadAllText(path)) ?? []; }
        catch (JsonException e)
        {
            throw new Refusal($"{path} must hold results as this program writes them, and does not: {e.Message.TrimEnd('.')}. Delete it, "
                + "or start anew by --fresh.");
        }
    }
}
