using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Python's order: texts by their code points, wherever the program runs, lists and tuples item by item, whole numbers beside fractions;
/// what Python does not compare throws.
/// </summary>
internal static class PythonOrder
{
    public static IComparer<T> Make<T>() => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal
        : typeof(IComparable<T>).IsAssignableFrom(typeof(T)) && !typeof(ITuple).IsAssignableFrom(typeof(T)) ? Comparer<T>.Default
        : Comparer<T>.Create((a, b) => Compare(a, b));

    /// <summary>The items in their keys' order; equal keys keep theirs.</summary>
    public static List<T> Sort<T, TKey>(IEnumerable<T> items, Func<T, TKey> key, bool isReversed)
    {
        // Python asks whether a later one is less than an earlier one, which is what its errors say.
        IComparer<TKey> plain = Make<TKey>(), order = Comparer<TKey>.Create((a, b) => -plain.Compare(b, a));
        try { return isReversed ? [.. items.OrderByDescending(key, order)] : [.. items.OrderBy(key, order)]; }
        catch (InvalidOperationException e) when (e.InnerException is TypeError or ArgumentException)
        {
            // .NET wraps what a comparison throws.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    /// <summary>Below 0, 0 or above 0.</summary>
    /// <exception cref="TypeError">Python does not order these.</exception>
    public static int Compare(object? a, object? b)
    {
        if (ReferenceEquals(a, b) && a is IList or ITupleList) { return 0; }
        RuntimeHelpers.EnsureSufficientExecutionStack(); // Python: RecursionError
        switch (a, b)
        {
            case (string x, string y): return string.CompareOrdinal(x, y);
            case (NDArray, _) or (_, NDArray): return CompareNumbers(ReadNumber(a), ReadNumber(b));
            case (ITuple x, ITuple y): return CompareItems([.. EnumerateItems(x)], [.. EnumerateItems(y)]);
            case (ITupleList x, ITupleList y): return CompareItems([.. x.Cast<object?>()], [.. y.Cast<object?>()]);
            case (ITupleList, IList) or (IList, ITupleList): break;
            case (IList x, IList y): return CompareItems([.. x.Cast<object?>()], [.. y.Cast<object?>()]);
            case (IConvertible and not string, IConvertible and not string): return CompareNumbers(a, b);
        }
        if (a is IComparable && b is not null && a.GetType() == b.GetType()) { return Comparer.Default.Compare(a, b); }
        throw new TypeError($"'<' not supported between instances of '{builtins.type_name(a)}' and '{builtins.type_name(b)}'");
    }

    private static IEnumerable<object?> EnumerateItems(ITuple tuple) => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]);

    private static int CompareItems(object?[] a, object?[] b)
    {
        for (int i = 0; i < a.Length && i < b.Length; i++)
        {
            if (!builtins.equal(a[i], b[i])) { return Compare(a[i], b[i]); }
        }
        return a.Length.CompareTo(b.Length);
    }

    private static object? ReadNumber(object? value) => value is not NDArray array ? value
        : array.size == 1 ? array.GetAtIndex(0)
        : throw new ArgumentException("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");

    private static int CompareNumbers(object? a, object? b)
    {
        if (a is not IConvertible x || b is not IConvertible y || a is string || b is string) { return Compare(a, b); }
        return IsFraction(a) || IsFraction(b)
            ? x.ToDouble(CultureInfo.InvariantCulture).CompareTo(y.ToDouble(CultureInfo.InvariantCulture))
            : x.ToDecimal(CultureInfo.InvariantCulture).CompareTo(y.ToDecimal(CultureInfo.InvariantCulture));
    }

    private static bool IsFraction(object value) => value is double or float;
}
