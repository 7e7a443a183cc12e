using System.Buffers.Binary;
using System.Globalization;
using NumSharp;

namespace KerasDigits.Callbacks;

/// <summary>Writes scalars, histograms, pictures and strings for TensorBoard: what tf.summary.create_file_writer returns.</summary>
/// <remarks>The folder's file is made when the first value comes. Source: tensorboard, plugins/*/summary_v2.py.</remarks>
public sealed class SummaryWriter : IDisposable
{
    private const int Buckets = 30;
    private static readonly ThreadSlot<Stack<SummaryWriter>> s_open = new("the writers to which tf.summary writes");
    private readonly string _folder;
    private EventFile? _file;
    private bool _isAlwaysFlushed;

    /// <summary>A writer into a folder.</summary>
    /// <param name="logdir">The folder; TensorBoard takes it for a run.</param>
    public SummaryWriter(string logdir) => _folder = logdir;

    /// <summary>The writer to which tf.summary writes now; null: none.</summary>
    internal static SummaryWriter? Default => s_open.Value is { Count: > 0 } open ? open.Peek() : null;

    /// <summary>
    /// Until the result is disposed tf.summary's functions write here: <c>using (writer.as_default()) { … }</c>. Then all is in the file.
    /// </summary>
    public IDisposable as_default()
    {
        Stack<SummaryWriter> open = s_open.Value ??= new();
        int before = open.Count;
        open.Push(this);
        return new Scope(this, open, before);
    }

    /// <summary>
    /// From here on, until it is closed, this thread's tf.summary functions write here, and what they wrote is in the file at once.
    /// </summary>
    public void set_as_default()
    {
        _isAlwaysFlushed = true;
        (s_open.Value ??= new()).Push(this);
    }

    /// <summary>Writes a number, kept as float32.</summary>
    /// <param name="name">Tag under which TensorBoard shows it.</param>
    /// <param name="data">The number; one that is not finite shows as a gap.</param>
    /// <param name="step">Where on the axis.</param>
    public void scalar(string name, double data, long step)
    {
        byte[] raw = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(raw, (float)data);
        Add(name, "scalars", [], new ProtoText().WriteWhole(1, 1).WriteMessage(2, new ProtoText()).WriteBytes(4, raw), step);
    }

    /// <summary>Writes how values are spread, over 30 ranges of equal width.</summary>
    /// <param name="name">Tag under which TensorBoard shows it.</param>
    /// <param name="data">Numbers of any shape.</param>
    /// <param name="step">Where on the axis.</param>
    /// <returns>Whether it was written: values that are not finite have no ranges.</returns>
    public bool histogram(string name, NDArray data, long step)
    {
        double[] values = data.astype(NPTypeCode.Double).flatten().ToArray<double>();
        if (!Array.TrueForAll(values, double.IsFinite)) { return false; }
        byte[] raw = new byte[Buckets * 3 * 8];
        int at = 0;
        foreach (double number in SplitRanges(values))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(raw.AsSpan(at), number);
            at += 8;
        }
        Add(name, "histograms", [], new ProtoText().WriteWhole(1, 2).WriteMessage(2, WriteAxes(Buckets, 3)).WriteBytes(4, raw), step);
        return true;
    }

    /// <summary>Writes pictures.</summary>
    /// <param name="name">Tag under which TensorBoard shows it.</param>
    /// <param name="data">(pictures, height, width, 1, 3 or 4 channels): uint8, or numbers from 0 to 1; what is outside is cut off.</param>
    /// <param name="step">Where on the axis.</param>
    /// <param name="max_outputs">How many of them at most.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public void image(string name, NDArray data, long step, int max_outputs = 3)
    {
        Guard.That(data.ndim == 4 && data.shape[3] is 1 or 3 or 4,
            $"Pictures must be of shape (pictures, height, width, 1, 3 or 4). Received: ({string.Join(", ", data.shape)}).", nameof(data));
        int count = (int)Math.Min(max_outputs, data.shape[0]), height = (int)data.shape[1], width = (int)data.shape[2],
            channels = (int)data.shape[3];
        bool whole = data.typecode == NPTypeCode.Byte;
        double[] values = data.astype(NPTypeCode.Double).flatten().ToArray<double>();
        // tf.image.convert_image_dtype: 255.5 steps, cut.
        byte[] pixels = Array.ConvertAll(values, v => whole ? (byte)v : (byte)Math.Clamp(Math.Clamp(v, 0, 1) * 255.5, 0, 255));
        ProtoText tensor = new ProtoText().WriteWhole(1, 7).WriteMessage(2, WriteAxes(count + 2))
            .WriteText(8, width.ToString(CultureInfo.InvariantCulture)).WriteText(8, height.ToString(CultureInfo.InvariantCulture));
        int size = height * width * channels;
        for (int i = 0; i < count; i++) { tensor.WriteBytes(8, PngFile.Encode(pixels.AsSpan(i * size, size), width, height, channels)); }
        Add(name, "images", [], tensor, step);
    }

    /// <summary>Writes a string, in Markdown.</summary>
    /// <param name="name">Tag under which TensorBoard shows it.</param>
    /// <param name="data">The text in Markdown.</param>
    /// <param name="step">Where on the axis.</param>
    public void text(string name, string data, long step) =>
        Add(name, "text", [], new ProtoText().WriteWhole(1, 7).WriteMessage(2, new ProtoText()).WriteText(8, data), step);

    /// <summary>Hands what was written to the system, so that boards see it.</summary>
    public void flush() => _file?.Flush();

    /// <summary>Closes the file. The writer is no longer any thread's default.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        if (s_open.Value is not { } open || !open.Contains(this)) { return; }
        SummaryWriter[] others = [.. open.Where(w => w != this).Reverse()];
        open.Clear();
        foreach (SummaryWriter other in others) { open.Push(other); }
    }

    /// <summary>A model's configuration, from which the board draws its graph.</summary>
    internal void WriteGraph(string json) =>
        Add("keras", "graph_keras_model", "1"u8, new ProtoText().WriteWhole(1, 7).WriteMessage(2, new ProtoText()).WriteText(8, json), 0);

    /// <summary>A record of the hparams plugin, whose content says all.</summary>
    internal void WriteHParams(string name, ProtoText content)
    {
        Add($"_hparams_/{name}", "hparams", content.ToArray(), new ProtoText().WriteWhole(1, 1).WriteMessage(2, WriteAxes(0)), 0);
        flush();
    }

    private static IEnumerable<double> SplitRanges(double[] values)
    {
        if (values.Length == 0) { return new double[Buckets * 3]; }
        double least = values.Min(), most = values.Max(), width = (most - least) / Buckets;
        double[] counts = new double[Buckets];
        if (most == least) { counts[^1] = values.Length; }
        else
        {
            foreach (double v in values) { counts[Math.Clamp((int)Math.Floor((v - least) / width), 0, Buckets - 1)]++; }
        }
        double ComputeEdge(int i) => i == Buckets ? most : least + (i * width);
        return Enumerable.Range(0, Buckets).SelectMany(i => new[] { ComputeEdge(i), ComputeEdge(i + 1), counts[i] });
    }

    private static ProtoText WriteAxes(params long[] sizes) =>
        sizes.Aggregate(new ProtoText(), (shape, n) => shape.WriteMessage(2, n == 0 ? new ProtoText() : new ProtoText().WriteWhole(1, n)));

    private void Add(string tag, string plugin, ReadOnlySpan<byte> content, ProtoText tensor, long step)
    {
        ProtoText data = new ProtoText().WriteText(1, plugin);
        if (content.Length > 0) { data.WriteBytes(2, content); }
        (_file ??= new EventFile(_folder)).Add(new ProtoText().WriteText(1, tag).WriteMessage(9, new ProtoText().WriteMessage(1, data))
            .WriteMessage(8, tensor), step);
        if (_isAlwaysFlushed) { flush(); }
    }

    private sealed class Scope(SummaryWriter writer, Stack<SummaryWriter> open, int before) : IDisposable
    {
        public void Dispose()
        {
            while (open.Count > before) { _ = open.Pop(); }
            writer.flush();
        }
    }
}
