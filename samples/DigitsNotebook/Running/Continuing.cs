using DigitsNotebook.Running;
using KerasDigits.Callbacks;
using KerasDigits.Training;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <content>Ctrl-C, and going on after it: what the program adds to a notebook, which a kernel keeps alive.</content>
public sealed partial class Notebook
{
    /// <summary>What Ctrl-C answers.</summary>
    internal const string OnInterrupt = "Interrupted: the current batch ends, then the program says what it keeps. Press Ctrl-C again to "
        + "end at once.";

    private readonly Kept kept;
    private readonly Interrupt interrupt;
    private string _where = "", _training = "";

    /// <summary>What makes two runs different ones. Which models are asked for does not: a model that is whole is whole.</summary>
    private string RunKey =>
        FormattableString.Invariant(
            $"{data.Key()}, {pace.SearchKey}, {string.Join(" ", Names.SkipLast(1).Select(m => pace.Epochs(m, 100)))} epochs\n");

    /// <summary>The callback that keeps a model's training, whole or not.</summary>
    private Callback Backup(string name)
    {
        if (name == "transfer" && !kept.Depends(name, vgg.Key))
        {
            voice.Say("The transfer net was trained on other weights of VGG16 before: it starts anew.");
            kept.Forget(name);
        }
        return callbacks.BackupAndRestore(kept.BackupOf(name), delete_checkpoint: false);
    }

    /// <summary>Ends the run where Ctrl-C was pressed.</summary>
    /// <exception cref="Interruption">It was.</exception>
    private void StopIfAsked(bool cut = false)
    {
        if (!cut && !interrupt.Requested) { return; }
        voice.During(() => null);
        string whole = kept.Results.Count == 0
            ? "No model is whole yet"
            : $"Whole: {string.Join(", ", kept.Results.Select(r => r.name))}, in results.json";
        string running = _training.Length > 0 ? $"; {_training}" : "";
        voice.Say($"Interrupted: {_where}. {whole}{running}. The same command goes on from there; --fresh starts anew.");
        throw new Interruption(_where);
    }

    /// <summary>Says how a run begins that is not the first one in its folder.</summary>
    private void SayWhatIsKept()
    {
        if (kept.GoesOn)
        {
            voice.Say($"The run in {settings.Out} goes on: what is whole is read, the rest trains on from where it was. --fresh "
                + "starts anew.");
        }
    }
}
