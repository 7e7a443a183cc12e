using NumSharp;

namespace KerasDigits.Training;

/// <summary>
/// What predict gives: the array of a model's only output; of several outputs the list of their arrays,
/// <c>var (a, b) = model.predict(x);</c>, <c>model.predict(x)[0]</c>; where the model gives a dictionary also by name,
/// <c>model.predict(x)["left"]</c>.
/// </summary>
/// <remarks>As an array it is the only output's; a model with several has no such array: shape, ndim and size then say so, and the array is
/// empty.</remarks>
public sealed class Predictions : NDArray
{
    private readonly NDArray[] _outputs;
    private readonly IReadOnlyList<string>? _keys;

    /// <summary>Whether the outputs have names: a dictionary's.</summary>
    internal bool HasNames => _keys is not null;

    internal Predictions(NDArray[] outputs, IReadOnlyList<string>? keys)
        : base(outputs.Length == 1
            ? outputs[0].Unsafe.Storage
            : new NDArray(NPTypeCode.Single, new NumSharp.Shape(0), false).Unsafe.Storage) => (_outputs, _keys) = (outputs, keys);

    /// <summary>The arrays, one for each output.</summary>
    public IReadOnlyList<NDArray> outputs => _outputs;

    /// <summary>Python's <c>len(predictions)</c>: the number of outputs, or of samples where there is one output.</summary>
    public long Count => _outputs.Length == 1 ? _outputs[0].shape[0] : _outputs.Length;

    /// <summary>Of several outputs one's array; of one output a sample's values.</summary>
    public NDArray this[int index]
    {
        get => _outputs.Length > 1 ? _outputs[index < 0 ? index + _outputs.Length : index] : _outputs[0][(object)index];
        set => GetOnly()[(object)index] = value;
    }

    /// <summary>
    /// The array of the output of that name, where the model gives a dictionary; else NumSharp's slices of the only output:
    /// <c>model.predict(x)[":, 0"]</c>.
    /// </summary>
    public new NDArray this[string key]
    {
        get => _keys?.ToList().IndexOf(key) is >= 0 and int at ? _outputs[at]
            : _outputs.Length > 1 && _keys is not null
            ? throw new KeyNotFoundException($"The model gives no output \"{key}\". It gives: {string.Join(", ", _keys)}.")
            : GetOnly()[key];
        set => GetOnly()[key] = value;
    }

    /// <summary>Shape of the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public new long[] shape => GetOnly().shape;

    /// <summary>Number of axes of the only output's array.</summary>
    /// <inheritdoc cref="shape"/>
    public new int ndim => GetOnly().ndim;

    /// <summary>Number of values of the only output's array.</summary>
    /// <inheritdoc cref="shape"/>
    public new long size => GetOnly().size;

    private NDArray GetOnly() => _outputs.Length == 1 ? _outputs[0]
        : throw new InvalidOperationException($"The model has {_outputs.Length} outputs, and predict gives an array for each: take them "
            + "apart, var (a, b) = model.predict(x), or choose one, model.predict(x)[0].");

    /// <summary>Two outputs.</summary>
    public void Deconstruct(out NDArray first, out NDArray second) => (first, second) = (GetAt(0, 2), GetAt(1, 2));

    /// <summary>Three outputs.</summary>
    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third) =>
        (first, second, third) = (GetAt(0, 3), GetAt(1, 3), GetAt(2, 3));

    /// <summary>Four outputs.</summary>
    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third, out NDArray fourth)
        => (first, second, third, fourth) = (GetAt(0, 4), GetAt(1, 4), GetAt(2, 4), GetAt(3, 4));

    private NDArray GetAt(int i, int names) => _outputs.Length == names ? _outputs[i]
        : throw new ArgumentException($"There must be as many names as outputs, {_outputs.Length}. Received: {names}.");

    /// <summary>The arrays by name: of a model that gives a dictionary.</summary>
    /// <exception cref="InvalidOperationException">It gives none.</exception>
    public Dictionary<string, NDArray> ToDictionary() => _keys?.Zip(_outputs).ToDictionary(p => p.First, p => p.Second)
        ?? throw new InvalidOperationException("The model's outputs have no names here: it was made with a list of outputs, not a "
            + "dictionary. Take them by position.");

    /// <inheritdoc/>
    public override string ToString() => _keys is not null
        ? $"{{{string.Join(", ", _keys.Zip(_outputs, (k, o) => $"'{k}': {o}"))}}}"
        : _outputs.Length == 1 ? _outputs[0].ToString() : $"[{string.Join(", ", _outputs.Select(o => o.ToString()))}]";

    /// <summary>All arrays: Python's list of outputs.</summary>
    public static implicit operator NDArray[](Predictions predictions) => [.. predictions._outputs];
}
