using System.Globalization;
using DigitsNotebook.Data;

namespace DigitsNotebook.Running;

/// <summary>
/// What a run keeps beside its pictures, so that the same command goes on with it: the results, and a backup of each model's training with
/// the seconds it took.
/// </summary>
/// <remarks>Backups of whole trainings stay: a run that goes on reads them, and the model's cells print and draw what they did.</remarks>
internal sealed class Kept
{
    private const string Key = "run.txt";
    private readonly string _output, _folder;
    private readonly Dictionary<string, Result> _results = [];

    /// <summary>Takes over what a run of the same key has left.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="key">What makes two runs different ones: digits, seed, numbers of epochs.</param>
    /// <param name="fresh">Whether to throw away what is there.</param>
    /// <exception cref="Refusal">The folder holds trainings of another key, which may have taken hours, or a damaged
    /// results.json.</exception>
    public Kept(string output, string key, bool fresh)
    {
        (_output, _folder) = (output, Path.Combine(output, ".run"));
        string note = Path.Combine(_folder, Key), results = Path.Combine(output, "results.json");
        string[] trained = Trained(output);
        bool same = File.Exists(note) && File.ReadAllText(note) == key;
        if (!fresh && !same) { RefuseOver(output); }
        GoesOn = same && !fresh && (trained.Length > 0 || File.Exists(results));
        if (!GoesOn)
        {
            if (Directory.Exists(_folder)) { Directory.Delete(_folder, recursive: true); }
            File.Delete(results);
        }
        else if (File.Exists(results))
        {
            foreach (Result result in Result.Read(results)) { _results[result.name] = result; }
        }
        Directory.CreateDirectory(_folder);
        WholeFile.Write(note, key);
    }

    /// <summary>Refuses to throw away what may have taken hours.</summary>
    /// <exception cref="Refusal">The folder holds trainings.</exception>
    public static void RefuseOver(string output)
    {
        if (Trained(output) is not [_, ..] trained) { return; }
        throw new Refusal($"{output} holds a run with other digits, seed or numbers of epochs ({string.Join(", ", trained)}): "
            + "name another folder by --out, or throw that run away by --fresh.");
    }

    /// <summary>The models that a folder has trainings of, whole or not.</summary>
    private static string[] Trained(string output) =>
        Path.Combine(output, ".run") is var folder && Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Makes a folder this run's until it is disposed of: two runs would write over each other's files.</summary>
    /// <exception cref="Refusal">Another run has it.</exception>
    public static IDisposable Take(string output)
    {
        string path = Path.Combine(output, ".run.lock");
        try { return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose); }
        catch (IOException) when (File.Exists(path))
        {
            throw new Refusal($"{output} is another run's, which has not ended: wait for it, or name another folder by --out.");
        }
    }

    /// <summary>Whether a run was there to go on with.</summary>
    public bool GoesOn { get; }

    /// <summary>The results of this run and of those it goes on with, in the notebook's order.</summary>
    public IReadOnlyList<Result> Results =>
        [.. _results.Values.OrderBy(r => Array.IndexOf(Notebook.Names,
            r.name == Notebook.TransferWithoutPretraining ? "transfer" : r.name))];

    /// <summary>Keeps a result, in results.json too.</summary>
    public void Record(Result result)
    {
        // One net with weights from elsewhere, one without: the later run's is the net.
        _results.Remove(result.name switch
        {
            "transfer" => Notebook.TransferWithoutPretraining,
            Notebook.TransferWithoutPretraining => "transfer",
            _ => ""
        });
        _results[result.name] = result;
        Result.Save(_output, Results);
    }

    /// <summary>Where a model's training is kept.</summary>
    public string BackupOf(string model) => Path.Combine(_folder, model);

    /// <summary>Throws one model's training away.</summary>
    public void Forget(string model)
    {
        if (Directory.Exists(BackupOf(model))) { Directory.Delete(BackupOf(model), recursive: true); }
        File.Delete(SecondsOf(model));
        if (_results.Remove(model)) { Result.Save(_output, Results); }
    }

    /// <summary>Seconds that a model's training took, in all runs together.</summary>
    public double Seconds(string model) =>
        File.Exists(SecondsOf(model))
        && double.TryParse(File.ReadAllText(SecondsOf(model)), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        ? seconds
        : 0;

    /// <summary>Adds to them.</summary>
    public void Spend(string model, double seconds) =>
        WholeFile.Write(SecondsOf(model), (Seconds(model) + seconds).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>
    /// Whether a training depends on the same thing as in the run before, as transfer does on its weights; the first run says on what.
    /// </summary>
    public bool Depends(string model, string on)
    {
        string note = Path.Combine(_folder, $"{model}.txt");
        bool same = !File.Exists(note) || File.ReadAllText(note) == on;
        WholeFile.Write(note, on);
        return same;
    }

    private string SecondsOf(string model) => Path.Combine(_folder, $"{model}.seconds");
}
