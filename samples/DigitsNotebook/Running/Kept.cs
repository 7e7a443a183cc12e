using System.Text.Json;
using DigitsNotebook.Data;

namespace DigitsNotebook.Running;

/// <summary>What a run keeps beside its results, so that the same command goes on with it: a backup of each model's training, in a folder of the output folder.</summary>
/// <remarks>Backups of whole trainings stay: a run that goes on reads them, and the model's cells print and draw what they did.</remarks>
internal sealed class Kept
{
    private const string Key = "run.txt";
    private readonly string _folder;
    private readonly Dictionary<string, double> _seconds = [];

    /// <summary>Takes over what a run of the same key has left; of another, or with <paramref name="fresh"/>, it is thrown away.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="key">What makes two runs different ones: digits, seed, numbers of epochs.</param>
    /// <param name="fresh">Whether to start anew.</param>
    public Kept(string output, string key, bool fresh)
    {
        _folder = Path.Combine(output, ".run");
        string note = Path.Combine(_folder, Key), results = Path.Combine(output, "results.json");
        bool same = File.Exists(note) && File.ReadAllText(note) == key;
        GoesOn = same && !fresh && Directory.EnumerateDirectories(_folder).Any();
        Discards = Directory.Exists(_folder) && !same && !fresh;
        if (!GoesOn)
        {
            if (Directory.Exists(_folder)) { Directory.Delete(_folder, recursive: true); }
            File.Delete(results);
        }
        Directory.CreateDirectory(_folder);
        WholeFile.Write(note, key);
        if (!GoesOn || !File.Exists(results)) { return; }
        foreach (Result result in JsonSerializer.Deserialize<Result[]>(File.ReadAllText(results)) ?? []) { _seconds[result.name] = result.seconds; }
    }

    /// <summary>Whether a run was there to go on with.</summary>
    public bool GoesOn { get; }

    /// <summary>Whether one of other arguments was thrown away.</summary>
    public bool Discards { get; }

    /// <summary>Where a model's training is kept.</summary>
    public string BackupOf(string model) => Path.Combine(_folder, model);

    /// <summary>Seconds that a model's training took in a run before; null: it was not whole.</summary>
    public double? Seconds(string model) => _seconds.TryGetValue(model, out double seconds) ? seconds : null;
}
