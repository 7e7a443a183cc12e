using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Notes a run's hyperparameters for TensorBoard's HPARAMS page: Python's <c>hp.KerasCallback(log_dir, hparams,
/// trial_id)</c>.</summary>
/// <remarks>The run's scalars come from <see cref="TensorBoard"/> with the same folder. Source: tensorboard, plugins/hparams/_keras.py and
/// summary_v2.py.</remarks>
public sealed class HParamsCallback : Callback
{
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, object?> _hparams;
    private readonly string _group;
    private SummaryWriter? _writer;

    /// <summary>Creates the callback.</summary>
    /// <param name="writer">The run's folder.</param>
    /// <param name="hparams">Numbers, strings and bools by name.</param>
    /// <param name="trial_id">Name of the trial, whose runs stand together; null: made of the values.</param>
    public HParamsCallback(string writer, IReadOnlyDictionary<string, object?> hparams, string? trial_id = null)
    {
        (_folder, _hparams) = (writer, hparams);
        string json = JsonSerializer.Serialize(new SortedDictionary<string, object?>(hparams.ToDictionary(), StringComparer.Ordinal));
        _group = trial_id ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        _writer = new(_folder);
        var start = new ProtoText();
        foreach (var (name, value) in _hparams) { start.WriteMessage(1,
            new ProtoText().WriteText(1, name).WriteMessage(2, WriteValue(value))); }
        _writer.WriteHParams("session_start_info", new ProtoText().WriteMessage(3, start.WriteText(4, _group).WriteDouble(5, ReadClock())));
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        _writer?.WriteHParams("session_end_info",
            new ProtoText().WriteMessage(4, new ProtoText().WriteWhole(1, 1).WriteDouble(2, ReadClock())));
        _writer?.Dispose();
        _writer = null;
    }

    private static double ReadClock() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private static ProtoText WriteValue(object? value) => value switch
    {
        bool b => new ProtoText().WriteWhole(4, b ? 1 : 0),
        string s => new ProtoText().WriteText(3, s),
        null => new ProtoText().WriteWhole(1, 0),
        IConvertible number => new ProtoText().WriteDouble(2, number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A hyperparameter must be a number, a text or a bool. Received: {value.GetType()}.",
            nameof(value)),
    };
}
