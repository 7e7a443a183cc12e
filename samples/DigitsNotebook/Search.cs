using DigitsNotebook.Data;
using DigitsNotebook.Screen;
using KerasDigits.Callbacks;
using KerasDigits.Notebook;
using KerasDigits.Training;
using KerasDigits.Tuner;

namespace DigitsNotebook;

/// <content>What the program adds to the search's cells.</content>
public sealed partial class Notebook
{
    private readonly CancellationTokenSource _searchEnds = new();
    private TimeSpan? _searchLimit;

    /// <summary>
    /// The project of this search: the notebook's own name, or, where that is a search over other digits or of another size, one with a
    /// key.
    /// </summary>
    /// <remarks>So a search that was interrupted goes on, whatever the file of its digits is called, and never on other digits.</remarks>
    private string SearchProject(string directory, string name)
    {
        string key = $"{data.Key()}, {pace.SearchKey}\n";
        string folder = Path.Combine(directory, name), note = Path.Combine(folder, "digits.txt");
        bool taken = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            && !(File.Exists(note) && File.ReadAllText(note) == key);
        if (taken)
        {
            byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key));
            name = $"{name}_{Convert.ToHexStringLower(hash)[..8]}";
            (folder, note) = (Path.Combine(directory, name), Path.Combine(directory, name, "digits.txt"));
            voice.Say($"{directory} holds a search of another kind already: this one is {name}.");
        }
        if (settings.Fresh && Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
        if (File.Exists(Path.Combine(folder, "oracle.json"))) { voice.Say($"The search goes on where it was: {folder}."); }
        Directory.CreateDirectory(folder);
        WholeFile.Write(note, key);
        return name;
    }

    /// <summary>The search's callbacks, and what follows it for the screen.</summary>
    private Callback[] WatchedSearch(Callback[] callbacks)
    {
        _clock.Restart();
        _searchLimit = pace.TimeLimit("hyperband", _runClock.Elapsed.TotalSeconds);
        _training = "the search is kept up to its last whole trial";
        voice.During(() => $"hyperband: trial {Math.Max(1, tuner.oracle.trials.Count)}, {Times.About(_clock.Elapsed.TotalSeconds)}");
        return [.. callbacks, new LambdaCallback(on_train_begin: _ => EndSearchInTime())];
    }

    /// <summary>Ends a short run's search before another training where its time is over.</summary>
    private void EndSearchInTime()
    {
        bool any = tuner.oracle.trials.Values.Any(t => t.status == TrialStatus.COMPLETED);
        if (any && _clock.Elapsed > _searchLimit) { _searchEnds.Cancel(); }
    }

    /// <summary>A picture of the search, which the notebook has none of.</summary>
    private void AfterSearch()
    {
        _clock.Stop();
        kept.Spend("hyperband", _clock.Elapsed.TotalSeconds);
        if (tuner.Interrupted && !_searchEnds.IsCancellationRequested) { StopIfAsked(cut: true); }
        if (tuner.Interrupted)
        {
            voice.Say($"The search ends before all its trials: its {Times.About(_searchLimit!.Value.TotalSeconds)} are over. The same "
                + "command goes on with it.");
        }
        voice.During(() => "hyperband: the best model");
        SearchPicture.Draw(SearchRecord.Read(tuner.project_dir));
        plt.savefig("hyperband_search.png");
        plt.close();
    }
}
