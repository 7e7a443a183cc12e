using Google.Protobuf;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// The objects of a checkpoint's graph, each parsed when somebody comes to it: most are lists, metrics and slots that a model's weights do
/// not need.
/// </summary>
internal sealed class StoredObjects
{
    private const int NodeField = 1;
    private static readonly MessageParser<ObjectGraph.Types.Node> s_parser = ObjectGraph.Types.Node.Parser.WithDiscardUnknownFields(true);
    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly List<(int Start, int Length)> _places = [];
    private readonly ObjectGraph.Types.Node?[] _nodes;

    /// <summary>The objects of a graph.</summary>
    /// <param name="bytes">The message of the graph.</param>
    /// <param name="file">File, for messages.</param>
    /// <exception cref="ModelFileException">The bytes are not a graph.</exception>
    public StoredObjects(byte[] bytes, string file)
    {
        (_bytes, _file) = (bytes, file);
        try
        {
            for (var fields = new MessageFields(new MemoryStream(bytes), bytes.Length); fields.ReadNext();)
            {
                if (fields.Number == NodeField) { _places.Add(((int)fields.Start, (int)fields.Length)); }
            }
        }
        catch (InvalidDataException e) { throw Unparsed(e); }
        if (_places.Count == 0) { throw Unsound(); }
        _nodes = new ObjectGraph.Types.Node?[_places.Count];
    }

    /// <summary>How many there are; the first is the root.</summary>
    public int Count => _nodes.Length;

    /// <summary>An object.</summary>
    /// <exception cref="ModelFileException">It cannot be parsed, or names objects that are not there.</exception>
    public ObjectGraph.Types.Node this[int id] => _nodes[id] ??= Parse(_places[id]);

    /// <summary>All objects.</summary>
    public IEnumerable<ObjectGraph.Types.Node> All => Enumerable.Range(0, Count).Select(i => this[i]);

    private ObjectGraph.Types.Node Parse((int Start, int Length) place)
    {
        ObjectGraph.Types.Node node;
        try { node = s_parser.ParseFrom(_bytes, place.Start, place.Length); }
        catch (InvalidProtocolBufferException e) { throw Unparsed(e); }
        bool sound = true;
        foreach (ObjectReference child in node.Children) { sound &= IsWithin(child.NodeId); }
        foreach (SlotReference slot in node.SlotVariables)
        {
            sound &= IsWithin(slot.OriginalVariableNodeId) && IsWithin(slot.SlotVariableNodeId);
        }
        return sound ? node : throw Unsound();
    }

    private bool IsWithin(int id) => id >= 0 && id < Count;

    private ModelFileException Unparsed(Exception e) =>
        new(_file, ObjectGraphs.Key, $"the graph of objects cannot be parsed ({e.Message})", e);

    private ModelFileException Unsound() => new(_file, ObjectGraphs.Key, "the graph of objects names objects that it does not hold.");
}
