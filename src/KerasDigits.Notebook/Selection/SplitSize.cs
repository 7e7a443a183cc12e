using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>How much goes into a part of a split: a share of the rows (0.2) or a number of them (7).</summary>
public readonly struct SplitSize
{
    private readonly double _value;
    private readonly bool _isShare;

    private SplitSize(double value, bool isShare)
    {
        _value = value;
        _isShare = isShare;
    }

    /// <summary>A share between 0 and 1.</summary>
    public static implicit operator SplitSize(double share) => new(share, true);

    /// <summary>A number of rows.</summary>
    public static implicit operator SplitSize(int rows) => new(rows, false);

    /// <summary>The size as it was given.</summary>
    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    internal int CountRows(int total, bool up, string name)
    {
        bool fits = _isShare ? _value is > 0 and < 1 : _value > 0 && _value < total;
        if (!fits)
        {
            throw new ArgumentException($"{name}={this} should be either positive and smaller than the number of samples {total} or a "
                + "float in the (0, 1) range.", name);
        }
        return _isShare ? (int)(up ? Math.Ceiling(_value * total) : Math.Floor(_value * total)) : (int)_value;
    }
}
