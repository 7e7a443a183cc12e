using System.Text.Json;
using Google.Protobuf;
using KerasDigits.Saving.Checkpoints;
using KerasDigits.Saving.SavedModels.Proto;

namespace KerasDigits.Saving.SavedModels;

/// <summary>What a SavedModel's folder says of the model in it: Keras's metadata of each object, the signatures.</summary>
/// <remarks>TensorFlow 2.5 and later keep the metadata in keras_metadata.pb, earlier ones beside each object in saved_model.pb. Source: tf.keras 2.15, saving/legacy/saved_model/load.py.</remarks>
internal sealed class SavedModelFolder
{
    private readonly Dictionary<int, ByteString> _metadata;

    private SavedModelFolder(string path, MetaGraph graph, Dictionary<int, ByteString> metadata) => (FolderPath, Graph, _metadata) = (path, graph, metadata);

    public string FolderPath { get; }

    public MetaGraph Graph { get; }

    /// <summary>Prefix of the variables' files.</summary>
    public string Variables => Path.Combine(FolderPath, "variables", "variables");

    /// <summary>Opens a folder.</summary>
    /// <exception cref="ModelFileException">It holds no SavedModel of Keras, or a damaged one.</exception>
    public static SavedModelFolder Open(string path)
    {
        string file = Path.Combine(path, "saved_model.pb");
        if (!File.Exists(file)) { throw new ModelFileException(path, "", $"SavedModel file does not exist at: {path}/{{saved_model.pbtxt|saved_model.pb}}"); }
        SavedModel model;
        try { model = Parse(SavedModel.Parser, ReadAll(file)); }
        catch (InvalidProtocolBufferException e) { throw new ModelFileException(path, "saved_model.pb", $"Cannot parse file b'{file}': Error parsing message.", e); }
        MetaGraph graph = model.MetaGraphs.FirstOrDefault(g => g.MetaInfoDef?.Tags.Contains("serve") == true) ?? model.MetaGraphs.FirstOrDefault()
            ?? throw new ModelFileException(path, "saved_model.pb", "it holds no graph.");
        var metadata = new Dictionary<int, ByteString>();
        string keras = Path.Combine(path, "keras_metadata.pb");
        if (File.Exists(keras))
        {
            foreach (KerasNode node in Metadata(keras, path).Nodes) { metadata[node.NodeId] = node.Metadata; }
        }
        else if (ParseObjects(graph, path) is { } objects)
        {
            for (int i = 0; i < objects.Nodes.Count; i++)
            {
                if (objects.Nodes[i].KindCase == SavedObject.KindOneofCase.UserObject && objects.Nodes[i].UserObject.Metadata is { Length: > 0 } text) { metadata[i] = text; }
            }
        }
        return new SavedModelFolder(path, graph, metadata);
    }

    private SavedObjectGraph? _objects;

    /// <summary>The program's objects, and the functions that belong to them; null: TensorFlow 1 wrote the folder.</summary>
    public SavedObjectGraph? Objects => _objects ??= ParseObjects(Graph, FolderPath);

    private static SavedObjectGraph? ParseObjects(MetaGraph graph, string path)
    {
        if (graph.ObjectGraphDef.IsEmpty) { return null; }
        try { return SavedObjectGraph.Parser.WithDiscardUnknownFields(true).ParseFrom(graph.ObjectGraphDef); }
        catch (InvalidProtocolBufferException e) { throw new ModelFileException(path, "saved_model.pb", $"Cannot parse file b'{Path.Combine(path, "saved_model.pb")}': Error parsing message.", e); }
    }

    private static KerasMetadata Metadata(string file, string folder)
    {
        byte[] bytes = ReadAll(file);
        try { return Parse(KerasMetadata.Parser, bytes); }
        catch (InvalidProtocolBufferException e)
        {
            // Git took the file for text and gave its line ends another byte.
            try { return Parse(KerasMetadata.Parser, WithoutReturns(bytes)); }
            catch (InvalidProtocolBufferException) { throw new ModelFileException(folder, "keras_metadata.pb", $"Cannot parse keras metadata at path {file}: Received error: Error parsing message", e); }
        }
    }

    private static byte[] WithoutReturns(byte[] bytes) => [.. bytes.Where((b, i) => !(b == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n'))];

    private static byte[] ReadAll(string file)
    {
        if (new FileInfo(file).Length > Array.MaxLength) { throw new ModelFileException(file, "", "a message of more than 2 GiB is not read."); }
        return File.ReadAllBytes(file);
    }

    private static T Parse<T>(MessageParser<T> parser, byte[] bytes) where T : IMessage<T> => parser.WithDiscardUnknownFields(true).ParseFrom(bytes);

    /// <summary>Keras's metadata of the root.</summary>
    /// <exception cref="ModelFileException">There is none: the folder holds a graph alone.</exception>
    public Config Root() => Of(0) ?? throw new ModelFileException(FolderPath, "",
        $"Unable to create a Keras model from SavedModel at {FolderPath}. This SavedModel was exported with `tf.saved_model.save`, and lacks the Keras metadata file. " +
        $"Please save your Keras model by calling `model.save` or `tf.keras.models.save_model`. It holds a graph of TensorFlow alone, which is not run here: {Signatures()}.");

    /// <summary>Keras's metadata of an object; null where it has none.</summary>
    public Config? Of(int node) => _metadata.TryGetValue(node, out ByteString? text) && text.Length > 0 ? SavedConfig.Plain(ConfigJson.Parse(text.Span, FolderPath, $"metadata of object {node}", except: "model_config")) : null; // the same configuration once more

    /// <summary>The name of the layer that an object is; null: it is no layer.</summary>
    public string? LayerName(int node) => _names.TryGetValue(node, out string? known) ? known : _names[node] = NameOf(node);

    /// <summary>The object that is the layer of a name; null: there is none.</summary>
    public int? NodeOf(string layer) => _metadata.Keys.Order().Where(n => LayerName(n) == layer).Select(n => (int?)n).FirstOrDefault();

    private readonly Dictionary<int, string?> _names = [];

    private string? NameOf(int node)
    {
        if (!_metadata.TryGetValue(node, out ByteString? text)) { return null; }
        try
        {
            // The name stands near the start of a text that may be long.
            var reader = new Utf8JsonReader(text.Span);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("name"u8)) { return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null; }
            }
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return Of(node)?.Get("name") as string; } // Python's NaN
    }

    private string Signatures()
    {
        string[] all = [.. Graph.SignatureDef.Where(s => !s.Key.StartsWith("__", StringComparison.Ordinal)).Select(s => $"the signature \"{s.Key}\" takes {Tensors(s.Value.Inputs)} and gives {Tensors(s.Value.Outputs)}")];
        return all.Length == 0 ? "it has no signature" : string.Join("; ", all);
    }

    private static string Tensors(IEnumerable<KeyValuePair<string, TensorInfo>> tensors) => string.Join(", ", tensors.Select(t =>
        $"{t.Key} {BundleDType.Find(t.Value.Dtype)?.Name ?? "?"} ({string.Join(", ", t.Value.TensorShape?.Dim.Select(d => d.Size < 0 ? "None" : d.Size.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? [])})")) is { Length: > 0 } text ? text : "nothing";
}
