using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>How arrays are printed: what <c>np.set_printoptions</c> set, and <c>np.printoptions</c> inside of its <c>using</c>.</summary>
/// <param name="Precision">Digits after the point, at most.</param>
/// <param name="Threshold">Values of which more are shown with "..." in the middle.</param>
/// <param name="EdgeItems">Values that are shown before and behind "...".</param>
/// <param name="LineWidth">Characters of a line.</param>
/// <param name="IsSuppressed">Whether numbers are never shown with an exponent.</param>
internal sealed record PrintOptions(int Precision, long Threshold, int EdgeItems, int LineWidth, bool IsSuppressed)
{
    /// <summary>Those that NumSharp holds now.</summary>
    public static PrintOptions Current
    {
        get
        {
            var now = np.get_printoptions();
            int Read(string name) => Convert.ToInt32(now[name], System.Globalization.CultureInfo.InvariantCulture);
            return new(Read("precision"), Read("threshold"), Read("edgeitems"), Read("linewidth"), now["suppress"] is true);
        }
    }
}
