using KerasDigits.Backend;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Callbacks;

/// <summary>Writes what TensorBoard shows: scalars of epochs or batches, histograms and pictures of weights, the model's graph.</summary>
/// <remarks>
/// Training goes into the folder train, validation into validation, below log_dir; give each run a log_dir of its own. The model's graph
/// is written as Keras 3's configuration, which TensorBoard 2.17 and later draw.
/// Histograms and pictures are tagged by the weight's name; in compat 2.15 with /histogram and /image behind. A number as update_freq
/// writes every this many batches, as documented; tf.keras 2.15 then writes none. Source: tf.keras 2.3.1, callbacks.py.
/// </remarks>
[KerasExport("keras.callbacks.TensorBoard")]
public sealed class TensorBoard : Callback, IResumable
{
    internal override bool IsChiefs => true;

    private SummaryWriter? _train, _validation;
    private long _batches;
    private bool _training, _warned;

    /// <summary>Creates the callback; nothing is written before there is something to write.</summary>
    /// <param name="log_dir">The run's folder.</param>
    /// <param name="histogram_freq">Every how many epochs weights are written as histograms; 0: never.</param>
    /// <param name="write_graph">Whether the model's graph is written.</param>
    /// <param name="write_images">Whether histograms come with the weights as pictures.</param>
    /// <param name="write_steps_per_second">Whether epoch_steps_per_second, and by batches batch_steps_per_second, is written.</param>
    /// <param name="update_freq">"epoch" (also null), "batch", or a number of batches after which the batch's logs are written.</param>
    /// <param name="profile_batch">TensorFlow's profiler has no twin here: 0 and 2, Keras's defaults, are silent, anything else
    /// warns.</param>
    /// <param name="embeddings_freq">Every how many epochs the weights of Embedding layers are written for the projector; 0: never.</param>
    /// <param name="embeddings_metadata">File with the words of an Embedding layer, by the layer's name; null: none.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public TensorBoard(string log_dir = "logs", int histogram_freq = 0, bool write_graph = true, bool write_images = false,
        bool write_steps_per_second = false, UpdateFrequency? update_freq = null, int profile_batch = 0, int embeddings_freq = 0,
        Dictionary<string, string>? embeddings_metadata = null)
    {
        Guard.That(histogram_freq >= 0 && embeddings_freq >= 0,
            $"histogram_freq and embeddings_freq must not be negative. Received: {histogram_freq}, {embeddings_freq}.",
            nameof(histogram_freq));
        (this.log_dir, this.histogram_freq, this.write_graph, this.write_images) = (log_dir, histogram_freq, write_graph, write_images);
        (this.write_steps_per_second, this.update_freq) = (write_steps_per_second, update_freq ?? "epoch");
        (this.embeddings_freq, this.embeddings_metadata) = (embeddings_freq, embeddings_metadata);
        if (profile_batch is not (0 or 2))
        {
            Log.Warning($"TensorBoard: profile_batch={profile_batch} asks for TensorFlow's profiler, which is not here. Nothing is "
                + "profiled.");
        }
    }

    /// <summary>The run's folder.</summary>
    public string log_dir { get; set; }

    /// <summary>Every how many epochs weights are written as histograms.</summary>
    public int histogram_freq { get; }

    /// <summary>Whether the model's graph is written.</summary>
    public bool write_graph { get; }

    /// <summary>Whether histograms come with the weights as pictures.</summary>
    public bool write_images { get; }

    /// <summary>Whether steps per second are written.</summary>
    public bool write_steps_per_second { get; }

    /// <summary>After how many batches logs are written.</summary>
    public UpdateFrequency update_freq { get; }

    /// <summary>Every how many epochs embeddings are written.</summary>
    public int embeddings_freq { get; }

    /// <summary>Files of words by the layer's name.</summary>
    public Dictionary<string, string>? embeddings_metadata { get; }

    private SummaryWriter Train => _train ??= new(Path.Combine(log_dir, "train"));

    private SummaryWriter Validation => _validation ??= new(Path.Combine(log_dir, "validation"));

    /// <inheritdoc/>
    public override void set_model(TrainableModel model)
    {
        base.set_model(model);
        if (write_graph && model is Model { built: true, Graph: not null } known)
        {
            Train.WriteGraph(ConfigJson.Write(ArchiveConfig.Of(known, withCompileSettings: false)));
            Train.flush();
        }
        if (embeddings_freq > 0) { WriteProjector(); }
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null) => (_batches, _training) = (0, true);

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null) => (_epochStart, _epochBatches) = (Now, _batches);

    /// <inheritdoc/>
    public override void on_train_batch_begin(int batch, Logs? logs = null)
    {
        if (write_steps_per_second) { _batchStart = Now; }
    }

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs? logs = null)
    {
        _batches++;
        if (update_freq.Batches is not { } every) { return; }
        if (write_steps_per_second) { Train.scalar("batch_steps_per_second", 1 / Math.Max(Now - _batchStart, 1e-9), _batches); }
        if (_batches % every != 0) { return; }
        foreach (var (name, value) in logs ?? []) { Train.scalar("batch_" + name, value, _batches); }
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        logs ??= [];
        foreach (var (name, value) in logs.Where(l => !l.Key.StartsWith("val_", StringComparison.Ordinal)))
        {
            Train.scalar("epoch_" + name, value, epoch);
        }
        if (model.optimizer?.learning_rate.Schedule is not null)
        {
            Train.scalar("epoch_learning_rate", model.optimizer.learning_rate.At(model.optimizer.iterations), epoch);
        }
        if (write_steps_per_second)
        {
            Train.scalar("epoch_steps_per_second", (_batches - _epochBatches) / Math.Max(Now - _epochStart, 1e-9), epoch);
        }
        foreach (var (name, value) in logs.Where(l => l.Key.StartsWith("val_", StringComparison.Ordinal)))
        {
            Validation.scalar("epoch_" + name[4..], value, epoch);
        }
        if (histogram_freq > 0 && epoch % histogram_freq == 0) { WriteWeights(epoch); }
        if (embeddings_freq > 0 && epoch % embeddings_freq == 0) { WriteEmbeddings(); }
        _train?.flush();
        _validation?.flush();
    }

    /// <inheritdoc/>
    public override void on_test_end(Logs? logs = null)
    {
        if (model.optimizer is not { } optimizer) { return; }
        foreach (var (name, value) in logs ?? []) { Validation.scalar($"evaluation_{name}_vs_iterations", value, optimizer.iterations); }
        if (!_training) { Close(); }
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        _training = false;
        Close();
    }

    /// <inheritdoc/>
    public override void on_predict_end(Logs? logs = null)
    {
        if (!_training) { Close(); }
    }

    RunState IResumable.GetState() => new RunState().Set("batches", _batches);

    void IResumable.SetState(RunState state) => _batches = state.Whole("batches");

    private double _epochStart, _batchStart;
    private long _epochBatches;

    private static double Now => System.Diagnostics.Stopwatch.GetTimestamp() / (double)System.Diagnostics.Stopwatch.Frequency;

    private void Close()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }

    private void WriteWeights(int epoch)
    {
        (string histograms, string images) = Compat.Is215 ? ("/histogram", "/image") : ("", "");
        foreach (Variable weight in ((Model)model).layers.SelectMany(l => l.weights))
        {
            string tag = weight.name.Replace(':', '_');
            NDArray values = Arrays.ToArray(weight.value);
            if (!Train.histogram(tag + histograms, values, epoch) && !_warned)
            {
                _warned = true;
                Log.Warning($"TensorBoard: {weight.name} holds values that are not finite and has no histogram.");
            }
            if (write_images && MakePicture(values) is { } picture) { Train.image(tag + images, picture, epoch); }
        }
    }

    /// <summary>A weight as Keras shows it: squeezed, vectors as a line, matrices lying, volumes channel by channel; null where it is no
    /// picture.</summary>
    private static NDArray? MakePicture(NDArray values)
    {
        long[] shape = [.. values.shape.Where(d => d != 1)];
        NDArray w = values.reshape(shape.Length == 0 ? [1] : shape);
        NDArray picture = w.ndim switch
        {
            1 => w.reshape(1, (int)w.shape[0], 1, 1),
            2 when w.shape[0] > w.shape[1] => np.transpose(w).copy().reshape(1, (int)w.shape[1], (int)w.shape[0], 1),
            2 => w.reshape(1, (int)w.shape[0], (int)w.shape[1], 1),
            3 => np.transpose(w, [2, 0, 1]).copy().reshape((int)w.shape[2], (int)w.shape[0], (int)w.shape[1], 1),
            _ => w,
        };
        return picture.ndim == 4 && picture.shape[3] is 1 or 3 or 4 ? picture : null;
    }

    private IEnumerable<Layers.Embedding> Embeddings => ((Model)model).layers.OfType<Layers.Embedding>();

    private void WriteProjector()
    {
        string text = string.Concat(Embeddings.Select(l =>
        {
            string words = embeddings_metadata?.GetValueOrDefault(l.name!) is { } file ? $"  metadata_path: \"{file}\"\n" : "";
            return $"embeddings {{\n  tensor_name: \"{l.name}\"\n  tensor_path: \"{l.name}_embeddings.tsv\"\n{words}}}\n";
        }));
        string[] unknown = [.. (embeddings_metadata?.Keys ?? Enumerable.Empty<string>()).Except(Embeddings.Select(l => l.name!))];
        Guard.That(unknown.Length == 0, "Unrecognized `Embedding` layer names passed to `keras.callbacks.TensorBoard` "
            + $"`embeddings_metadata` argument: {string.Join(", ", unknown)}", "embeddings_metadata");
        Directory.CreateDirectory(log_dir);
        AtomicFile.Write(Path.Combine(log_dir, "projector_config.pbtxt"), s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private void WriteEmbeddings()
    {
        foreach (Layers.Embedding layer in Embeddings.Where(l => l.weights.Count > 0))
        {
            NDArray rows = Arrays.ToArray(layer.weights[0].value).astype(NPTypeCode.Double);
            int width = (int)rows.shape[1];
            string text = string.Concat(rows.flatten().ToArray<double>().Chunk(width)
                .Select(r => string.Join('\t', r.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "\n"));
            AtomicFile.Write(Path.Combine(log_dir, layer.name + "_embeddings.tsv"), s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }
}

/// <summary>After how many batches TensorBoard writes: "epoch" (none), "batch" (each), or a number.</summary>
public readonly struct UpdateFrequency
{
    /// <summary>Batches; null: only epochs are written.</summary>
    public int? Batches { get; private init; }

    /// <summary>A number of batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of batches is not above 0.</exception>
    public static implicit operator UpdateFrequency(int batches) => new() { Batches = Guard.Positive(batches, "update_freq") };

    /// <summary>"epoch" or "batch".</summary>
    /// <exception cref="ArgumentException">The word is not "epoch" or "batch".</exception>
    public static implicit operator UpdateFrequency(string word) => word switch
    {
        "epoch" => new UpdateFrequency(),
        "batch" => 1,
        _ => throw new ArgumentException($"`update_freq` must be \"epoch\", \"batch\" or a number of batches. Received: \"{word}\".",
            "update_freq"),
    };
}
