namespace KerasDigits.Notebook;

/// <summary>Which pixel stands for one outside the image.</summary>
internal static class Border
{
    /// <summary>The name of a kind, where there is such a kind.</summary>
    public static int Check(int kind, ReadOnlySpan<int> kinds) => kinds.Contains(kind) ? kind
        : throw new ArgumentException($"borderType must be one of {string.Join(", ", kinds.ToArray().Select(NameKind))}. Received: {kind}.",
            nameof(kind));

    /// <summary>The place inside that a place means; -1: none, the border has a value of its own.</summary>
    public static int FindPlace(int at, int length, int kind)
    {
        if (at >= 0 && at < length) { return at; }
        switch (kind)
        {
            case cv2.BORDER_CONSTANT: return -1;
            case cv2.BORDER_REPLICATE: return Math.Clamp(at, 0, length - 1);
            case cv2.BORDER_WRAP: return ((at % length) + length) % length;
            default:
                if (length == 1) { return 0; }
                int edge = kind == cv2.BORDER_REFLECT_101 ? 1 : 0;
                while (at < 0 || at >= length) { at = at < 0 ? -at - 1 + edge : (2 * length) - 1 - at - edge; }
                return at;
        }
    }

    private static string NameKind(int kind) => kind switch
    {
        cv2.BORDER_CONSTANT => nameof(cv2.BORDER_CONSTANT),
        cv2.BORDER_REPLICATE => nameof(cv2.BORDER_REPLICATE),
        cv2.BORDER_REFLECT => nameof(cv2.BORDER_REFLECT),
        cv2.BORDER_WRAP => nameof(cv2.BORDER_WRAP),
        _ => nameof(cv2.BORDER_REFLECT_101),
    };
}
