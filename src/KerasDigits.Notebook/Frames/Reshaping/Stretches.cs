namespace KerasDigits.Notebook.Pandas;

/// <summary>Where the beginnings of stretches lie among the rows' times.</summary>
internal sealed class Stretches(DateColumn times, Labels labels, bool areLabels)
{
    /// <summary>Times of a frequency from the first label to the last.</summary>
    /// <exception cref="InvalidOperationException">The labels are not times.</exception>
    public static Stretches Of(Labels index, string freq)
    {
        if (index.GetLevel(0) is not DateColumn times)
        {
            throw new InvalidOperationException($"asfreq goes by labels that are times. Received: labels of {index.dtype}. Make the "
                + "column times by pd.to_datetime, then set_index.");
        }
        if (times.FindPresent().Length == 0) { return new(times, index, areLabels: true); }
        DateTime first = (DateTime)times[Stats.FindExtreme(times, greatest: false)]!,
            last = (DateTime)times[Stats.FindExtreme(times, greatest: true)]!;
        return new(times, new Labels([DateRange.MakeBetween(first, last, null, freq)], [index.name]) { Freq = DateRange.NameFreq(freq) },
            areLabels: true);
    }

    /// <summary>The beginnings.</summary>
    public Labels Labels => labels;

    /// <summary>For each beginning its row, by a method of filling; −1 for none.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public int[] FindRows(string? method) => method switch
    {
        null => FindExact(),
        "ffill" or "pad" => FindBefore(),
        "bfill" or "backfill" => FindBehind(),
        "nearest" => FindNearest(),
        _ => throw new ArgumentException($"Invalid fill method. Expecting pad (ffill), backfill (bfill) or nearest. Got {method}",
            nameof(method)),
    };

    /// <summary>For each time, the row of that time; −1 for none.</summary>
    public int[] FindExact() => FindRows((sorted, at) => Array.BinarySearch(sorted, at) is >= 0 and int found ? found : -1);

    /// <summary>For each time, the last row at or before it.</summary>
    public int[] FindBefore() => FindRows((sorted, at) => CountAhead(sorted, at + 1) - 1);

    /// <summary>For each time, the first row at or after it.</summary>
    public int[] FindBehind() => FindRows((sorted, at) => CountAhead(sorted, at) is var first && first < sorted.Length ? first : -1);

    /// <summary>For each the row that is nearest; of two as near the later, as in pandas.</summary>
    public int[] FindNearest() => FindRows((sorted, at) =>
    {
        int behind = CountAhead(sorted, at), before = behind - 1;
        return before < 0 ? (sorted.Length > 0 ? 0 : -1) : behind == sorted.Length
            || at - sorted[before] < sorted[behind] - at ? before : behind;
    });

    private int[] FindRows(Func<long[], long, int> place)
    {
        if (!areLabels)
        {
            throw new InvalidOperationException("Upsampling from level= or on= selection is not supported, use .set_index(...) to "
                + "explicitly set index to datetime-like");
        }
        int[] rows = [.. times.FindPresent().OrderBy(r => times.Nanoseconds[r])];
        long[] sorted = [.. rows.Select(r => times.Nanoseconds[r])];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                throw new InvalidOperationException("cannot reindex on an axis with duplicate labels: "
                    + $"{DateColumn.ToTime(sorted[i]):yyyy-MM-dd HH:mm:ss} stands twice. Say mean() or first(), which make one row of "
                    + "several.");
            }
        }
        var begins = (DateColumn)labels.GetLevel(0);
        return [.. Places.ListAll(labels.Count).Select(i => place(sorted, begins.Nanoseconds[i]) is >= 0 and int found ? rows[found] : -1)];
    }

    /// <summary>How many times lie before one.</summary>
    private static int CountAhead(long[] sorted, long at) => Array.BinarySearch(sorted, at) is >= 0 and int found
        ? found
        : ~Array.BinarySearch(sorted, at);
}
