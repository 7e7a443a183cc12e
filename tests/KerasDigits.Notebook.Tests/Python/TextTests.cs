using System.Globalization;
using System.Text.Json;
using KerasDigits.Internals;
using NumSharp;

namespace KerasDigits.Notebook.Tests.Python;

/// <summary>Texts that NumPy 1.24 and CPython 3.11 print, recorded in array_text.json and number_text.json.</summary>
public class TextTests
{
    [Fact]
    public void Arrays_are_written_as_NumPy_writes_them()
    {
        var wrong = new List<string>();
        foreach (JsonElement c in Load("array_text.json").GetProperty("cases").EnumerateArray())
        {
            NDArray array = ArrayOf(c);
            Compare(wrong, c.GetProperty("str").GetString()!, PythonText.FormatStr(array));
            // Sums and means are arrays without axes here, numbers in NumPy, and of the two it is numbers that programs show.
            string shown = c.GetProperty(array.ndim == 0 ? "str" : "repr").GetString()!;
            Compare(wrong, shown, PythonText.FormatRepr(array));
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} texts differ:\n{string.Join("\n", wrong.Take(12))}");
    }

    [Fact]
    public void Numbers_are_written_and_rounded_as_Python_does()
    {
        JsonElement numbers = Load("number_text.json");
        foreach (JsonElement c in numbers.GetProperty("repr").EnumerateArray())
        {
            Assert.Equal(c[1].GetString(), builtins.repr(c[0].GetDouble()));
        }
        foreach (JsonElement c in numbers.GetProperty("repr32").EnumerateArray())
        {
            Assert.Equal(c[1].GetString(), builtins.str((float)c[0].GetDouble()));
        }
        foreach (JsonElement c in numbers.GetProperty("round").EnumerateArray())
        {
            Assert.Equal(c[2].GetDouble(), builtins.round(c[0].GetDouble(), c[1].GetInt32()));
        }
        foreach (JsonElement c in numbers.GetProperty("fixed").EnumerateArray())
        {
            Assert.Equal(c[2].GetString(), PythonNumber.WriteFixed(c[0].GetDouble(), c[1].GetInt32()));
        }
    }

    [Theory]
    [InlineData(1250.0, -2, 1200.0)]
    [InlineData(1350.0, -2, 1400.0)]
    [InlineData(1250.5, -2, 1300.0)]
    [InlineData(-1250.0, -2, -1200.0)]
    [InlineData(50.0, -2, 0.0)]
    [InlineData(50.1, -2, 100.0)]
    [InlineData(5e20, -21, 0.0)]
    [InlineData(1e300, -400, 0.0)]
    public void A_number_is_rounded_to_tens(double number, int ndigits, double expected) =>
        Assert.Equal(expected, builtins.round(number, ndigits));

    [Theory]
    [InlineData(100.0, "1e+02")]
    [InlineData(99.0, "99.0")]
    [InlineData(1e5, "1e+05")]
    public void Digits_without_a_letter_keep_a_point(double number, string expected) =>
        Assert.Equal(expected, builtins.format(number, ".3"));

    [Fact]
    public void Containers_are_written_as_Python_writes_them()
    {
        Assert.Equal("[1, 2.5, 'a', None, True]", builtins.str(new List<object?> { 1, 2.5, "a", null, true }));
        Assert.Equal("(1, 'x')", builtins.str((1, "x")));
        Assert.Equal("(5,)", builtins.str(new long[] { 5 }));
        Assert.Equal("{'a': [1, 2]}", builtins.str(new Dictionary<string, int[]> { ["a"] = [1, 2] }));
        Assert.Equal("{3}", builtins.str(new HashSet<int> { 3 }));
        Assert.Equal("\"it's\"", builtins.repr("it's"));
        Assert.Equal("'a\\n\\x07'", builtins.repr("a\n\a"));
    }

    private static void Compare(List<string> wrong, string expected, string actual)
    {
        if (expected != actual) { wrong.Add($"expected\n{expected}\nactual\n{actual}"); }
    }

    private static NDArray ArrayOf(JsonElement c)
    {
        JsonElement[] values = [.. c.GetProperty("values").EnumerateArray()];
        long[] shape = [.. c.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        NDArray flat = c.GetProperty("dtype").GetString() switch
        {
            "float32" => np.array([.. values.Select(v => (float)Number(v))]),
            "float64" => np.array([.. values.Select(Number)]),
            "bool" => np.array([.. values.Select(v => v.GetBoolean())]),
            "int32" => np.array([.. values.Select(v => v.GetInt32())]),
            "uint8" => np.array([.. values.Select(v => v.GetByte())]),
            _ when c.TryGetProperty("arange", out JsonElement count) =>
                np.array([.. Enumerable.Range(0, count.GetInt32()).Select(i => (long)i)]),
            _ => np.array([.. values.Select(v => v.GetInt64())]),
        };
        return shape.Length == 0 ? flat.reshape(new NumSharp.Shape()) : flat.reshape(shape);
    }

    private static double Number(JsonElement value) => value.ValueKind != JsonValueKind.String ? value.GetDouble()
        : double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Python", name))).RootElement;
}
