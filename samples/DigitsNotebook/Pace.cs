using DigitsNotebook.Screen;
using NumSharp;

namespace DigitsNotebook;

/// <summary>The one place where a run departs from the notebook: numbers of epochs, of the search's digits and of its trials. With --full nothing does.</summary>
public sealed class Pace(Settings settings)
{
    /// <summary>Epochs of the short run, by model. Without ImageNet's weights the transfer net has nothing to transfer, and one epoch shows its cells.</summary>
    private static readonly Dictionary<string, int> s_epochs = new()
    {
        ["dense"] = 30, ["conv"] = 15, ["conv2"] = 12, ["data_aug"] = 12, ["transfer"] = 3, [Notebook.TransferWithoutPretraining] = 1,
    };

    /// <summary>The short run's search: epochs of its longest trials, executions of each, and the share of the digits that it trains on.</summary>
    private const int ShortSearchEpochs = 3, ShortExecutions = 1, SearchShare = 3;

    /// <summary>Whether the notebook's own numbers hold.</summary>
    public bool IsFull => settings.Full;

    /// <summary>Epochs of a model, of which the notebook has so many.</summary>
    public int Epochs(string model, int notebook) => settings.Epochs ?? (IsFull ? notebook : Math.Min(notebook, s_epochs[model]));

    /// <summary>Epochs of the search's longest trials.</summary>
    public int SearchEpochs(int notebook) => settings.Epochs is { } asked ? Math.Min(asked, notebook) : IsFull ? notebook : ShortSearchEpochs;

    /// <summary>Executions of each trial.</summary>
    public int Executions(int notebook) => IsFull ? notebook : ShortExecutions;

    /// <summary>The digits, or labels, that the search trains on.</summary>
    public NDArray SearchDigits(NDArray all) => IsFull ? all : all[$":{Math.Max(1, all.shape[0] / SearchShare)}"];

    /// <summary>What makes two searches different ones, besides their digits.</summary>
    public string SearchKey => FormattableString.Invariant($"seed {settings.Seed}, {SearchEpochs(30)} epochs, {Executions(2)} executions, 1 of {(IsFull ? 1 : SearchShare)} digits");

    /// <summary>Whether a model goes on with its best epoch, which its ModelCheckpoint has kept: a short run may end on an unsettled one.</summary>
    public bool TakesBestEpoch => !IsFull;

    /// <summary>What is changed, in words.</summary>
    public IEnumerable<string> Changes()
    {
        if (settings.Epochs is { } asked) { yield return $"--epochs {asked}: at most {asked} epochs, where the notebook has 100 (30 in the search)."; }
        if (IsFull) { yield break; }
        if (settings.Epochs is null)
        {
            yield return $"Short run: {string.Join(", ", s_epochs.Where(e => settings.Models.Contains(e.Key)).Select(e => $"{e.Key} {e.Value}"))} epochs at most, where the notebook has 100.";
        }
        if (settings.Models.Contains("hyperband"))
        {
            yield return $"Short run: the search trains {SearchEpochs(30)} epochs at most (30), each trial {ShortExecutions} time (2), on one of {SearchShare} digits (all).";
        }
        yield return "Short run: each model goes on with its best epoch, from its checkpoint, not with its last.";
        yield return "--full takes the notebook's own numbers.";
    }
}
