using KerasDigits.Core;

namespace KerasDigits.Tests.Core;

/// <summary>Fields of file names as Python fills them; the expected texts are CPython's.</summary>
public sealed class PythonFormatTests
{
    [Theory]
    [InlineData(".2f", 2.675, "2.67")]
    [InlineData(".1f", 0.25, "0.2")]
    [InlineData(".2f", double.NaN, "nan")]
    [InlineData(".2f", double.NegativeInfinity, "-inf")]
    [InlineData("6.2f", 3.14159, "  3.14")]
    [InlineData("8.3f", -1.5, "  -1.500")]
    [InlineData("08.3f", -1.5, "-001.500")]
    [InlineData("f", 1.5, "1.500000")]
    [InlineData(".3e", 12345.678, "1.235e+04")]
    [InlineData(".0e", 1e100, "1e+100")]
    [InlineData("e", 12345.0, "1.234500e+04")]
    [InlineData("g", 0.123456789, "0.123457")]
    [InlineData("g", 1234567.0, "1.23457e+06")]
    [InlineData("g", 100000.0, "100000")]
    [InlineData("g", 0.0001, "0.0001")]
    [InlineData("g", 1e-5, "1e-05")]
    [InlineData("g", 0.0, "0")]
    [InlineData("g", double.PositiveInfinity, "inf")]
    [InlineData(".3g", 1234.5, "1.23e+03")]
    [InlineData(".3g", 0.5, "0.5")]
    [InlineData("012.2g", -1e-5, "-0000001e-05")]
    [InlineData(".3", 1234.5, "1.23e+03")]
    [InlineData(".3", 100.0, "1e+02")]
    [InlineData(".3", 99.0, "99.0")]
    [InlineData(".3", 10.0, "10.0")]
    [InlineData(".3", 1e-5, "1e-05")]
    [InlineData(".3", 0.0, "0.0")]
    [InlineData(".2", 9.99, "1e+01")]
    [InlineData("06", 1.5, "0001.5")]
    [InlineData("6", 1.5, "   1.5")]
    [InlineData("5d", 7, "    7")]
    [InlineData("05d", 7, "00007")]
    [InlineData("05d", -7, "-0007")]
    [InlineData("", 12, "12")]
    public void A_field_is_filled_as_in_Python(string spec, object value, string expected) =>
        Assert.Equal($"a{expected}b", PythonFormat.Fill(spec.Length == 0 ? "a{x}b" : $"a{{x:{spec}}}b",
            new Dictionary<string, object> { ["x"] = value }));

    [Theory]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(9.9e-05, "9.9e-05")]
    [InlineData(1.5e-07, "1.5e-07")]
    [InlineData(1e22, "1e+22")]
    [InlineData(2.0, "2.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_number_reads_as_in_Python(double x, string expected) => Assert.Equal(expected, PythonNumber.FormatRepr(x));

    [Theory]
    [InlineData("it's", "\"it's\"")]
    [InlineData("a\"b'c", "'a\"b\\'c'")]
    [InlineData("\a\n\\", "'\\x07\\n\\\\'")]
    [InlineData("\u0085\u00ad\u00e9\u007f", "'\\x85\\xad\u00e9\\x7f'")]
    [InlineData("\u2028\ue000\u00a0", "'\\u2028\\ue000\\xa0'")]
    [InlineData("\ud83d\ude00", "'\ud83d\ude00'")]
    [InlineData("", "''")]
    public void A_string_is_quoted_as_in_Python(string text, string expected) => Assert.Equal(expected, PythonString.Quote(text));

    [Fact]
    public void Half_a_pair_is_escaped() => Assert.Equal(@"'\ud83d'", PythonString.Quote("\ud83d"));

    [Theory]
    [InlineData(2.5, 0, "2")]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(-0.0, 1, "-0.0")]
    [InlineData(double.NaN, 3, "nan")]
    public void Ties_go_to_the_even_digit(double x, int digits, string expected) =>
        Assert.Equal(expected, PythonNumber.WriteFixed(x, digits));

    [Fact]
    public void What_cannot_be_filled_says_what_can()
    {
        var values = new Dictionary<string, object> { ["epoch"] = 1 };
        Assert.Contains("The names there are: epoch", Assert.Throws<KeyNotFoundException>(
            () => PythonFormat.Fill("{val_loss:.2f}", values)).Message, StringComparison.Ordinal);
        Assert.Contains("\"x\" in \"{epoch:x}\" is not understood", Assert.Throws<ArgumentException>(
            () => PythonFormat.Fill("{epoch:x}", values)).Message, StringComparison.Ordinal);
    }
}
