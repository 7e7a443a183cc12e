using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's functions that order, pick and place values, under <c>tf</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfPicking
{
    // Of as many classes the matrix would fill 32 GiB.
    private const long MostClasses = 1 << 16;

    /// <summary>Values in order along an axis.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <param name="direction">"ASCENDING" or "DESCENDING".</param>
    [KerasExport("tf.sort")]
    public static Tensor sort(Tensor values, int axis = -1, string direction = "ASCENDING") =>
        torch.sort(values, axis, IsDescending(direction)).values;

    /// <summary>Places of the values in their order along an axis, int32.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <param name="direction">"ASCENDING" or "DESCENDING".</param>
    [KerasExport("tf.argsort")]
    public static Tensor argsort(Tensor values, int axis = -1, string direction = "ASCENDING") =>
        torch.sort(values, axis, IsDescending(direction), stable: true).indices.to_type(torch.ScalarType.Int32);

    /// <summary>The values, or rows, where a mask holds.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="mask">Booleans over its leading axes.</param>
    [KerasExport("tf.boolean_mask")]
    public static Tensor boolean_mask(Tensor tensor, Tensor mask) => tensor[mask.to_type(torch.ScalarType.Bool)];

    /// <summary>A block: from these places, that many along each axis; -1: all that is left.</summary>
    /// <param name="input_">Tensor of any shape.</param>
    /// <param name="begin">First position along each axis.</param>
    /// <param name="size">Number of entries along each axis; -1: all from the first position on.</param>
    [KerasExport("tf.slice")]
    public static Tensor slice(Tensor input_, IntList begin, IntList size) => Enumerable.Range(0, begin.Count)
        .Aggregate(input_, (x, i) => x.narrow(i, begin[i], size[i] == -1 ? x.size(i) - begin[i] : size[i]));

    /// <summary>Coordinates of a grid, one tensor per axis.</summary>
    /// <param name="args">The axes' values.</param>
    [KerasExport("tf.meshgrid")]
    public static Tensor[] meshgrid(params Tensor[] args) => torch.meshgrid(args, "xy");

    /// <summary>Sums of products by letters.</summary>
    /// <param name="equation">Such as "ij,jk->ik".</param>
    /// <param name="inputs">As many tensors as the equation has terms.</param>
    [KerasExport("tf.einsum", "tf.linalg.einsum")]
    public static Tensor einsum(string equation, params Tensor[] inputs) => LinearAlgebraOps.Einsum(equation, inputs);

    /// <summary>Different values in the order in which they come first, and for each value the place of its like, int32.</summary>
    /// <param name="x">Values of shape (values,).</param>
    [KerasExport("tf.unique")]
    public static (Tensor y, Tensor idx) unique(Tensor x)
    {
        double[] values = Arrays.ToValues<double>(x);
        var places = new Dictionary<double, int>();
        var first = new List<long>();
        int[] index = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!places.TryGetValue(values[i], out index[i]))
            {
                index[i] = places[values[i]] = first.Count;
                first.Add(i);
            }
        }
        return (x.index_select(0, torch.tensor(first.ToArray(), device: x.device)), torch.tensor(index, device: x.device));
    }

    /// <summary>Values or rows at places that the last axis of indices names.</summary>
    /// <param name="params">Tensor of any shape.</param>
    /// <param name="indices">Positions, shape (…, axes): the last axis has a number for each of the first axes of params.</param>
    /// <returns>Shape (…), then the axes of params that indices do not name.</returns>
    [KerasExport("tf.gather_nd")]
    public static Tensor gather_nd(Tensor @params, Tensor indices)
    {
        long[] shape = @params.shape;
        int axes = (int)indices.size(-1);
        Tensor number = PlaceNumbers.CountThrough(PlaceNumbers.Demand(indices, nameof(indices)), shape, nameof(indices));
        Tensor rows = @params.reshape([shape[..axes].Aggregate(1L, (x, y) => x * y), .. shape[axes..]]);
        return rows.index_select(0, number).reshape([.. indices.shape[..^1], .. shape[axes..]]);
    }

    /// <summary>A tensor with other values, or rows, at places that the last axis of indices names.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="indices">Positions, shape (n, axes).</param>
    /// <param name="updates">New values, shape (n, …).</param>
    /// <returns>A new tensor in its shape.</returns>
    [KerasExport("tf.tensor_scatter_nd_update")]
    public static Tensor tensor_scatter_nd_update(Tensor tensor, Tensor indices, Tensor updates) =>
        OpsShapes.scatter_update(tensor, PlaceNumbers.Demand(indices, nameof(indices)), updates);

    /// <summary>Zeros with values added at places that the last axis of indices names.</summary>
    /// <param name="indices">Positions, shape (n, axes).</param>
    /// <param name="updates">Values, shape (n, …); those of one position add up.</param>
    /// <param name="shape">Shape of the result.</param>
    [KerasExport("tf.scatter_nd")]
    public static Tensor scatter_nd(Tensor indices, Tensor updates, Shape shape) => 
        OpsShapes.scatter(PlaceNumbers.Demand(indices, nameof(indices)), updates, shape);

    /// <summary>Values moved along axes; what leaves at one end comes in at the other.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="shift">Places to move towards the end; negative ones towards the start.</param>
    /// <param name="axis">Axis to move along.</param>
    [KerasExport("tf.roll")]
    public static Tensor roll(Tensor input, int shift, int axis) => input.roll(shift, axis);

    /// <summary>A matrix without what is more than num_lower below or num_upper above its diagonal; -1: all stays there.</summary>
    /// <param name="input">Matrices, shape (…, m, n).</param>
    /// <param name="num_lower">Diagonals below the main one to keep; negative: all.</param>
    /// <param name="num_upper">Diagonals above the main one to keep; negative: all.</param>
    /// <returns>Same shape, 0 elsewhere.</returns>
    [KerasExport("tf.linalg.band_part")]
    public static Tensor band_part(Tensor input, int num_lower, int num_upper)
    {
        Tensor upper = num_lower < 0 ? input : input.triu(-num_lower);
        return num_upper < 0 ? upper : upper.tril(num_upper);
    }

    /// <summary>How often each true class (row) was predicted as each class (column), int32.</summary>
    /// <param name="labels">True classes, whole numbers of shape (samples,).</param>
    /// <param name="predictions">Predicted classes, whole numbers of shape (samples,).</param>
    /// <param name="num_classes">Number of classes; null: the largest one and 1.</param>
    /// <exception cref="ArgumentException">Not as many labels as predictions, or one that is no class.</exception>
    [KerasExport("tf.math.confusion_matrix")]
    public static Tensor confusion_matrix(TensorLike labels, TensorLike predictions, int? num_classes = null)
    {
        Tensor rows = PlaceNumbers.Read(labels.ToTensor(), nameof(labels)).reshape(-1),
            columns = PlaceNumbers.Read(predictions.ToTensor(), nameof(predictions)).reshape(-1);
        Guard.That(rows.numel() == columns.numel(),
            $"labels and predictions must be as many. Received: {rows.numel()} and {columns.numel()}.", nameof(predictions));
        long n = num_classes ?? (rows.numel() == 0 ? 0 : Math.Max(rows.max().item<long>(), columns.max().item<long>()) + 1);
        foreach (var (numbers, name) in ((Tensor, string)[])[(rows, nameof(labels)), (columns, nameof(predictions))])
        {
            Guard.That(numbers.numel() == 0 || (numbers.min().item<long>() >= 0 && numbers.max().item<long>() < n),
                $"`{name}` must be classes from 0 to {n - 1}. Received: {numbers.min().item<long>()} to {numbers.max().item<long>()}.",
                name);
        }
        Guard.That(n < MostClasses, $"A matrix of {n} classes has {(Int128)n * n} numbers, which are too many: the greatest of `labels` "
            + $"and `predictions` says how many classes there are. There must be fewer than {MostClasses}.", nameof(labels));
        return torch.bincount((rows * n) + columns, null, n * n).reshape(n, n).to_type(torch.ScalarType.Int32);
    }

    /// <summary>x / y, and 0 where y is 0.</summary>
    /// <param name="x">Dividend: tensor, array or number.</param>
    /// <param name="y">Divisor; broadcast with x.</param>
    [KerasExport("tf.math.divide_no_nan")]
    public static Tensor divide_no_nan(Operand x, Operand y) =>
        OpsMath.where(OpsMath.equal(y, 0), 0.0, OpsMath.divide(x, OpsMath.where(OpsMath.equal(y, 0), 1.0, y)));

    private static bool IsDescending(string direction) =>
        Guard.OneOf(direction, ["ASCENDING", "DESCENDING"], nameof(direction)) == "DESCENDING";
}
