namespace KerasDigits.Notebook;

/// <summary>
/// How every value of an array is written so that columns are aligned: NumPy's FloatingFormat, IntegerFormat and BoolFormat.
/// </summary>
internal static class ElementFormat
{
    public static Func<object, string> ChooseFor(IReadOnlyList<object> shown, Type type)
    {
        if (type == typeof(double)) { return ChooseFloats([.. shown.Select(Digits.Of)]); }
        if (type == typeof(float) || type == typeof(Half)) { return ChooseFloats([.. shown.Select(Digits.Of)]); }
        if (type == typeof(bool)) { return x => (bool)x ? " True" : "False"; }
        if (type == typeof(string) || type == typeof(char)) { return PythonText.FormatRepr; }
        int width = shown.Select(x => PythonText.FormatStr(x).Length).DefaultIfEmpty(0).Max();
        return x => PythonText.FormatStr(x).PadLeft(width);
    }

    private static Func<object, string> ChooseFloats(Digits[] values)
    {
        Digits[] finite = [.. values.Where(v => v.IsFinite)];
        double[] sizes = [.. finite.Select(v => Math.Abs(v.Value)).Where(v => v > 0)];
        bool isScientific = !PrintOptions.Current.IsSuppressed && sizes.Length > 0
            && (sizes.Max() >= 1e8 || sizes.Min() < 1e-4 || sizes.Max() / sizes.Min() > 1000);
        return isScientific ? ChooseScientific(finite, values) : ChoosePositional(finite, values);
    }

    private static Func<object, string> ChoosePositional(Digits[] finite, Digits[] values)
    {
        int precision = PrintOptions.Current.Precision;
        (string Whole, string Fraction)[] parts = [.. finite.Select(v => Split(v.FormatPositional(precision, isExact: true)))];
        int right = parts.Select(p => p.Fraction.Length).DefaultIfEmpty(0).Max();
        int left = PadForOdd(parts.Select(p => p.Whole.Length).DefaultIfEmpty(0).Max(), right, values);
        return x =>
        {
            Digits digits = Digits.Of(x);
            if (!digits.IsFinite) { return digits.Odd.PadLeft(left + right + 1); }
            (string whole, string fraction) = Split(digits.FormatPositional(precision, isExact: true));
            return $"{whole.PadLeft(left)}.{fraction.PadRight(right)}";
        };
    }

    private static Func<object, string> ChooseScientific(Digits[] finite, Digits[] values)
    {
        (string Whole, string Fraction, string Exponent)[] parts =
            [.. finite.Select(v => v.SplitScientific(PrintOptions.Current.Precision))];
        int precision = parts.Max(p => p.Fraction.TrimEnd('0').Length), exponents = parts.Max(p => p.Exponent.Length);
        int right = exponents + 1 + precision;
        int left = PadForOdd(parts.Max(p => p.Whole.Length), right, values);
        return x =>
        {
            Digits digits = Digits.Of(x);
            if (!digits.IsFinite) { return digits.Odd.PadLeft(left + right + 1); }
            (string whole, string fraction, string exponent) = digits.SplitFullScientific(precision);
            return $"{whole.PadLeft(left)}.{fraction}e{exponent[0]}{exponent[1..].PadLeft(exponents - 1, '0')}";
        };
    }

    private static int PadForOdd(int left, int right, Digits[] values)
    {
        if (values.All(v => v.IsFinite)) { return left; }
        int longest = values.Any(v => double.IsNegativeInfinity(v.Value)) ? 4 : 3;
        return Math.Max(left, longest - (right + 1));
    }

    private static (string Whole, string Fraction) Split(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return (text[..point], text[(point + 1)..]);
    }
}
