using System.Collections;
using NumSharp;

namespace KerasDigits.Data;

/// <summary>A stream of elements that is read again from its start in every epoch: tf.data.Dataset.</summary>
/// <remarks>Elements are computed when they are wanted. What is random comes from generators of its own: a seed gives the same order in
/// every run, not TensorFlow's order. Source: TF 2.3.1, data/ops/dataset_ops.py.</remarks>
public partial class Dataset : IEnumerable<Element>
{
    /// <summary>The cardinality of a data set without end.</summary>
    public const long INFINITE = -1;

    /// <summary>The cardinality of a data set whose length shows itself only at its end.</summary>
    public const long UNKNOWN = -2;

    private readonly Func<IEnumerable<Element>> _open;
    private readonly Func<long> _count;
    private readonly long? _batch;
    private readonly bool _batches;

    /// <summary>A data set of what an enumeration gives.</summary>
    /// <param name="open">Starts an epoch.</param>
    /// <param name="count">Elements of an epoch, or INFINITE, UNKNOWN.</param>
    /// <param name="like">The data set before, whose batches its elements are; null: none.</param>
    private protected Dataset(Func<IEnumerable<Element>> open, Func<long> count, Dataset? like = null)
    {
        (_open, _count) = (open, count);
        if (like is null) { return; }
        (_batches, _batch) = (like._batches, like._batch);
        DependOn(like);
    }

    private Dataset(Func<IEnumerable<Element>> open, Func<long> count, long? batch) : this(open, count) =>
        (_batches, _batch) = (true, batch);

    /// <summary>Elements of an epoch; INFINITE or UNKNOWN where there is no such number.</summary>
    public long cardinality() => _count();

    /// <summary>Elements of an epoch: Python's len(dataset).</summary>
    /// <exception cref="InvalidOperationException">The data set is without end, or its length is unknown.</exception>
    public int Length => cardinality() is >= 0 and long n ? (int)n
        : throw new InvalidOperationException(cardinality() == INFINITE ? "The dataset is infinite." : "The dataset length is unknown.");

    /// <summary>Form of the elements: a <see cref="TensorSpec"/>, or in the order of a tuple or dictionary several. Read from the first
    /// element.</summary>
    /// <exception cref="InvalidOperationException">There is no element.</exception>
    public IReadOnlyList<TensorSpec> element_spec
    {
        get
        {
            Element first = this.FirstOrDefault()
                ?? throw new InvalidOperationException("The data set holds no element, so that its form is unknown.");
            return [.. first.EnumerateLeaves().Select(a => new TensorSpec(GetShape(a), GetName(a)))];
        }
    }

    /// <summary>The names of the classes in the order of their numbers: of what image_dataset_from_directory gives.</summary>
    /// <exception cref="InvalidOperationException">It is another data set, one made of that by map or cache for instance.</exception>
    public IReadOnlyList<string> class_names => ReadFolder(nameof(class_names)).class_names;

    /// <summary>The paths of the images: of what image_dataset_from_directory gives.</summary>
    /// <exception cref="InvalidOperationException">It is another data set, one made of that by map or cache for instance.</exception>
    public IReadOnlyList<string> file_paths => ReadFolder(nameof(file_paths)).file_paths;

    /// <summary>What the elements are batches of, where they are: fit lets several workers read it.</summary>
    internal Sequence? Source { get; private init; }

    private IPictureFolder ReadFolder(string wanted) => Source as IPictureFolder ?? throw new InvalidOperationException(
        $"This data set has no {wanted}: image_dataset_from_directory's own has, and what map, cache, shuffle … make of it no longer. "
        + $"Take them before: var names = ds.{wanted};");

    /// <summary>An epoch's elements.</summary>
    public IEnumerator<Element> GetEnumerator() => _open().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The elements as arrays: Python's <c>for x in dataset.as_numpy_iterator()</c>.</summary>
    public IEnumerable<Element> as_numpy_iterator() => this;

    /// <summary>A data set goes into fit, evaluate and predict.</summary>
    public static implicit operator ModelData(Dataset data) => data.Source is { } batches ? batches : ModelData.FromDataset(data);

    /// <summary>A data set is what fit validates on.</summary>
    public static implicit operator ValidationData(Dataset data) => (ModelData)data;

    private Shape GetShape(NDArray a)
    {
        long?[] axes = [.. a.shape.Select(d => (long?)d)];
        if (_batches && axes.Length > 0) { axes[0] = _batch; }
        return new Shape(axes);
    }

    private static string GetName(NDArray a) => a.typecode switch
    {
        NPTypeCode.Single => "float32",
        NPTypeCode.Double => "float64",
        NPTypeCode.Half => "float16",
        NPTypeCode.Byte => "uint8",
        NPTypeCode.SByte => "int8",
        NPTypeCode.Int16 => "int16",
        NPTypeCode.Int32 => "int32",
        NPTypeCode.Int64 => Backend.Texts.Holds(a) ? "string" : "int64",
        NPTypeCode.Boolean => "bool",
        _ => a.typecode.ToString().ToLowerInvariant(),
    };
}
