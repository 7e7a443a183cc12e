using System.Globalization;
using System.Text;
using KerasDigits.Data.Csv;

namespace KerasDigits.Tests.Data.Datasets.Csv;

/// <summary>Numbers of CSV files, to the last bit as .NET reads them.</summary>
public sealed class PlainDecimalTests
{
    [Fact]
    public void Plain_numbers_are_what_NETs_parser_reads()
    {
        var random = new System.Random(3);
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            int digits = random.Next(1, 18), point = random.Next(-1, digits + 1);
            var text = new StringBuilder(random.Next(2) == 0 ? "-" : "");
            for (int d = 0; d <= digits; d++)
            {
                if (d == point) { text.Append('.'); }
                if (d < digits) { text.Append((char)('0' + random.Next(10))); }
            }
            read += Check(text.ToString());
        }
        Assert.InRange(read, 300_000, 400_000);
    }

    /// <summary>Numbers whose nearest double lies half way between two floats, on both sides of it.</summary>
    [Theory, InlineData("16777217"), InlineData("16777219"), InlineData("33554434.00000"), InlineData("33554434.000001"),
        InlineData("8388608.50000000"), InlineData("8388608.5000001"), InlineData("0.500000029802322"), InlineData("1.00000005960464"),
        InlineData("-0"), InlineData("-0.0"), InlineData(".5"), InlineData("5."), InlineData("000000000000001")]
    public void Ties_and_signs_are_NETs(string text) => Check(text);

    [Theory, InlineData(""), InlineData("-"), InlineData("."), InlineData("-."), InlineData("1e5"), InlineData("nan"), InlineData("+1"),
        InlineData("1.2.3"), InlineData("--1"), InlineData("1-"), InlineData("1,5"), InlineData("1234567890123456")]
    public void Others_are_left_to_NET(string text)
    {
        Assert.False(PlainDecimal.TryRead(Encoding.UTF8.GetBytes(text), out double _));
        Assert.False(PlainDecimal.TryRead(Encoding.UTF8.GetBytes(text), out float _));
    }

    private static int Check(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int read = 0;
        if (PlainDecimal.TryRead(bytes, out double number))
        {
            read++;
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
                BitConverter.DoubleToInt64Bits(number));
        }
        if (PlainDecimal.TryRead(bytes, out float single))
        {
            read++;
            Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)),
                BitConverter.SingleToInt32Bits(single));
        }
        return read;
    }
}
