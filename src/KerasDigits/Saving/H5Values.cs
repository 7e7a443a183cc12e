using System.Runtime.InteropServices;
using KerasDigits.Backend;
using KerasDigits.Saving.Hdf5;
using NumSharp;

namespace KerasDigits.Saving;

/// <summary>Between variables and datasets, and between lists of names and attributes.</summary>
internal static class H5Values
{
    /// <summary>Keras's limit for one attribute; longer lists are split into name0, name1 …</summary>
    private const int AttributeLimit = 64_512;

    /// <summary>A dataset that gives a variable's bytes when the file is written, straight from its memory.</summary>
    public static H5Dataset Of(Variable variable) => Of(() => variable.value, variable.dtype, variable.value.shape);

    /// <summary>A dataset of a tensor's numbers, as long as the tensor lives.</summary>
    public static H5Dataset Of(Tensor tensor) => Of(() => tensor, DTypes.GetName(tensor.dtype), tensor.shape);

    private static H5Dataset Of(Func<Tensor> value, string dtype, long[] shape)
    {
        H5Dataset dataset = null!;
        dataset = new H5Dataset(dtype, shape,
            (_, target) =>
            {
                using var scope = Scopes.Step();
                value().detach().cpu().contiguous().bytes.CopyTo(target);
            },
            stream =>
            {
                using var scope = Scopes.Step();
                RawBytes.ForEachPiece(value().detach().cpu().contiguous(), dataset.EnumeratePieces(), (_, memory) => stream.Write(memory));
            });
        return dataset;
    }

    /// <summary>A dataset's numbers as a tensor of its own.</summary>
    public static Tensor ToTensor(H5Dataset dataset)
    {
        Tensor loaded = RawBytes.MakeEmpty(dataset.DType, dataset.Count)
            ?? throw new InvalidDataException($"an array of {dataset.DType} holds no weights");
        RawBytes.ForEachPiece(loaded, dataset.EnumeratePieces(), dataset.Read);
        return loaded.reshape([.. dataset.Dims]);
    }

    /// <summary>A dataset of one integer.</summary>
    public static H5Dataset Of(long value) => new("int64", [], (_, target) => MemoryMarshal.Write(target, value));

    /// <summary>A dataset of one integer of 32 bits.</summary>
    public static H5Dataset Of(int value) => new("int32", [], (_, target) => MemoryMarshal.Write(target, value));

    /// <summary>A dataset of one number.</summary>
    public static H5Dataset Of(float value) => new("float32", [], (_, target) => MemoryMarshal.Write(target, value));

    /// <summary>Copies a dataset's values into a variable of the same shape: straight into its memory where the types agree.</summary>
    public static void Assign(Variable variable, H5Dataset dataset)
    {
        if (dataset.Count == 0) { return; }
        if (!dataset.Dims.SequenceEqual(variable.value.shape) && variable.Takes(dataset.Dims))
        {
            variable.Rebase(Tensors.MakeEmpty(new Shape([.. dataset.Dims.Select(d => (long?)d)]), variable.dtype), variable);
        }
        if (dataset.DType == variable.dtype && RawBytes.IsPlain(variable.value))
        {
            RawBytes.ForEachPiece(variable.value, dataset.EnumeratePieces(), dataset.Read);
            Variable.MarkChanged();
            return;
        }
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor target = variable.value.detach();
        Tensor? loaded = RawBytes.MakeEmpty(dataset.DType, dataset.Count);
        if (loaded is null)
        {
            variable.assign(Arrays.ToTensor(np.array(ToDoubles(dataset.DType, ReadBytes(dataset)))).reshape(target.shape));
            return;
        }
        RawBytes.ForEachPiece(loaded, dataset.EnumeratePieces(), dataset.Read);
        variable.assign(loaded.reshape(target.shape));
    }

    /// <summary>The tree with its numbers read, for when the file is closed.</summary>
    public static H5Group CopyToMemory(H5Group source)
    {
        var copy = new H5Group();
        foreach (var (key, value) in source.Attributes) { copy.Attributes[key] = value; }
        foreach (var (name, child) in source.Children)
        {
            if (child is H5Group group) { copy.Children[name] = CopyToMemory(group); }
            else if (child is H5Dataset data)
            {
                byte[] bytes = ReadBytes(data);
                copy.Children[name] = new H5Dataset(data.DType, [.. data.Dims],
                    (offset, target) => bytes.AsSpan((int)offset, target.Length).CopyTo(target));
            }
        }
        return copy;
    }

    /// <summary>The first number of a small dataset.</summary>
    public static long ReadWhole(H5Dataset dataset) => (long)ReadNumber(dataset);

    /// <summary>The first number of a dataset.</summary>
    public static double ReadNumber(H5Dataset dataset) => ToDoubles(dataset.DType, ReadBytes(dataset))[0];

    /// <summary>All bytes of a dataset.</summary>
    public static byte[] ReadBytes(H5Dataset dataset)
    {
        byte[] bytes = new byte[dataset.ByteCount];
        if (bytes.Length > 0) { dataset.Read(0, bytes); }
        return bytes;
    }

    /// <summary>Writes a list of names, split as Keras does when it is long.</summary>
    public static void SetNames(H5Node node, string attribute, IReadOnlyList<string> names)
    {
        int width = names.Count == 0 ? 0 : names.Max(System.Text.Encoding.UTF8.GetByteCount);
        if ((long)width * names.Count <= AttributeLimit)
        {
            node.Attributes[attribute] = names.ToArray();
            return;
        }
        if (width > AttributeLimit)
        {
            throw new ArgumentException($"A name of {width} bytes is too long for an HDF5 attribute ({AttributeLimit}).");
        }
        int chunks = 2;
        while ((long)((names.Count + chunks - 1) / chunks) * width > AttributeLimit) { chunks++; }
        int each = names.Count / chunks, longer = names.Count % chunks, at = 0;
        for (int i = 0; i < chunks; i++)
        {
            int count = each + (i < longer ? 1 : 0);
            node.Attributes[$"{attribute}{i}"] = names.Skip(at).Take(count).ToArray();
            at += count;
        }
    }

    /// <summary>Reads a list of names, joined when it was split; null when there is none.</summary>
    public static string[]? ReadNames(H5Node node, string attribute)
    {
        if (node.Attributes.TryGetValue(attribute, out object? whole)) { return whole as string[] ?? (whole is string one ? [one] : null); }
        var parts = new List<string>();
        for (int i = 0; node.Attributes.TryGetValue($"{attribute}{i}", out object? part); i++) { parts.AddRange(part as string[] ?? []); }
        return parts.Count > 0 ? [.. parts] : null;
    }

    private static double[] ToDoubles(string dtype, byte[] bytes) => dtype switch
    {
        "float64" => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
        "float32" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), x => (double)x),
        "float16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), x => (double)x),
        "int64" => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), x => (double)x),
        "uint64" => Array.ConvertAll(MemoryMarshal.Cast<byte, ulong>(bytes).ToArray(), x => (double)x),
        "int32" => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), x => (double)x),
        "uint32" => Array.ConvertAll(MemoryMarshal.Cast<byte, uint>(bytes).ToArray(), x => (double)x),
        "int16" => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), x => (double)x),
        "uint16" => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), x => (double)x),
        "int8" => Array.ConvertAll(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), x => (double)x),
        _ => Array.ConvertAll(bytes, x => (double)x),
    };
}
