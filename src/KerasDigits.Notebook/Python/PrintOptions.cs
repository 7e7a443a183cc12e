namespace KerasDigits.Notebook;

/// <summary>How arrays are printed: what <c>np.set_printoptions</c> sets.</summary>
/// <param name="Precision">Digits after the point, at most.</param>
/// <param name="Threshold">Values of which more are shown with "..." in the middle.</param>
/// <param name="EdgeItems">Values that are shown before and behind "...".</param>
/// <param name="LineWidth">Characters of a line.</param>
/// <param name="IsSuppressed">Whether numbers are never shown with an exponent.</param>
internal sealed record PrintOptions(int Precision = 8, long Threshold = 1000, int EdgeItems = 3, int LineWidth = 75,
    bool IsSuppressed = false)
{
    private static readonly AsyncLocal<PrintOptions?> s_current = new();

    /// <summary>Those that hold now, in this flow of calls, as in NumPy.</summary>
    public static PrintOptions Current
    {
        get => s_current.Value ?? new PrintOptions();
        set => s_current.Value = value;
    }
}
