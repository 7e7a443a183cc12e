using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Saving.Checkpoints;

namespace KerasDigits.Saving;

/// <summary>
/// TensorFlow's tf.train.Checkpoint: named objects (models, layers, optimizers, variables, lists of them) that are saved and restored
/// together.
/// </summary>
/// <remarks>Source: tensorflow, python/checkpoint/checkpoint.py.</remarks>
public sealed class Checkpoint
{
    private readonly Dictionary<string, object> _objects;

    /// <summary>Creates a checkpoint.</summary>
    /// <param name="objects">The objects by the names they have in Python's call.</param>
    public Checkpoint(params (string name, object value)[] objects)
    {
        _objects = objects.ToDictionary(o => o.name, o => o.value);
        save_counter = new Variable(Tensors.MakeZeros([], "int64"), "save_counter:0", trainable: false);
    }

    /// <summary>How often <see cref="save"/> has been called.</summary>
    public Variable save_counter { get; }

    /// <summary>Writes the objects to PREFIX-1, PREFIX-2 … and notes the file in "checkpoint".</summary>
    /// <param name="file_prefix">Start of the files' names.</param>
    /// <returns>The prefix of this checkpoint.</returns>
    public string save(string file_prefix) => Save(file_prefix, path => [path]);

    internal string Save(string start, Func<string, IReadOnlyList<string>> kept)
    {
        save_counter.assign_add(1);
        string path = string.Create(CultureInfo.InvariantCulture, $"{start}-{save_counter.numpy().GetInt64()}");
        Write(path, ("save_counter", save_counter));
        CheckpointState.Write(Path.GetDirectoryName(Path.GetFullPath(path))!, path, kept(path));
        return path;
    }

    /// <summary>Writes the objects under a prefix, without a number.</summary>
    /// <param name="file_prefix">Common start of the files' names.</param>
    public string write(string file_prefix)
    {
        Write(file_prefix);
        return file_prefix;
    }

    private void Write(string prefix, params (string Name, object Value)[] more)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(prefix))!);
        CheckpointWriter.Write(prefix, MakeNamed(more));
    }

    private Dictionary<string, object> MakeNamed((string Name, object Value)[] more) =>
        _objects.Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value))).ToDictionary();

    /// <summary>Reads the objects' values.</summary>
    /// <param name="save_path">Prefix of a checkpoint; null: nothing is read, as with a folder that has none yet.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="ModelFileException">It is damaged, or a shape differs.</exception>
    public CheckpointLoadStatus restore(string? save_path)
    {
        if (save_path is null) { return new CheckpointLoadStatus(null); }
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        if (!TensorBundle.Exists(save_path))
        {
            throw new FileNotFoundException($"Error when restoring from checkpoint or SavedModel at {save_path}: Unsuccessful "
                + $"TensorSliceReader constructor: Failed to find any matching files for {save_path}\n" +
                "Please double-check that the path is correct. You may be missing the checkpoint suffix (e.g. the '-1' in "
                + "'path/to/ckpt-1').", save_path);
        }
        using TensorBundle bundle = TensorBundle.Open(save_path);
        Dictionary<string, object> root = MakeNamed([("save_counter", save_counter)]);
        if (ObjectGraphs.Read(bundle) is { } graph) { return new CheckpointLoadStatus(new CheckpointRestore(bundle, graph, root)); }
        NamedVariables.Load(bundle, [.. TrackedObject.EnumerateVariables(root).Where(v => !ReferenceEquals(v, save_counter))]);
        return new CheckpointLoadStatus(null);
    }

    /// <summary>Reads what <see cref="write"/> wrote; <see cref="restore"/> under another name.</summary>
    /// <inheritdoc cref="restore"/>
    public CheckpointLoadStatus read(string save_path) => restore(save_path);
}

/// <summary>TensorFlow's tf.train.CheckpointManager: numbered checkpoints in a folder, of which the newest are kept.</summary>
/// <remarks>Source: tensorflow, python/checkpoint/checkpoint_management.py.</remarks>
public sealed class CheckpointManager
{
    private readonly Checkpoint _checkpoint;
    private readonly string _start;
    private readonly int? _most;
    private readonly List<string> _kept;

    /// <summary>Creates a manager, which goes on with the folder's checkpoints.</summary>
    /// <param name="checkpoint">What is saved.</param>
    /// <param name="directory">Folder of the checkpoints; made when the first is saved.</param>
    /// <param name="max_to_keep">How many are kept; null: all.</param>
    /// <param name="checkpoint_name">Start of the files' names.</param>
    /// <exception cref="ArgumentException">max_to_keep is not above 0.</exception>
    public CheckpointManager(Checkpoint checkpoint, string directory, int? max_to_keep, string checkpoint_name = "ckpt")
    {
        Guard.That(max_to_keep is null or > 0, $"Expected a positive integer or `None` for `max_to_keep`, got {max_to_keep}.",
            nameof(max_to_keep));
        (_checkpoint, _start, _most) = (checkpoint, Path.Combine(directory, checkpoint_name), max_to_keep);
        _kept = [.. CheckpointState.Read(directory)?.All.Where(TensorBundle.Exists) ?? []];
    }

    /// <summary>The kept checkpoints, the newest last.</summary>
    public IReadOnlyList<string> checkpoints => _kept;

    /// <summary>The newest; null where there is none.</summary>
    public string? latest_checkpoint => _kept.Count == 0 ? null : _kept[^1];

    /// <summary>Saves, and deletes what is too old.</summary>
    /// <param name="checkpoint_number">Number of this checkpoint; null: the counter's next.</param>
    public string save(int? checkpoint_number = null)
    {
        if (checkpoint_number is { } number) { _checkpoint.save_counter.assign(number - 1.0); }
        var old = new List<string>();
        string path = _checkpoint.Save(_start, made =>
        {
            _ = _kept.Remove(made);
            _kept.Add(made);
            while (_kept.Count > _most)
            {
                old.Add(_kept[0]);
                _kept.RemoveAt(0);
            }
            return _kept;
        });
        foreach (string one in old)
        {
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(one))!, Path.GetFileName(one) + ".*")
                .Where(f => f.EndsWith(".index", StringComparison.Ordinal)
                    || Path.GetFileName(f).StartsWith(Path.GetFileName(one) + ".data-", StringComparison.Ordinal)))
            {
                File.Delete(file);
            }
        }
        return path;
    }
}
