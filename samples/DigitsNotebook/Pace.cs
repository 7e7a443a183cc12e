using DigitsNotebook.Screen;

namespace DigitsNotebook;

/// <summary>
/// The one place where a run departs from the notebook's numbers: epochs, the search's digits and its trials. With --full none of them
/// does.
/// </summary>
public sealed class Pace(Settings settings)
{
    /// <summary>The short run, by model: epochs at most, and the seconds after which no further epoch begins, so that slow and busy
    /// machines are done in ten minutes too. Without ImageNet's weights the transfer net has nothing to transfer, and one epoch shows its
    /// cells.</summary>
    private static readonly Dictionary<string, (int Epochs, int Seconds)> s_short = new()
    {
        ["dense"] = (30, 30), ["conv"] = (15, 60), ["conv2"] = (14, 120), ["data_aug"] = (18, 160), ["transfer"] = (4, 70),
        [Notebook.TransferWithoutPretraining] = (1, 70),
    };

    /// <summary>
    /// The short run's search: epochs of its longest trials and executions of each. It trains on all digits: of fewer, batch
    /// normalization's averages would not settle in so short trials.
    /// </summary>
    private const int ShortSearchEpochs = 3, ShortExecutions = 1;

    /// <summary>
    /// The last model of a short run, the search, has what the others left of these seconds, and some in any case: on a slow machine a few
    /// trials alone may all be bad ones.
    /// </summary>
    private const int ShortRunSeconds = 500, ShortSearchSeconds = 100;

    /// <summary>Whether the notebook's own numbers hold.</summary>
    public bool IsFull => settings.Full;

    /// <summary>Epochs of a model, of which the notebook has so many.</summary>
    public int Epochs(string model, int notebook) => settings.Epochs ?? (IsFull ? notebook : Math.Min(notebook, s_short[model].Epochs));

    /// <summary>How long a model may train; null: as long as its epochs take.</summary>
    /// <param name="model">The model.</param>
    /// <param name="soFar">Seconds of the run before it.</param>
    public TimeSpan? TimeLimit(string model, double soFar) => IsFull || settings.Epochs is not null ? null
        : TimeSpan.FromSeconds(model == "hyperband" ? Math.Max(ShortSearchSeconds, ShortRunSeconds - soFar) : s_short[model].Seconds);

    /// <summary>Epochs of the search's longest trials.</summary>
    public int SearchEpochs(int notebook) => settings.Epochs is { } asked ? Math.Min(asked, notebook) : IsFull ? notebook
        : ShortSearchEpochs;

    /// <summary>Executions of each trial.</summary>
    public int Executions(int notebook) => IsFull ? notebook : ShortExecutions;

    /// <summary>What makes two searches different ones, besides their digits.</summary>
    public string SearchKey => FormattableString.Invariant($"seed {settings.Seed}, {SearchEpochs(30)} epochs, {Executions(2)} executions");

    /// <summary>
    /// Whether a model goes on with the checkpoint that its ModelCheckpoint kept, not with its last epoch: where it answers more validation
    /// digits. The notebook's EarlyStopping looks at the training loss alone, and may end a training on an unsettled epoch; so may a time
    /// limit.
    /// </summary>
    public static bool TakesCheckpoint(double checkpointAccuracy, double lastAccuracy) => checkpointAccuracy > lastAccuracy;

    /// <summary>What is changed, in words.</summary>
    public IEnumerable<string> Changes()
    {
        yield return "Beside the notebook: a model whose checkpoint answers more validation digits than its last epoch goes on with the "
            + "checkpoint.";
        if (settings.Epochs is { } asked)
        {
            yield return $"--epochs {asked}: at most {Times.Count(asked, "epoch")}, where the notebook has 100 (30 in the search).";
        }
        if (IsFull) { yield break; }
        if (settings.Epochs is null)
        {
            var limits = s_short.Where(e => settings.Models.Contains(e.Key))
                .Select(e => $"{e.Key} {e.Value.Epochs} epochs or {e.Value.Seconds} s");
            yield return $"Short run: {string.Join(", ", limits)} at most, where the notebook has 100 epochs.";
        }
        if (settings.Models.Contains("hyperband"))
        {
            string longest = settings.Epochs is null ? $"trains {Times.Count(SearchEpochs(30), "epoch")} at most (30), " : "tries ";
            string limit = settings.Epochs is null ? $"; {ShortRunSeconds} s after the start, and {ShortSearchSeconds} s after its own, "
                + "it begins no further trial" : "";
            yield return $"Short run: the search {longest}each trial once (twice){limit}.";
        }
        yield return "--full takes the notebook's own numbers.";
    }
}
