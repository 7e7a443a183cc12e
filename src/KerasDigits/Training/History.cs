using NumSharp;

namespace KerasDigits.Training;

/// <summary>Records the logs of each epoch; fit returns it.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.History")]
public sealed class History : CallbackHooks, IResumable
{
    /// <summary>The model that was trained; null before. (A field, as C# reserves set_model for a property of this name.)</summary>
    public TrainableModel? model;

    /// <summary>Numbers of the epochs run.</summary>
    public List<int> epoch { get; private set; } = [];

    /// <summary>For each loss and metric its value at the end of each epoch: <c>history.history["val_loss"]</c>.</summary>
    public SeriesByName history { get; private set; } = [];

    /// <summary>Whether Ctrl-C or a cancellation token ended the run before its last epoch was whole.</summary>
    /// <remarks>The interrupted epoch stands last in <see cref="epoch"/> and <see cref="history"/>, with its numbers so far and without
    /// validation; other callbacks do not hear of its end.</remarks>
    public bool Interrupted { get; internal set; }

    /// <inheritdoc/>
    public override void set_model(TrainableModel model) => this.model = model;

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null) => (epoch, Interrupted) = ([], false);

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        this.epoch.Add(epoch);
        foreach (var (name, value) in logs ?? [])
        {
            if (!history.TryGetValue(name, out List<double>? series)) { history[name] = series = []; }
            series.Add(value);
        }
        foreach (var (name, values) in logs?.arrays ?? new Dictionary<string, NDArray>()) { history.GetArrays(name).Add(values); }
    }

    internal override void CutEpoch(int epoch, Logs? logs)
    {
        Interrupted = true;
        if (logs is not null) { on_epoch_end(epoch, logs); }
    }

    RunState IResumable.GetState()
    {
        RunState state = new RunState().Set("epoch", np.array([.. epoch.Select(e => (long)e)]));
        foreach (var (name, series) in history) { state.Set($"of_{name}", np.array([.. series])); }
        foreach (var (name, series) in history.arrays) { state.Set($"arrays_of_{name}", np.stack([.. series])); }
        return state;
    }

    void IResumable.SetState(RunState state)
    {
        epoch = [.. state.Array("epoch").ToArray<long>().Select(e => (int)e)];
        history.Clear();
        foreach (string name in state.Names.Where(n => n.StartsWith("of_", StringComparison.Ordinal)))
        {
            history[name[3..]] = [.. state.Array(name).ToArray<double>()];
        }
        foreach (string name in state.Names.Where(n => n.StartsWith("arrays_of_", StringComparison.Ordinal)))
        {
            NDArray all = state.Array(name);
            history.GetArrays(name[10..]).Clear();
            for (int i = 0; i < all.shape[0]; i++) { history.GetArrays(name[10..]).Add(all[i]); }
        }
    }
}

/// <summary>Series of numbers by name, in the order in which they came up.</summary>
public sealed class SeriesByName : OrderedDictionary<string, List<double>>
{
    private readonly OrderedDictionary<string, List<NDArray>> _arrays = [];

    /// <summary>
    /// For metrics that have several values (a list of thresholds) the array of each epoch: <c>history.history.arrays["precision"][^1]</c>.
    /// Their series of numbers are the means.
    /// </summary>
    public IReadOnlyDictionary<string, List<NDArray>> arrays => _arrays;

    internal List<NDArray> GetArrays(string name) => _arrays.TryGetValue(name, out List<NDArray>? series) ? series : _arrays[name] = [];

    /// <summary>The series of that name.</summary>
    /// <param name="name">Name of the series, such as "val_loss".</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public new List<double> this[string name]
    {
        get => TryGetValue(name, out List<double>? series) ? series
            : throw new KeyNotFoundException($"The history holds no \"{name}\". It holds: {string.Join(", ", Keys)}. (\"val_…\" needs "
                + "validation data, other names need metrics in compile.)");
        set => base[name] = value;
    }
}
