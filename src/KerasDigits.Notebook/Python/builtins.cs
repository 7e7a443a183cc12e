using System.Collections;
using System.Globalization;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Python's functions that stand in every notebook: <c>using static KerasDigits.Notebook.builtins;</c> and <c>print("shape: " + str(x.shape))</c>.</summary>
public static class builtins
{
    /// <summary>Writes values as Python's print does: their <see cref="str"/>, blanks between, "\n" at the end.</summary>
    public static void print(params object?[] values) => Console.Out.Write(string.Join(' ', values.Select(str)) + "\n");

    /// <summary>A value as Python writes it: 0.5, 1.0, True, None, (9600, 784), arrays as NumPy prints them.</summary>
    public static string str(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        double d => PythonNumber.Text(d),
        float f => PythonNumber.Text(f),
        string s => s,
        NDArray array => NumpyText.Str(array),
        Array { Rank: 1 } items when items.GetType().GetElementType()!.IsPrimitive => Shape(items),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A value as Python's prompt shows it, which for an array is <c>array([6, 6, 8, ..., 6, 0, 3])</c>.</summary>
    public static string repr(object? value) => value switch
    {
        NDArray array => NumpyText.Repr(array),
        string s => $"'{s}'",
        _ => str(value),
    };

    /// <summary>A number with so many digits after the point; a number just between two goes to the even one, as in Python.</summary>
    public static double round(double number, int ndigits) => PythonNumber.Round(number, ndigits);

    /// <summary>The length of the first axis.</summary>
    public static int len(NDArray array) => checked((int)array.shape[0]);

    /// <summary>The number of rows.</summary>
    public static int len(DataFrame frame) => frame.shape.rows;

    /// <summary>The number of items.</summary>
    public static int len<T>(IReadOnlyCollection<T> items) => items.Count;

    /// <summary>0, 1 … <paramref name="stop"/> − 1.</summary>
    public static IEnumerable<int> range(int stop) => Enumerable.Range(0, Math.Max(stop, 0));

    /// <summary>The type as Python names it: numbers out of frames and arrays are NumPy's.</summary>
    public static string type(object value) => value switch
    {
        double => "<class 'numpy.float64'>",
        float => "<class 'numpy.float32'>",
        long => "<class 'numpy.int64'>",
        int => "<class 'int'>",
        bool => "<class 'bool'>",
        string => "<class 'str'>",
        NDArray => "<class 'numpy.ndarray'>",
        DataFrame => "<class 'pandas.core.frame.DataFrame'>",
        Series => "<class 'pandas.core.series.Series'>",
        _ => $"<class '{value.GetType().Name}'>",
    };

    /// <summary>An array's shape, which C# holds in a list, is a tuple in Python.</summary>
    private static string Shape(IList sizes) => sizes.Count == 1 ? $"({str(sizes[0])},)" : $"({string.Join(", ", sizes.Cast<object>().Select(str))})";
}
