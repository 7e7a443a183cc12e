using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>An array of numbers in a file.</summary>
/// <param name="Path">Its place: "/dense/dense/kernel:0", "/layers/dense/vars/0" …</param>
/// <param name="DType">NumPy's name of its type, for example "float32".</param>
/// <param name="Shape">Its sizes; none for a single number.</param>
public sealed record StoredArray(string Path, string DType, IReadOnlyList<long> Shape)
{
    /// <summary>The arrays of a .h5, .hdf5 or .keras file, a model or only weights, in the file's order; no number is read.</summary>
    /// <param name="filepath">Path of an existing .h5, .hdf5 or .keras file.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="ModelFileException">The file is damaged, or of another kind.</exception>
    /// <exception cref="ArgumentException">filepath is null or empty.</exception>
    public static IReadOnlyList<StoredArray> List(string filepath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        using KerasArchive? archive = KerasArchive.IsZip(filepath) ? new KerasArchive(filepath) : null;
        using H5Reader reader = archive?.ReadWeights() ?? H5Reader.Open(filepath);
        return [.. Of(reader.Root, "")];
    }

    private static IEnumerable<StoredArray> Of(H5Group group, string place) => group.Children.SelectMany(child => child.Value switch
    {
        H5Group inner => Of(inner, $"{place}/{child.Key}"),
        H5Dataset data => [new StoredArray($"{place}/{child.Key}", data.DType, data.Dims)],
        _ => Enumerable.Empty<StoredArray>(),
    });
}
