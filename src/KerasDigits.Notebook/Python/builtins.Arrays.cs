using System.Collections;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Numbers and parts that are taken out of arrays, and what changes in its place.</content>
public static partial class builtins
{
    /// <summary>
    /// What NumPy takes out of an array by places: a number by itself, which later changes of the array do not reach, where no axis is
    /// left; otherwise the part of the array.
    /// </summary>
    /// <param name="part">The part: <c>a[i]</c>.</param>
    public static NDArray taken(NDArray part) => part.ndim == 0 ? part.copy() : part;

    /// <summary>Python's <c>a += b</c>: an array or a list is changed where it stands, under all its names; of all else the sum.</summary>
    /// <param name="a">What is added to.</param>
    /// <param name="b">What is added.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    public static dynamic iadd(object? a, object? b)
    {
        if (a is not IList { IsFixedSize: false, IsReadOnly: false } list || a is ITupleList) { return Change(a, add(a, b), "add"); }
        foreach (object? item in each(b).ToList()) { list.Add(item); }
        return list;
    }

    /// <inheritdoc cref="iadd(object?, object?)"/>
    public static NDArray iadd(NDArray a, object? b) => Change(a, add(a, b), "add");

    /// <summary>Python's <c>a -= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">What is taken from.</param>
    /// <param name="b">What is taken.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic isub(object? a, object? b) =>
        CountWhole('-', a, b) ?? Change(a, (dynamic)a! - (dynamic)ReadOperand(a, b)!, "subtract");

    /// <inheritdoc cref="isub(object?, object?)"/>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray isub(NDArray a, object? b) => isub((object)a, b);

    /// <summary>Python's <c>a *= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">What is multiplied.</param>
    /// <param name="b">The factor: a number, or an array that broadcasts to a.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic imul(object? a, object? b) =>
        CountWhole('*', a, b) ?? Change(a, (dynamic)a! * (dynamic)ReadOperand(a, b)!, "multiply");

    /// <inheritdoc cref="imul(object?, object?)"/>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray imul(NDArray a, object? b) => imul((object)a, b);

    /// <summary>Python's <c>list *= n</c>: the list holds its items n times, under all its names.</summary>
    /// <param name="list">The list, changed in place.</param>
    /// <param name="n">How often; below 1: the list is emptied.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static List<T> imul<T>(List<T> list, int n)
    {
        T[] items = [.. list];
        if (n < 1) { list.Clear(); }
        for (int i = 1; i < n; i++) { list.AddRange(items); }
        return list;
    }

    /// <summary>Python's <c>a /= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">What is divided.</param>
    /// <param name="b">The divisor: a number, or an array that broadcasts to a.</param>
    /// <exception cref="NumSharp.TypeError">The array holds whole numbers.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static dynamic itruediv(object? a, object? b) => Change(a, truediv(a, ReadOperand(a, b)), "divide");

    /// <inheritdoc cref="itruediv(object?, object?)"/>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray itruediv(NDArray a, object? b) => itruediv((object)a, b);

    /// <summary>Python's <c>a **= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">The array, changed in place.</param>
    /// <param name="b">The exponent: a number, or an array that broadcasts to a.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray ipow(NDArray a, object? b) => Change(a, np.power(a, (dynamic)ReadOperand(a, b)!), "power");

    /// <summary>Python's <c>a //= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">What is divided.</param>
    /// <param name="b">The divisor: a number, or an array that broadcasts to a.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray ifloordiv(NDArray a, object? b) => Change(a, np.floor_divide(a, (dynamic)ReadOperand(a, b)!), "floor_divide");

    /// <summary>Python's <c>a %= b</c>: an array is changed where it stands, under all its names.</summary>
    /// <param name="a">What is divided.</param>
    /// <param name="b">The divisor: a number, or an array that broadcasts to a.</param>
    /// <exception cref="NumSharp.TypeError">An array of whole numbers would hold fractions.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static NDArray imod(NDArray a, object? b) => Change(a, a % (dynamic)ReadOperand(a, b)!, "remainder");

    private static object? ReadOperand(object? a, object? b) => a is NDArray && b is IList and not NDArray ? to_array(b) : b;

    // A number out of an array is a value: its name gets another one. An array takes the values in.
    private static dynamic Change(object? place, object result, string name)
    {
        if (place is not NDArray { ndim: > 0 } array || result is not NDArray values) { return result; }
        if (FindKind(values.typecode) > FindKind(array.typecode))
        {
            throw new TypeError($"Cannot cast ufunc '{name}' output from dtype('{Pandas.NumberType.GetName(values.typecode)}') to "
                + $"dtype('{Pandas.NumberType.GetName(array.typecode)}') with casting rule 'same_kind'");
        }
        array["..."] = values;
        return array;
    }

    private static int FindKind(NPTypeCode type) => type switch
    {
        NPTypeCode.Boolean => 0,
        NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half or NPTypeCode.Decimal => 2,
        _ => 1,
    };
}
