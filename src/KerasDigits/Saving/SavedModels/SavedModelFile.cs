using System.Text;
using Google.Protobuf;
using KerasDigits.Saving.Checkpoints;
using KerasDigits.Saving.SavedModels.Proto;

namespace KerasDigits.Saving.SavedModels;

/// <summary>
/// saved_model.pb: where the parts of its graph stand. A part is read when somebody asks for it: the graph of operations, by far the
/// largest, only where a vocabulary lies in it.
/// </summary>
internal sealed class SavedModelFile
{
    private const int Graphs = 2, Info = 1, Operations = 2, SignatureDef = 5, ObjectGraphDef = 7;

    /// <summary>The numbers before the parts are few: a large buffer would read what is skipped.</summary>
    private const int Buffer = 512;

    private readonly string _file;
    private readonly string _folder;
    private readonly List<(long Start, long Length)> _signatures = [];
    private (long Start, long Length) _operations, _objects;

    private SavedModelFile(string folder) => (_folder, _file) = (folder, Path.Combine(folder, "saved_model.pb"));

    /// <summary>Bytes of the graph of operations.</summary>
    public long OperationBytes => _operations.Length;

    /// <summary>Finds the parts.</summary>
    /// <exception cref="ModelFileException">There is no such file, or it is damaged.</exception>
    public static SavedModelFile Open(string folder)
    {
        var model = new SavedModelFile(folder);
        if (!File.Exists(model._file))
        {
            throw new ModelFileException(folder, "", $"SavedModel file does not exist at: {folder}/{{saved_model.pbtxt|saved_model.pb}}");
        }
        using FileStream stream = OrdinaryFile.Open(model._file, buffer: Buffer);
        try
        {
            bool found = false, serves = false;
            for (var fields = new MessageFields(stream, stream.Length); fields.ReadNext();)
            {
                if (fields.Number != Graphs || serves) { continue; }
                var other = new SavedModelFile(folder);
                serves = other.Find(fields, stream);
                if (serves || !found) { model = other; }
                found = true;
            }
            return found ? model : throw new ModelFileException(folder, "saved_model.pb", "it holds no graph.");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException) { throw model.Fault(e); }
    }

    /// <summary>Notes the parts of a graph.</summary>
    /// <returns>Whether the graph is the one that serves.</returns>
    private bool Find(MessageFields graph, Stream stream)
    {
        bool serves = false;
        for (MessageFields parts = graph.ReadInside(); parts.ReadNext();)
        {
            var place = (parts.Start, parts.Length);
            switch (parts.Number)
            {
                case Info:
                    serves = MetaGraph.Types.Info.Parser.WithDiscardUnknownFields(true)
                        .ParseFrom(Read(stream, place)).Tags.Contains("serve");
                    break;
                case Operations: _operations = place; break;
                case SignatureDef: _signatures.Add(place); break;
                case ObjectGraphDef: _objects = place; break;
            }
        }
        return serves;
    }

    /// <summary>The constants of those names among the operations; of the others, by far the most, only the names are read.</summary>
    public IEnumerable<NodeDef> ReadConstants(IReadOnlySet<string> names)
    {
        const int OfGraph = 1, Name = 1, Op = 2;
        var found = new List<NodeDef>();
        try
        {
            byte[] bytes = Read(_operations);
            using var stream = new MemoryStream(bytes, writable: false);
            for (var nodes = new MessageFields(stream, bytes.Length); nodes.ReadNext();)
            {
                if (nodes.Number != OfGraph) { continue; }
                var (name, op) = ((Start: 0L, Length: 0L), (Start: 0L, Length: 0L));
                // A node begins with its name and its operator.
                for (MessageFields fields = nodes.ReadInside(); name.Length == 0 || op.Length == 0;)
                {
                    if (!fields.ReadNext()) { break; }
                    if (fields.Number == Name) { name = (fields.Start, fields.Length); }
                    if (fields.Number == Op) { op = (fields.Start, fields.Length); }
                }
                if (Of(op).SequenceEqual("Const"u8) && names.Contains(Encoding.UTF8.GetString(Of(name))))
                {
                    found.Add(NodeDef.Parser.WithDiscardUnknownFields(true).ParseFrom(Of((nodes.Start, nodes.Length))));
                }
            }

            ReadOnlySpan<byte> Of((long Start, long Length) place) => bytes.AsSpan((int)place.Start, (int)place.Length);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException or EndOfStreamException) { throw Fault(e); }
        return found;
    }

    /// <summary>The program's objects; null: TensorFlow 1 wrote the file.</summary>
    public SavedObjectGraph? ReadObjects() => _objects.Length == 0 ? null : Parse(SavedObjectGraph.Parser, _objects);

    /// <summary>The same as bytes; none where TensorFlow 1 wrote the file.</summary>
    public byte[] ReadObjectBytes()
    {
        try { return Read(_objects); }
        catch (EndOfStreamException e) { throw Fault(e); }
    }

    /// <summary>The signatures by their names.</summary>
    public IEnumerable<KeyValuePair<string, Signature>> ReadSignatures() =>
        _signatures.Select(s => Parse(NamedSignature.Parser, s)).Select(s => KeyValuePair.Create(s.Key, s.Value ?? new Signature()));

    private T Parse<T>(MessageParser<T> parser, (long Start, long Length) place) where T : IMessage<T>
    {
        try { return parser.WithDiscardUnknownFields(true).ParseFrom(Read(place)); }
        catch (Exception e) when (e is InvalidProtocolBufferException or EndOfStreamException) { throw Fault(e); }
    }

    private byte[] Read((long Start, long Length) place)
    {
        using FileStream stream = OrdinaryFile.Open(_file, buffer: 0);
        return Read(stream, place);
    }

    private byte[] Read(Stream stream, (long Start, long Length) place)
    {
        if (place.Length > Array.MaxLength) { throw new ModelFileException(_file, "", "a message of more than 2 GiB is not read."); }
        byte[] bytes = new byte[place.Length];
        stream.Position = place.Start;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The message for a damaged file.</summary>
    public ModelFileException Fault(Exception cause) =>
        new(_folder, "saved_model.pb", $"Cannot parse file b'{_file}': Error parsing message.", cause);
}
