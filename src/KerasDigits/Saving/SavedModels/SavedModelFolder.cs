using System.Text.Json;
using KerasDigits.Saving.Checkpoints;
using KerasDigits.Saving.SavedModels.Proto;

namespace KerasDigits.Saving.SavedModels;

/// <summary>What a SavedModel's folder says of the model in it: Keras's metadata of each object, the signatures.</summary>
/// <remarks>TensorFlow 2.5 and later keep the metadata in keras_metadata.pb, earlier ones beside each object in saved_model.pb. Source:
/// tf.keras 2.15, saving/legacy/saved_model/load.py.</remarks>
internal sealed class SavedModelFolder
{
    /// <summary>
    /// What the model's metadata is read for; its other entries, the same configuration once more among them, are not needed.
    /// </summary>
    private static readonly string[] s_ofModel = ["class_name", "config", "build_input_shape", "training_config", "keras_version"];

    private readonly Dictionary<int, ReadOnlyMemory<byte>> _metadata = [];
    private SavedObjectGraph? _objects;

    private SavedModelFolder(string path) => (FolderPath, File) = (path, SavedModelFile.Open(path));

    public string FolderPath { get; }

    public SavedModelFile File { get; }

    /// <summary>Prefix of the variables' files.</summary>
    public string Variables => Path.Combine(FolderPath, "variables", "variables");

    /// <summary>Opens a folder.</summary>
    /// <exception cref="ModelFileException">It holds no SavedModel of Keras, or a damaged one.</exception>
    public static SavedModelFolder Open(string path)
    {
        var folder = new SavedModelFolder(path);
        string keras = Path.Combine(path, "keras_metadata.pb");
        if (System.IO.File.Exists(keras)) { folder.ReadMetadata(keras); }
        else { folder.ReadMetadataOfObjects(); }
        return folder;
    }

    /// <summary>The program's objects, and the functions that belong to them; null: TensorFlow 1 wrote the folder.</summary>
    public SavedObjectGraph? Objects => _objects ??= File.ReadObjects();

    /// <summary>The metadata in the objects themselves, which are not parsed for it.</summary>
    private void ReadMetadataOfObjects()
    {
        const int nodes = 1, userObject = 4, metadata = 3;
        byte[] bytes = File.ReadObjectBytes();
        try
        {
            int id = 0;
            for (var all = new MessageFields(new MemoryStream(bytes), bytes.Length); all.ReadNext();)
            {
                if (all.Number != nodes) { continue; }
                for (MessageFields node = all.ReadInside(); node.ReadNext();)
                {
                    if (node.Number != userObject) { continue; }
                    for (MessageFields user = node.ReadInside(); user.ReadNext();)
                    {
                        if (user.Number == metadata && user.Length > 0)
                        {
                            _metadata[id] = bytes.AsMemory((int)user.Start, (int)user.Length);
                        }
                    }
                }
                id++;
            }
        }
        catch (InvalidDataException e) { throw File.Fault(e); }
    }

    private void ReadMetadata(string file)
    {
        if (OrdinaryFile.Length(file) > Array.MaxLength)
        {
            throw new ModelFileException(file, "", "a message of more than 2 GiB is not read.");
        }
        byte[] bytes = OrdinaryFile.ReadBytes(file);
        try { ReadNodes(bytes); }
        catch (InvalidDataException e)
        {
            // Git took the file for text and gave its line ends another byte.
            _metadata.Clear();
            try { ReadNodes([.. bytes.Where((b, i) => !(b == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n'))]); }
            catch (InvalidDataException)
            {
                throw new ModelFileException(FolderPath, "keras_metadata.pb",
                    $"Cannot parse keras metadata at path {file}: Received error: Error parsing message", e);
            }
        }
    }

    /// <summary>The objects' strings, left where they are in the file's bytes.</summary>
    /// <remarks>Source: Keras's protobuf/saved_metadata.proto.</remarks>
    private void ReadNodes(byte[] bytes)
    {
        const int nodes = 1, nodeId = 2, metadata = 5;
        for (var all = new MessageFields(new MemoryStream(bytes), bytes.Length); all.ReadNext();)
        {
            if (all.Number != nodes) { continue; }
            int id = 0;
            ReadOnlyMemory<byte> text = default;
            for (MessageFields node = all.ReadInside(); node.ReadNext();)
            {
                if (node.Number == nodeId) { id = (int)node.Value; }
                else if (node.Number == metadata) { text = bytes.AsMemory((int)node.Start, (int)node.Length); }
            }
            _metadata[id] = text;
        }
    }

    /// <summary>Keras's metadata of the root.</summary>
    /// <exception cref="ModelFileException">There is none: the folder holds only a graph.</exception>
    public Config ReadRoot() => Of(0, s_ofModel) ?? throw new ModelFileException(FolderPath, "",
        $"Unable to create a Keras model from SavedModel at {FolderPath}. This SavedModel was exported with `tf.saved_model.save`, and "
        + "lacks the Keras metadata file. " +
        "Please save your Keras model by calling `model.save` or `tf.keras.models.save_model`. It holds only a TensorFlow graph, "
        + $"which is not run here: {DescribeSignatures()}.");

    /// <summary>Entries of Keras's metadata of an object; null where it has none.</summary>
    private Config? Of(int node, string[] wanted) => _metadata.TryGetValue(node, out ReadOnlyMemory<byte> text)
        && text.Length > 0 ? SavedConfig.ReadPlain(ConfigJson.Parse(text.Span, FolderPath, $"metadata of object {node}", wanted)) : null;

    /// <summary>The name of the layer that an object is; null: it is not a layer.</summary>
    public string? FindLayerName(int node) => _names.TryGetValue(node, out string? known) ? known : _names[node] = NameOf(node);

    /// <summary>The object that is the layer of a name; null: there is none.</summary>
    public int? FindNode(string layer) =>
        _metadata.Keys.Order().Where(n => FindLayerName(n) == layer).Select(n => (int?)n).FirstOrDefault();

    private readonly Dictionary<int, string?> _names = [];

    private string? NameOf(int node)
    {
        if (!_metadata.TryGetValue(node, out ReadOnlyMemory<byte> text)) { return null; }
        try
        {
            // The name stands near the start of a text that may be long.
            var reader = new Utf8JsonReader(text.Span);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("name"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
            return null;
        }
        // Python's NaN
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return Of(node, ["name"])?.Get("name") as string; }
    }

    private string DescribeSignatures()
    {
        string[] all = [.. File.ReadSignatures().Where(s => !s.Key.StartsWith("__", StringComparison.Ordinal))
            .Select(s => $"the signature \"{s.Key}\" takes {DescribeTensors(s.Value.Inputs)} and gives "
                + $"{DescribeTensors(s.Value.Outputs)}")];
        return all.Length == 0 ? "it has no signature" : string.Join("; ", all);
    }

    private static string FormatSize(long size) => size < 0 ? "None" : size.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string DescribeTensors(IEnumerable<KeyValuePair<string, TensorInfo>> tensors) => string.Join(", ", tensors.Select(t =>
        $"{t.Key} {BundleDType.Find(t.Value.Dtype)?.Name ?? "?"} ("
        + $"{string.Join(", ", t.Value.TensorShape?.Dim.Select(d => FormatSize(d.Size)) ?? [])})"))
        is { Length: > 0 } text
        ? text : "nothing";
}
