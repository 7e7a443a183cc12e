using System.Runtime.InteropServices;
using System.Text;
using KerasDigits.Backend;
using KerasDigits.Saving.Hdf5;
using NumSharp;

namespace KerasDigits.Saving;

/// <summary>A run's state as an HDF5 file: a group for each part, a dataset for each value.</summary>
internal static class RunStateFile
{
    private const string Kind = "kind";

    /// <summary>Adds a part to a file that is being made; the open dispose scope must last until it is written.</summary>
    public static void Put(H5Group root, string part, RunState state)
    {
        H5Group group = root.Ensure([part]);
        foreach (var (name, value) in state.Values)
        {
            (H5Dataset dataset, string? kind) = value switch
            {
                double number => (new H5Dataset("float64", [], (_, target) => MemoryMarshal.Write(target, number)), "number"),
                long whole => (H5Values.Of(whole), "whole"),
                string text => (WriteBytes(Encoding.UTF8.GetBytes(text)), "text"),
                NDArray array => (H5Values.Of(Arrays.ToTensor(array)), null),
                Variable variable => (H5Values.Of(variable), (string?)null),
                _ => throw new ArgumentException($"A run's state cannot hold a {value.GetType().Name} (\"{name}\" of {part})."),
            };
            if (kind is not null) { dataset.Attributes[Kind] = new H5Text(kind); }
            group.Children[Escape(name)] = dataset;
        }
    }

    /// <summary>A part of a file; null when there is none.</summary>
    public static RunState? Find(H5Group root, string part)
    {
        if (root.Find(part) is not H5Group group) { return null; }
        var state = new RunState();
        foreach (var (name, node) in group.Children)
        {
            if (node is not H5Dataset dataset) { continue; }
            state.Put(Unescape(name), dataset.Attributes.GetValueOrDefault(Kind) switch
            {
                "number" => (object)MemoryMarshal.Read<double>(H5Values.ReadBytes(dataset)),
                "whole" => MemoryMarshal.Read<long>(H5Values.ReadBytes(dataset)),
                "text" => Encoding.UTF8.GetString(H5Values.ReadBytes(dataset)),
                _ => ReadArray(dataset),
            });
        }
        return state;
    }

    private static NDArray ReadArray(H5Dataset dataset)
    {
        using Tensor tensor = H5Values.ToTensor(dataset);
        return Arrays.ToArray(tensor);
    }

    private static H5Dataset WriteBytes(byte[] bytes) =>
        new("uint8", [bytes.Length], (offset, target) => bytes.AsSpan((int)offset, target.Length).CopyTo(target));

    // HDF5 reads a slash as a step into a group.
    private static string Escape(string name) =>
        name.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static string Unescape(string name) =>
        name.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
