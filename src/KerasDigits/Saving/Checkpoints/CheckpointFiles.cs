using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Checkpoints as files: finds, reads and writes them.</summary>
internal static class CheckpointFiles
{
    private const string Variables = "variables/variables";

    /// <summary>
    /// The prefix of a checkpoint that a path means: its own, or that of the variables in a SavedModel's folder. Null: the path means
    /// another kind of file.
    /// </summary>
    /// <exception cref="ModelFileException">The path is a folder without weights, or a part of a checkpoint.</exception>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    public static string? Locate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (TensorBundle.Exists(path)) { return path; }
        if (Directory.Exists(path))
        {
            string inner = Path.Combine(path, Variables);
            if (TensorBundle.Exists(inner)) { return inner; }
            string hint = CheckpointState.Read(path) is { } state
                ? $" It holds checkpoints: pass the prefix of one, for example \"{state.Newest}\" (tf.train.latest_checkpoint gives it)."
                : "";
            throw new ModelFileException(path, "", $"it is a directory, not a file of weights.{hint}");
        }
        if (File.Exists(path))
        {
            if (path.EndsWith(".index", StringComparison.Ordinal) && TensorBundle.Exists(path[..^6]))
            {
                throw new ModelFileException(path, "", $"it is a part of the checkpoint \"{path[..^6]}\": pass this prefix.");
            }
            return null;
        }
        if (path.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".hdf5", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        throw new FileNotFoundException($"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {path}", path);
    }

    /// <summary>Reads a checkpoint into a model: what fits, now or when its weights are made.</summary>
    /// <exception cref="ModelFileException">A file is damaged, a shape differs, or nothing fits.</exception>
    public static CheckpointLoadStatus Load(string prefix, Layer model)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        using TensorBundle bundle = TensorBundle.Open(prefix);
        if (ObjectGraphs.Read(bundle) is not { } graph)
        {
            NamedVariables.Load(bundle, TrackedObject.EnumerateVariables(model));
            return new CheckpointLoadStatus(null);
        }
        var status = new CheckpointLoadStatus(new CheckpointRestore(bundle, graph, model));
        if (!model.built) { return status; }
        try { return status.assert_nontrivial_match(); }
        catch (InvalidOperationException e) { throw new ModelFileException(prefix, "", e.Message, e); }
    }

    /// <summary>Writes a model's weights, with its optimizer's state, and names them in the folder's file "checkpoint".</summary>
    public static void Save(string prefix, object root)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
        Directory.CreateDirectory(folder);
        // All are looked at before the first is written.
        Array.ForEach((string[])[BundleWriter.GetData(prefix), BundleWriter.GetIndex(prefix), CheckpointState.FindFile(folder)],
            OrdinaryFile.Check);
        CheckpointWriter.Write(prefix, root);
        CheckpointState.Write(folder, prefix, [prefix]);
    }
}

/// <summary>TensorFlow 1's checkpoints, which know variables only by name: "dense/kernel".</summary>
internal static class NamedVariables
{
    /// <summary>Sets the variables whose names the checkpoint holds.</summary>
    /// <exception cref="ModelFileException">A name is missing, or a shape differs.</exception>
    public static void Load(TensorBundle bundle, IReadOnlyList<Variable> variables)
    {
        var found = variables.Select(v => (Variable: v, Name: Names.ToPlain(v.name))).ToArray();
        string[] missing = [.. found.Where(f => !bundle.Tensors.ContainsKey(f.Name)).Select(f => f.Name)];
        if (missing.Length > 0)
        {
            throw new ModelFileException(bundle.Prefix, "",
                "it is a checkpoint of TensorFlow 1, which knows variables by name, and it has none named "
                + $"{string.Join(", ", missing.Take(10))}. It holds {string.Join(", ", bundle.Tensors.Keys.Take(20))}. Name the layers "
                + "accordingly, or read tensors with tf.train.load_checkpoint.");
        }
        foreach (var (variable, name) in found)
        {
            BundleTensor data = bundle.Tensors[name];
            if (!data.Dims.SequenceEqual(variable.value.shape))
            {
                throw new ModelFileException(bundle.Prefix, name,
                    $"Received incompatible tensor with shape ({string.Join(", ", data.Dims)}) when attempting to restore variable with "
                    + $"shape {variable.shape} and name {variable.name}.");
            }
            data.Verify();
        }
        foreach (var (variable, name) in found) { bundle.Tensors[name].Assign(variable); }
    }
}
