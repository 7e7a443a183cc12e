using System.Collections.Concurrent;

namespace Board;

/// <summary>A fit as the callback TensorBoard writes it: event files in a folder, or in folders train and validation below it.</summary>
internal sealed class EventFit(string folder) : IFitReader
{
    private static readonly string[] s_parts = ["train", "validation"];
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, EventFile> _files = [];

    /// <summary>The folder of the fit that a folder of event files belongs to.</summary>
    public static string FolderOf(string folder) => s_parts.Contains(Path.GetFileName(folder)) ? Path.GetDirectoryName(folder)! : folder;

    public DateTime Changed => Files().Select(f => File.GetLastWriteTimeUtc(f.File)).DefaultIfEmpty().Max();

    public FitData Read()
    {
        lock (_gate)
        {
            var curves = new Dictionary<(string Run, string Tag), SortedDictionary<long, double>>();
            var warnings = new List<string>();
            // A fit that was begun again in the same folder has a file more; what it says of a step counts.
            foreach (var (run, file) in Files())
            {
                EventFile events = _files.GetOrAdd(file, f => new EventFile(f));
                events.Refresh();
                if (events.Damage is { } damage) { warnings.Add(damage); }
                foreach (var (tag, step, value) in events.Scalars)
                {
                    if (!curves.TryGetValue((run, tag), out SortedDictionary<long, double>? curve)) { curves[(run, tag)] = curve = []; }
                    curve[step] = value;
                }
            }
            return new FitData(
                [.. curves.Select(c => new Curve(c.Key.Tag,
                    c.Key.Tag.StartsWith("epoch_", StringComparison.Ordinal) ? "epoch" : "step", c.Key.Run,
                [.. c.Value.Keys.Select(s => (double)s)], [.. c.Value.Values.Select(v => double.IsFinite(v) ? v : (double?)null)]))],
                warnings);
        }
    }

    private IEnumerable<(string Run, string File)> Files() =>
        s_parts.Select(p => (Run: p, Folder: Path.Combine(folder, p))).Prepend((Run: "", Folder: folder))
        .Where(p => Directory.Exists(p.Folder))
            .SelectMany(p => Directory.EnumerateFiles(p.Folder, EventFile.Pattern).Order(StringComparer.Ordinal).Select(f => (p.Run, f)));
}
