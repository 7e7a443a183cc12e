using System.Globalization;
using System.Text;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Callbacks;

/// <summary>Writes the logs of each epoch as a line of a CSV file; every line is on disk when the epoch ends.</summary>
/// <param name="filename">Path of the file; see append for one that exists.</param>
/// <param name="separator">Text between the values of a line.</param>
/// <param name="append">Whether an existing file is continued.</param>
/// <remarks>Lines end in CR LF, as those of Python's csv module. A value that an epoch lacks is NA. Source: tf.keras 2.3.1,
/// callbacks.py.</remarks>
[KerasExport("keras.callbacks.CSVLogger")]
public class CSVLogger(string filename, string separator = ",", bool append = false) : Callback, IResumable
{
    internal override bool IsChiefs => true;

    private StreamWriter? _writer;
    private string[]? _keys;
    private bool _header = true;

    /// <summary>The file.</summary>
    public string filename { get; } = filename;

    /// <summary>Between values.</summary>
    public string separator { get; } = separator;

    /// <summary>Whether an existing file is continued.</summary>
    public bool append { get; private set; } = append;

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        _header = !append || !File.Exists(filename) || OrdinaryFile.Length(filename) == 0;
        if (Path.GetDirectoryName(filename) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        _writer = Open(append);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        logs ??= [];
        _keys ??= ListColumns(logs);
        if (_header) { _writer!.WriteLine(string.Join(separator, _keys.Prepend("epoch").Select(Quote))); }
        _header = false;
        _writer!.WriteLine(string.Join(separator,
            _keys.Select(k => logs.arrays.TryGetValue(k, out NDArray? several) ? Quote(OfSeveral(several)) : logs.Get(k) is { } v
                ? PythonNumber.FormatRepr(v) : "NA").Prepend(epoch.ToString(CultureInfo.InvariantCulture))));
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        _writer?.Dispose();
        _writer = null;
        append = true;
    }

    RunState IResumable.GetState()
    {
        RunState state = new RunState().Set("header", _header).Set("text", _writer is null ? "" : ReadWritten());
        return _keys is null ? state : state.Set("keys", string.Join('\n', _keys));
    }

    void IResumable.SetState(RunState state)
    {
        (_header, _keys) = (state.Flag("header"), state.Contains("keys") ? state.Text("keys").Split('\n') : null);
        // Lines of epochs that run once more are taken out again.
        _writer?.Dispose();
        _writer = Open(append: false);
        _writer.Write(state.Text("text"));
    }

    /// <summary>Opens the file, which others may read while it grows.</summary>
    private StreamWriter Open(bool append) =>
        new(OrdinaryFile.Grow(filename, append ? FileMode.Append : FileMode.Create), new UTF8Encoding(false))
        {
            NewLine = "\r\n", AutoFlush = true,
        };

    private string ReadWritten()
    {
        using var reader = new StreamReader(OrdinaryFile.Open(filename, share: FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>
    /// The first epoch's names. 2.3.1 loses the validation's columns when the first epoch has none; 2.15 adds them always, where we add
    /// them when there is validation data.
    /// </summary>
    private string[] ListColumns(Logs logs)
    {
        string[] names = [.. logs.Keys.Order(StringComparer.Ordinal)];
        bool missing = (Compat.Is215 || model is { Validates: true }) && !names.Any(n => n.StartsWith("val_", StringComparison.Ordinal));
        return missing ? [.. names, .. names.Select(n => "val_" + n)] : names;
    }

    /// <summary>Values of a metric that has several: TensorFlow writes a list between quotation marks, which csv doubles.</summary>
    private static string OfSeveral(NDArray values) =>
        $"\"[{string.Join(", ", values.astype(NPTypeCode.Single).ToArray<float>().Select(Shorten))}]\"";

    private static string Shorten(float value) =>
        PythonNumber.FormatRepr(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private string Quote(string text) => text.Contains(separator, StringComparison.Ordinal) || text.AsSpan().ContainsAny("\"\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
