using NumSharp;
using NumSharp.Backends.Unmanaged;

namespace KerasDigits.Training;

/// <content>
/// What an array is asked for without its engine: NumSharp's members are not virtual, so those that lines of Python need are said again.
/// </content>
public sealed partial class Predictions
{
    /// <summary>Values of the only output by numbers, slices, masks and lists.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray this[params object[] indices]
    {
        get => GetOnly()[indices];
        set => GetOnly()[indices] = value;
    }

    /// <summary>Type of the only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new Type dtype => GetOnly().dtype;

    /// <inheritdoc cref="dtype"/>
    public new NPTypeCode typecode => GetOnly().typecode;

    /// <inheritdoc cref="shape"/>
    public new NumSharp.Shape Shape => GetOnly().Shape;

    /// <summary>Bytes from one value of the only output to the next, for each axis.</summary>
    /// <inheritdoc cref="shape"/>
    public new long[] strides => GetOnly().strides;

    /// <summary>Bytes of the only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new long nbytes => GetOnly().nbytes;

    /// <summary>Bytes of one value.</summary>
    /// <inheritdoc cref="shape"/>
    public new int itemsize => GetOnly().itemsize;

    /// <summary>The only output's values in one row.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray flat => GetOnly().flat;

    /// <summary>One value of the only output.</summary>
    /// <inheritdoc cref="shape"/>
    public new object GetValue(params int[] indices) => GetOnly().GetValue(indices);

    /// <inheritdoc cref="GetValue(int[])"/>
    public new TValue GetValue<TValue>(params int[] indices) where TValue : unmanaged => GetOnly().GetValue<TValue>(indices);

    /// <summary>One value, counted through all of the only output's.</summary>
    /// <inheritdoc cref="shape"/>
    public new object GetAtIndex(long index) => GetOnly().GetAtIndex(index);

    /// <inheritdoc cref="GetAtIndex(long)"/>
    public new TValue GetAtIndex<TValue>(long index) where TValue : unmanaged => GetOnly().GetAtIndex<TValue>(index);

    /// <inheritdoc cref="GetValue(int[])"/>
    public new bool GetBoolean(params int[] indices) => GetOnly().GetBoolean(indices);

    /// <inheritdoc cref="GetValue(int[])"/>
    public new int GetInt32(params int[] indices) => GetOnly().GetInt32(indices);

    /// <inheritdoc cref="GetValue(int[])"/>
    public new long GetInt64(params int[] indices) => GetOnly().GetInt64(indices);

    /// <summary>The memory of the only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new ArraySlice<TValue> Data<TValue>() where TValue : unmanaged => GetOnly().Data<TValue>();

    /// <inheritdoc cref="Data{TValue}"/>
    public new ArraySlice<TValue> GetData<TValue>() where TValue : unmanaged => GetOnly().GetData<TValue>();

    /// <summary>Copies the only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new void CopyTo<TValue>(TValue[] array) where TValue : unmanaged => GetOnly().CopyTo(array);

    /// <summary>The only value, or one that is counted through, or at a place of each axis.</summary>
    /// <inheritdoc cref="shape"/>
    public new object item(params long[] indices) => indices.Length == 0 ? GetOnly().item() : GetOnly().item(indices);

    /// <inheritdoc cref="item(long[])"/>
    public new TValue item<TValue>(params long[] indices) where TValue : unmanaged =>
        indices.Length == 0 ? GetOnly().item<TValue>() : GetOnly().item<TValue>(indices);

    /// <summary>The only output's values as lists.</summary>
    /// <inheritdoc cref="shape"/>
    public new object tolist() => GetOnly().tolist();

    /// <summary>The bytes of the only output's values.</summary>
    /// <inheritdoc cref="shape"/>
    public new byte[] tobytes(char order = 'C') => GetOnly().tobytes(order);

    /// <summary>Whether a value is among the only output's.</summary>
    /// <inheritdoc cref="shape"/>
    public new bool Contains(object value) => GetOnly().Contains(value);

    /// <summary>Places of the only output's values in rising order.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray argsort(int? axis = -1) => GetOnly().argsort(axis);

    /// <summary>Puts the only output's values into rising order.</summary>
    /// <inheritdoc cref="shape"/>
    public new void sort(int? axis = -1, string? kind = null) => GetOnly().sort(axis, kind);

    /// <summary>Each value of the only output repeated.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray repeat(int repeats, int? axis = null) => GetOnly().repeat(repeats, axis);

    /// <summary>The only output's values moved along an axis.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray roll(int shift, int axis) => GetOnly().roll(shift, axis);

    /// <summary>Entries of an axis of the only output by number.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray take(NDArray indices, int? axis = null, NDArray? @out = null, string mode = "raise") =>
        GetOnly().take(indices, axis, @out!, mode);

    /// <summary>The different values of the only output.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray unique(int? axis = null, bool equal_nan = true, bool sorted = true) => GetOnly().unique(axis, equal_nan, sorted);

    /// <summary>The only output's mean along an axis.</summary>
    /// <inheritdoc cref="shape"/>
    public new NDArray mean(int axis, bool keepdims = false) => GetOnly().mean(axis, keepdims);

    /// <summary>Whether these are the same outputs, or an array is equal to the only one.</summary>
    /// <param name="obj">Predictions, an array, or anything else (null too), which is not equal.</param>
    public override bool Equals(object? obj) => _several is null ? _outputs[0].Equals(obj) : ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
