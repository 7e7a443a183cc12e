using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using KerasDigits.Internals;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Python's built-in functions: <c>using static KerasDigits.Notebook.builtins;</c> and <c>print("shape: " + str(x.shape))</c>.
/// </summary>
public static partial class builtins
{
    /// <summary>Writes a value as Python's print does.</summary>
    /// <param name="value">Anything: what is a list of objects too, a column of a frame for instance, is written as itself.</param>
    [OverloadResolutionPriority(1)]
    public static void print(object? value) => Console.Out.Write(str(value) + "\n");

    /// <summary>
    /// Writes values as Python's print does: arrays as NumPy, numbers, lists, tuples, dictionaries and None as Python. A <c>long[]</c> is a
    /// shape, so it is written as a tuple.
    /// </summary>
    /// <param name="values">What is written, a blank between; null: None.</param>
    public static void print(params object?[]? values) => Console.Out.Write(Join(values, " ") + "\n");

    /// <summary>Python's <c>print(a, b, end="")</c>: <c>print([a, b], end: "")</c>.</summary>
    /// <param name="values">What is written.</param>
    /// <param name="end">Written after the last value instead of a new line.</param>
    /// <param name="sep">Written between values.</param>
    public static void print(object?[] values, string end, string sep = " ")
    {
        Console.Out.Write(Join(values, sep) + end);
        Console.Out.Flush();
    }

    /// <summary>Python's <c>print(a, b, sep=", ")</c>: <c>print([a, b], sep: ", ")</c>.</summary>
    /// <param name="values">What is written.</param>
    /// <param name="sep">Written between values.</param>
    public static void print(object?[] values, string sep) => Console.Out.Write(Join(values, sep) + "\n");

    /// <summary>A value as Python's str writes it: 0.5, 1.0, True, None, (9600, 784), arrays as NumPy prints them.</summary>
    /// <param name="value">Any value, null (None) too.</param>
    public static string str(object? value) => PythonText.FormatStr(value);

    /// <summary>A value as Python's prompt shows it: strings in quotes, arrays as <c>array([6, 6, 8, ..., 6, 0, 3])</c>.</summary>
    /// <param name="value">Any value, null (None) too.</param>
    public static string repr(object? value) => PythonText.FormatRepr(value);

    /// <summary>A number rounded to the nearest whole one; halves go to the even one, as in Python.</summary>
    /// <param name="number">The number to round.</param>
    /// <exception cref="OverflowException">The number is not finite or does not fit an int.</exception>
    public static int round(double number) => checked((int)Math.Round(number, MidpointRounding.ToEven));

    /// <summary>A number with a number of digits after the point; a number just between two goes to the even one, as in Python.</summary>
    /// <param name="number">The number to round.</param>
    /// <param name="ndigits">Digits after the point; negative: zeros before it.</param>
    public static double round(double number, int ndigits) => !double.IsFinite(number) ? number
        : ndigits >= 0 ? double.Parse(PythonNumber.WriteFixed(number, ndigits), CultureInfo.InvariantCulture)
        : RoundWhole(number, BigInteger.Pow(10, -ndigits));

    // A multiple of ten, a hundred …; what lies between two of them goes by its fraction, then to the even one.
    private static double RoundWhole(double number, BigInteger unit)
    {
        var whole = new BigInteger(Math.Abs(number));
        BigInteger lower = BigInteger.DivRem(whole, unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        bool isUp = half > 0 || half == 0 && (!lower.IsEven || (double)whole != Math.Abs(number));
        return Math.CopySign((double)((isUp ? lower + 1 : lower) * unit), number);
    }

    /// <summary>Python's <c>round(n, ndigits)</c> of a whole number, which stays one; halves go to the even neighbour.</summary>
    /// <param name="number">The number to round.</param>
    /// <param name="ndigits">Below 0: tens, hundreds … are what is rounded to; else the number is as it was.</param>
    public static long round(long number, int ndigits)
    {
        if (ndigits >= 0) { return number; }
        if (ndigits < -18) { return 0; }
        long unit = pow(10L, -ndigits), rest = mod(number, unit), lower = number - rest;
        bool isUp = rest > unit - rest || rest == unit - rest && mod(lower / unit, 2) == 1;
        return checked(isUp ? lower + unit : lower);
    }

    /// <summary>Number of items: characters of a string, items of a collection, rows of an array or a frame, batches of a
    /// Sequence.</summary>
    /// <param name="items">A string, a collection, an array, a frame or anything with a Count or Length.</param>
    /// <exception cref="NumSharp.TypeError">The object has no length.</exception>
    public static int len(object items) => PythonOutputs.Open(items) switch
    {
        string text => text.Length,
        NDArray { ndim: 0 } => throw new TypeError("len() of unsized object: an array without axes has no length."),
        NDArray array => checked((int)array.shape[0]),
        DataFrame frame => frame.shape.rows,
        _ when TensorText.IsTensor(items) => TensorText.GetLength(items),
        ICollection collection => collection.Count,
        _ when (items?.GetType().GetProperty("Count") ?? items?.GetType().GetProperty("Length"))?.GetValue(items) is int count => count,
        _ => throw new TypeError($"object of type '{type_name(items)}' has no len()"),
    };

    /// <summary>0, 1, … up to and without <paramref name="stop"/>.</summary>
    /// <param name="stop">The first number that is left out.</param>
    public static IntRange range(int stop) => new(0, stop, 1);

    /// <summary>Integers from 0 up to a size of an array: <c>range(x.shape[0])</c>.</summary>
    /// <param name="stop">Where to stop, itself left out.</param>
    public static IntRange range(long stop) => range(checked((int)stop));

    /// <summary>From <paramref name="start"/> up to and without <paramref name="stop"/>.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The first number that is left out.</param>
    /// <param name="step">The way from one number to the next; not 0.</param>
    /// <exception cref="ArgumentException">The step is 0.</exception>
    public static IntRange range(int start, int stop, int step = 1) => step != 0 ? new(start, stop, step)
        : throw new ArgumentException("range() arg 3 must not be zero", nameof(step));

    /// <inheritdoc cref="range(int, int, int)"/>
    public static IntRange range(long start, long stop, long step = 1) =>
        range(checked((int)start), checked((int)stop), checked((int)step));

    /// <summary>An array's rows, or numbers, with their places.</summary>
    /// <param name="items">Array with one axis or more.</param>
    /// <param name="start">The first number.</param>
    [OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static IEnumerable<(int, NDArray)> enumerate(NDArray items, int start = 0) => rows(items).Select((row, i) => (start + i, row));

    /// <summary>Two arrays' rows, or numbers, side by side.</summary>
    /// <param name="first">An array with at least one axis.</param>
    /// <param name="second">The second array; the shorter one ends the rows.</param>
    [OverloadResolutionPriority(-2)] // what is a list too goes by the general form
    public static IEnumerable<(NDArray, NDArray)> zip(NDArray first, NDArray second) => rows(first).Zip(rows(second));

    /// <summary>Items beside an array's rows, or numbers, or beside the outputs that a model predicts.</summary>
    /// <param name="first">The items, as many as the rows or fewer.</param>
    /// <param name="second">An array with at least one axis; the shorter one ends the pairs.</param>
    [OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static IEnumerable<(T, NDArray)> zip<T>(IEnumerable<T> first, NDArray second) => first.Zip(rows(second));

    /// <summary>An array's rows, or numbers, or the outputs that a model predicts, beside items.</summary>
    /// <param name="first">An array with at least one axis.</param>
    /// <param name="second">The items; the shorter one ends the pairs.</param>
    [OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static IEnumerable<(NDArray, T)> zip<T>(NDArray first, IEnumerable<T> second) => rows(first).Zip(second);

    /// <summary>Items beside the rows of two arrays, or beside the outputs that a model predicts for two inputs.</summary>
    /// <param name="first">The items, as many as the rows or fewer.</param>
    /// <param name="second">An array with at least one axis; the shortest one ends the triples.</param>
    /// <param name="third">The other array.</param>
    [OverloadResolutionPriority(-1)] // what is a list too goes by the general form
    public static IEnumerable<(T, NDArray, NDArray)> zip<T>(IEnumerable<T> first, NDArray second, NDArray third) =>
        first.Zip(rows(second), rows(third));

    /// <summary>Three arrays' rows, or numbers, side by side.</summary>
    /// <param name="first">An array with at least one axis.</param>
    /// <param name="second">The second array; the shorter one ends the rows.</param>
    /// <param name="third">The third array.</param>
    [OverloadResolutionPriority(-2)] // what is a list too goes by the general form
    public static IEnumerable<(NDArray, NDArray, NDArray)> zip(NDArray first, NDArray second, NDArray third) =>
        rows(first).Zip(rows(second), rows(third));

    /// <summary>Items with their numbers: <c>foreach (var (i, item) in enumerate(items))</c>.</summary>
    /// <param name="items">The items, in order.</param>
    /// <param name="start">Number of the first one.</param>
    public static IEnumerable<(int, T)> enumerate<T>(IEnumerable<T> items, int start = 0) => items.Select((item, i) => (start + i, item));

    /// <summary>Pairs of two lists, as many as the shorter one has.</summary>
    /// <param name="first">The first list.</param>
    /// <param name="second">The second list.</param>
    public static IEnumerable<(T1, T2)> zip<T1, T2>(IEnumerable<T1> first, IEnumerable<T2> second) => first.Zip(second);

    /// <summary>Triples of three lists, as many as the shortest one has.</summary>
    /// <param name="first">The first list.</param>
    /// <param name="second">The second list.</param>
    /// <param name="third">The third list.</param>
    public static IEnumerable<(T1, T2, T3)> zip<T1, T2, T3>(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third) =>
        first.Zip(second, third);

    /// <summary>A sorted list; equal items keep their order.</summary>
    /// <param name="items">The items to sort; the list is a new one.</param>
    /// <param name="reverse">Whether the largest comes first.</param>
    public static List<T> sorted<T>(IEnumerable<T> items, bool reverse = false) => sorted(items, x => x, reverse);

    /// <summary>A list sorted by a key; equal keys keep their order.</summary>
    /// <param name="items">The items to sort; the list is a new one.</param>
    /// <param name="key">What items are compared by.</param>
    /// <param name="reverse">Whether the largest comes first.</param>
    public static List<T> sorted<T, TKey>(IEnumerable<T> items, Func<T, TKey> key, bool reverse = false) =>
        PythonOrder.Sort(items, key, reverse);

    /// <summary>The sum of numbers.</summary>
    /// <param name="items">The numbers; none make 0.</param>
    /// <exception cref="OverflowException">The sum needs more bits than the numbers have.</exception>
    public static T sum<T>(IEnumerable<T> items) where T : INumber<T> => items.Aggregate(T.Zero, (a, b) => checked(a + b));

    /// <summary>The sum of numbers of several kinds, or of arrays.</summary>
    /// <param name="items">The numbers; none make 0.</param>
    public static dynamic sum(IEnumerable<object?> items) => items.Aggregate((object)0, (a, b) => add(a, b));

    /// <summary>A line that is read from the console: Python's input().</summary>
    /// <param name="prompt">What is shown before it.</param>
    /// <exception cref="EndOfStreamException">The input has ended.</exception>
    public static string input(string prompt = "")
    {
        Console.Out.Write(prompt);
        return Console.ReadLine() ?? throw new EndOfStreamException("EOF when reading a line");
    }

    /// <summary>The type as Python names it: numbers out of frames and arrays are NumPy's.</summary>
    /// <param name="value">Anything but null.</param>
    public static string type(object value) => PythonOutputs.Open(value)! switch
    {
        Pandas.Scalar { Value: { } inner } => type(inner),
        DateTime => "<class 'pandas._libs.tslibs.timestamps.Timestamp'>",
        double => "<class 'numpy.float64'>",
        float => "<class 'numpy.float32'>",
        long => "<class 'numpy.int64'>",
        int => "<class 'int'>",
        bool => "<class 'bool'>",
        string => "<class 'str'>",
        NDArray => "<class 'numpy.ndarray'>",
        List<NDArray> => "<class 'list'>",
        Dictionary<string, NDArray> => "<class 'dict'>",
        DataFrame => "<class 'pandas.core.frame.DataFrame'>",
        Series => "<class 'pandas.core.series.Series'>",
        _ => $"<class '{value.GetType().Name}'>",
    };

    private static string Join(object?[]? values, string sep) => string.Join(sep, (values ?? [null]).Select(PythonText.FormatStr));
}
