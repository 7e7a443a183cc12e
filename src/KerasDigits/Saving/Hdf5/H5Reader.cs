using System.Globalization;
using PureHDF;
using PureHDF.VOL.Native;

namespace KerasDigits.Saving.Hdf5;

/// <summary>
/// Reads the tree of an HDF5 file; data are read when a dataset is asked for them. Damaged and hostile files end in
/// <see cref="ModelFileException"/>.
/// </summary>
internal sealed class H5Reader : IDisposable
{
    private const int MostObjects = 200_000;
    private const int DeepestGroup = 64;

    /// <summary>
    /// Compressed data may declare so many bytes per byte of the file; weights hardly shrink, but small arrays of zeros do.
    /// </summary>
    private const int MostRatio = 64;
    private const long SmallData = 64 << 20;
    private readonly string _name;
    private readonly GuardStream _stream;
    private readonly long _userBlock;
    private NativeFile? _file;
    private int _objects;

    private H5Reader(Stream stream, string name)
    {
        _name = name;
        _userBlock = H5UserBlock.Measure(stream);
        _stream = new GuardStream(_userBlock == 0 ? stream : new SliceStream(stream, _userBlock, stream.Length - _userBlock));
    }

    /// <summary>The root group.</summary>
    public H5Group Root { get; private set; } = new();

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="ModelFileException">It is not a sound HDF5 file.</exception>
    public static H5Reader Open(string path)
    {
        OrdinaryFile.Check(path);
        if (!File.Exists(path)) { throw new FileNotFoundException($"Unable to open file: there is no file \"{path}\".", path); }
        return Open(OrdinaryFile.Open(path, buffer: 1 << 16), path);
    }

    /// <summary>Opens a seekable stream, which then belongs to the reader.</summary>
    /// <param name="stream">Seekable stream, which the reader closes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="libraryOnly">Whether files of common structures are read by the library too.</param>
    public static H5Reader Open(Stream stream, string name, bool libraryOnly = false)
    {
        var reader = new H5Reader(stream, name);
        try
        {
            reader.RunGuarded("", () =>
            {
                if (!libraryOnly && reader.ReadPlain()) { return 0; }
                // The library adds what stands there to some addresses and not to others.
                reader._stream.Zeros = H5UserBlock.FindAddress(reader._stream);
                (reader._objects, reader._stream.Position) = (0, 0);
                reader._file = H5File.Open(reader._stream);
                reader.Walk(reader.Root, reader._file, "", 0);
                return 0;
            });
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Whether the library was not needed.</summary>
    public bool IsPlain => _file is null;

    /// <summary>Number of values in all datasets.</summary>
    public long Values => Count(Root);

    private static long Count(H5Group group) => group.Children.Values.Sum(c => c switch
    {
        H5Group inner => Count(inner),
        H5Dataset data => data.Count,
        _ => 0,
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _stream.Dispose();
    }

    /// <summary>Reads a file of common structures without the library; false for others.</summary>
    private bool ReadPlain()
    {
        string place = "";
        try
        {
            Root = H5PlainFile.Read(_stream, _userBlock, (depth, at) => Visit(depth, place = at),
                (at, read) => (offset, target) => RunGuarded(at, target, span => read(offset, span)));
            return true;
        }
        catch (NotPlainException) { return false; }
        catch (InvalidDataException e) { throw Damaged(place, e); }
    }

    private void Visit(int depth, string path)
    {
        if (depth > DeepestGroup + 1)
        {
            throw new ModelFileException(_name, path, $"groups are nested deeper than {DeepestGroup} levels.");
        }
        if (++_objects > MostObjects)
        {
            throw new ModelFileException(_name, path, $"the file holds more than {MostObjects} groups and datasets.");
        }
    }

    private void Walk(H5Group target, IH5Group source, string path, int depth)
    {
        Visit(depth, path);
        ReadAttributes(target, source, path);
        foreach (IH5Object child in source.Children())
        {
            string place = $"{path}/{child.Name}";
            target.Children[child.Name] = RunGuarded(place, () => ReadNode(child, place, depth));
        }
    }

    private H5Node ReadNode(IH5Object child, string place, int depth)
    {
        switch (child)
        {
            case IH5Group group:
                var made = new H5Group();
                Walk(made, group, place, depth + 1);
                return made;
            case NativeDataset dataset:
                Visit(depth + 1, place);
                H5Dataset data = ReadDataset(dataset, place);
                ReadAttributes(data, dataset, place);
                return data;
            default:
                throw new ModelFileException(_name, place,
                    "only groups and datasets stored in the file itself are read; links to other files or to nothing are refused.");
        }
    }

    private H5Dataset ReadDataset(NativeDataset dataset, string place)
    {
        Fletcher32.Register();
        if (dataset.Layout.Class == H5DataLayoutClass.VirtualStorage)
        {
            throw new ModelFileException(_name, place, "virtual datasets, which read other files, are refused.");
        }
        long[] dims = [.. dataset.Space.Dimensions.Select(d => checked((long)d))];
        string dtype = NumberType(dataset.Type, place);
        long bytes = checked(dims.Aggregate(1L, (a, b) => checked(a * b)) * H5Dataset.GetSize(dtype));
        long most = dataset.Layout.Class == H5DataLayoutClass.Chunked
            ? Math.Max(SmallData, checked(_stream.Length * MostRatio))
            : _stream.Length;
        if (bytes > most)
        {
            throw new ModelFileException(_name, place,
                string.Create(CultureInfo.InvariantCulture,
                    $"the dataset declares {bytes} bytes, more than a file of {_stream.Length} bytes can hold."));
        }
        return new H5Dataset(dtype, dims, (offset, target) =>
            RunGuarded(place, target, bytes == 0 ? null : span => H5Numbers.Read(dataset, dtype, dims, offset, span)));
    }

    private delegate void Fill(Span<byte> target);

    private void RunGuarded(string place, Span<byte> target, Fill? read)
    {
        if (read is null) { return; }
        try { read(target); }
#pragma warning disable CA1031 // the library throws plain exceptions of many types for damaged files
        catch (Exception e) when (e is not ModelFileException) { throw Damaged(place, e); }
#pragma warning restore CA1031
    }

    private string NumberType(IH5DataType type, string place) => (type.Class, type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 2) => "float16",
        (H5DataTypeClass.FloatingPoint, 4) => "float32",
        (H5DataTypeClass.FloatingPoint, 8) => "float64",
        (H5DataTypeClass.FixedPoint, 1 or 2 or 4 or 8) => $"{(type.FixedPoint.IsSigned ? "int" : "uint")}{type.Size * 8}",
        (H5DataTypeClass.Enumerated, 1) => "int8",
        (H5DataTypeClass.Opaque, 2) => "bfloat16",
        _ => throw new ModelFileException(_name, place,
            $"the type {type.Class} of {type.Size} bytes is not a number that Keras's files hold."),
    };

    private void ReadAttributes(H5Node target, IH5Object source, string path)
    {
        foreach (IH5Attribute attribute in source.Attributes())
        {
            string place = $"{path}@{attribute.Name}";
            object? value = RunGuarded(place, () => ReadValue(attribute));
            if (value is not null) { target.Attributes[attribute.Name] = value; }
        }
    }

    private object? ReadValue(IH5Attribute attribute)
    {
        ulong count = attribute.Space.Dimensions.Aggregate(1UL, (a, b) => checked(a * b));
        bool scalar = attribute.Space.Dimensions.Length == 0;
        if (count == 0) { return Array.Empty<string>(); }
        if ((long)count > _stream.Length) { throw new InvalidDataException($"it declares {count} values, more than the file can hold."); }
        return (attribute.Type.Class, attribute.Type.Size, scalar) switch
        {
            (H5DataTypeClass.String or H5DataTypeClass.VariableLength, _, true) => (string?)attribute.Read<string>(),
            (H5DataTypeClass.String or H5DataTypeClass.VariableLength, _, false) =>
                Array.ConvertAll(attribute.Read<string?[]>(), n => n ?? throw new InvalidDataException("a text of the list is missing")),
            (H5DataTypeClass.FixedPoint, 8, true) => attribute.Read<long>(),
            (H5DataTypeClass.FixedPoint, 4, true) => (long)attribute.Read<int>(),
            (H5DataTypeClass.FloatingPoint, 8, true) => attribute.Read<double>(),
            (H5DataTypeClass.FloatingPoint, 4, true) => (double)attribute.Read<float>(),
            _ => null,
        };
    }

    /// <summary>Runs a piece of reading; whatever the library throws becomes one exception type with the place.</summary>
    private T RunGuarded<T>(string place, Func<T> read)
    {
        try { return read(); }
        catch (ModelFileException) { throw; }
#pragma warning disable CA1031 // the library throws plain exceptions of many types for damaged files
        catch (Exception e) { throw Damaged(place, e); }
#pragma warning restore CA1031
    }

    private ModelFileException Damaged(string place, Exception e) => e.GetBaseException().Message is var text
        && text.StartsWith("Could not find filter", StringComparison.Ordinal)
        ? new(_name, place, $"its numbers are compressed in a way that Keras never uses and that is not read here ({text.Split('.')[0]}). "
            + "gzip is read, and no compression. Write the file again in Python, keras.models.load_model(\"in.h5\").save(\"out.h5\"), or "
            + "with HDF5's tools, h5repack -f GZIP=4 in.h5 out.h5.", e)
        : new(_name, place, "the file is damaged, or not an HDF5 file that Keras writes "
            + $"({e.GetBaseException().Message.TrimEnd('.')}).", e);
}
