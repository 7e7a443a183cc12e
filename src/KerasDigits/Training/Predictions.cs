using KerasDigits.Backend;
using NumSharp;
using NumSharp.Backends;
using NumSharp.Generic;

namespace KerasDigits.Training;

/// <summary>
/// What predict gives: the array of a model's only output; of several outputs the list of their arrays,
/// <c>var (a, b) = model.predict(x);</c>, <c>model.predict(x)[0]</c>; where the model gives a dictionary also by name,
/// <c>model.predict(x)["left"]</c>.
/// </summary>
/// <remarks>As an array it is the only output's; a model with several has no such array: whatever is computed with it says so.</remarks>
public sealed partial class Predictions : NDArray, System.Collections.IEnumerable
{
    private readonly NDArray[] _outputs;
    private readonly IReadOnlyList<string>? _keys;

    /// <summary>Whether the outputs have names: a dictionary's.</summary>
    internal bool HasNames => _keys is not null;

    private readonly SeveralArrays? _several;

    internal Predictions(NDArray[] outputs, IReadOnlyList<string>? keys)
        : base(outputs.Length == 1 ? outputs[0].Unsafe.Storage : new UnmanagedStorage(NPTypeCode.Single))
    {
        (_outputs, _keys) = (outputs, keys);
        if (outputs.Length == 1) { return; }
        TensorEngine = _several = new SeveralArrays(outputs);
        // What does not ask the engine for values would find an array without any, and give others like it in silence.
        Storage = null!;
    }

    /// <summary>The arrays, one for each output.</summary>
    public IReadOnlyList<NDArray> outputs => _outputs;

    /// <summary>Python's <c>len(predictions)</c>: the number of outputs, or of samples where there is one output.</summary>
    public long Count => _outputs.Length == 1 ? _outputs[0].shape[0] : _outputs.Length;

    /// <summary>The same outputs in memory of their own: Python's <c>copy.deepcopy(predictions)</c>.</summary>
    public new Predictions Clone() => new([.. _outputs.Select(o => o.copy())], _keys);

    /// <summary>The names of the outputs where the model gives a dictionary; null: it gives an array or a list.</summary>
    public IReadOnlyList<string>? keys => _keys;

    /// <summary>Of several outputs one's array; of one output a sample's values.</summary>
    /// <param name="index">Number of the output, or of the sample, from 0; negative: from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public NDArray this[int index]
    {
        get => _outputs.Length == 1 ? _outputs[0][(object)index]
            : index < _outputs.Length && index >= -_outputs.Length ? _outputs[index < 0 ? index + _outputs.Length : index]
            : throw new ArgumentOutOfRangeException(nameof(index), $"The model has {_outputs.Length} outputs, so `index` must be from "
                + $"{-_outputs.Length} to {_outputs.Length - 1}. Received: {index}.");
        set => GetOnly()[(object)index] = value;
    }

    /// <summary>
    /// The array of the output of that name, where the model gives a dictionary; else NumSharp's slices of the only output:
    /// <c>model.predict(x)[":, 0"]</c>.
    /// </summary>
    /// <param name="key">Name of the output.</param>
    /// <exception cref="KeyNotFoundException">The model gives several outputs by name, and none of that name.</exception>
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

    /// <summary>Rows and columns of the only output's array exchanged.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray T => GetOnly().T;

    /// <summary>All values of the only output's array in one row.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray flatten(char order = 'C') => GetOnly().flatten(order);

    /// <inheritdoc cref="flatten"/>
    public new NDArray ravel(char order = 'C') => GetOnly().ravel(order);

    /// <summary>The only output's values in another shape; one size may be -1.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray reshape(params int[] shape) => GetOnly().reshape(shape);

    /// <summary>The only output's values as another type.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray astype(Type dtype, bool copy = true) => GetOnly().astype(dtype, copy);

    /// <summary>The only output's values in memory of their own.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray copy(char order = 'C') => GetOnly().copy(order);

    /// <summary>The only output's array without axes of size 1, or without one of them.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray squeeze(int? axis = null) => GetOnly().squeeze(axis);

    /// <summary>The only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new TValue[] ToArray<TValue>() where TValue : unmanaged => GetOnly().ToArray<TValue>();

    /// <summary>One value of the only output. NumSharp's own reads other numbers where they are no float32.</summary>
    /// <inheritdoc cref="shape"/>
    public new float GetSingle(params int[] indices) =>
        GetOnly() is { typecode: NPTypeCode.Single } only ? only.GetSingle(indices) : (float)GetDouble(indices);

    /// <summary>One value of the only output. NumSharp's own reads other numbers where they are no float64.</summary>
    /// <inheritdoc cref="shape"/>
    public new double GetDouble(params int[] indices) => GetOnly().GetValue(indices) is var value && value is Half half ? (double)half
        : Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The outputs one after the other, as Python goes through a list; of one output its rows.</summary>
    public new IEnumerator<NDArray> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's <c>list(predictions)</c>: the arrays of the outputs; of one output its rows.</summary>
    public NDArray[] ToArray() => [.. this];

    private NDArray GetOnly() => _several is null ? _outputs[0] : throw _several.Refuse();

    /// <summary>Two outputs.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="second">The second output.</param>
    public void Deconstruct(out NDArray first, out NDArray second) => (first, second) = (GetAt(0, 2), GetAt(1, 2));

    /// <summary>Three outputs.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="second">The second output.</param>
    /// <param name="third">The third output.</param>
    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third) =>
        (first, second, third) = (GetAt(0, 3), GetAt(1, 3), GetAt(2, 3));

    /// <summary>Four outputs.</summary>
    /// <param name="first">The first output.</param>
    /// <param name="second">The second output.</param>
    /// <param name="third">The third output.</param>
    /// <param name="fourth">The fourth output.</param>
    public void Deconstruct(out NDArray first, out NDArray second, out NDArray third, out NDArray fourth)
        => (first, second, third, fourth) = (GetAt(0, 4), GetAt(1, 4), GetAt(2, 4), GetAt(3, 4));

    private NDArray GetAt(int i, int names) => _outputs.Length == names ? _outputs[i]
        : throw new ArgumentException($"There must be as many names as outputs, {_outputs.Length}. Received: {names}.");

    /// <summary>Outputs by name, for a model that returns a dictionary.</summary>
    /// <exception cref="InvalidOperationException">It gives none.</exception>
    public Dictionary<string, NDArray> ToDictionary() => _keys?.Zip(_outputs).ToDictionary(p => p.First, p => p.Second)
        ?? throw new InvalidOperationException("The model's outputs have no names here: it was made with a list of outputs, not a "
            + "dictionary. Take them by position.");

    /// <inheritdoc/>
    public override string ToString() => _keys is not null
        ? $"{{{string.Join(", ", _keys.Zip(_outputs, (k, o) => $"'{k}': {o}"))}}}"
        : _outputs.Length == 1 ? _outputs[0].ToString() : $"[{string.Join(", ", _outputs.Select(o => o.ToString()))}]";

    /// <summary>The sum, value by value, with the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray operator +(object left, Predictions right) => left + right.GetOnly();

    /// <inheritdoc cref="op_Addition(object, Predictions)"/>
    public static NDArray operator +(NDArray left, Predictions right) => left + right.GetOnly();

    /// <summary>The difference, value by value, with the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray operator -(object left, Predictions right) => left - right.GetOnly();

    /// <inheritdoc cref="op_Subtraction(object, Predictions)"/>
    public static NDArray operator -(NDArray left, Predictions right) => left - right.GetOnly();

    /// <summary>The product, value by value, with the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray operator *(object left, Predictions right) => left * right.GetOnly();

    /// <inheritdoc cref="op_Multiply(object, Predictions)"/>
    public static NDArray operator *(NDArray left, Predictions right) => left * right.GetOnly();

    /// <summary>The quotient, value by value, with the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray operator /(object left, Predictions right) => left / right.GetOnly();

    /// <inheritdoc cref="op_Division(object, Predictions)"/>
    public static NDArray operator /(NDArray left, Predictions right) => left / right.GetOnly();

    /// <summary>The remainder, value by value, with the only output's array.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray operator %(object left, Predictions right) => left % right.GetOnly();

    /// <inheritdoc cref="op_Modulus(object, Predictions)"/>
    public static NDArray operator %(NDArray left, Predictions right) => left % right.GetOnly();

    /// <summary>Where the only output's values are above others.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray<bool> operator >(Predictions left, object right) => left.GetOnly() > right;

    /// <summary>Where the only output's values are below others.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray<bool> operator <(Predictions left, object right) => left.GetOnly() < right;

    /// <summary>Where the only output's values are at least others.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray<bool> operator >=(Predictions left, object right) => left.GetOnly() >= right;

    /// <summary>Where the only output's values are at most others.</summary>
    /// <exception cref="InvalidOperationException">There are several outputs.</exception>
    public static NDArray<bool> operator <=(Predictions left, object right) => left.GetOnly() <= right;

    /// <summary>All arrays: Python's list of outputs.</summary>
    public static implicit operator NDArray[](Predictions predictions) => [.. predictions._outputs];
}
