using System.Collections.Concurrent;
using System.Globalization;

namespace Board;

/// <summary>A search in its project folder. Files are read once, and again when they have changed.</summary>
internal sealed class SearchFolder(string folder) : ISearchReader
{
    private readonly ConcurrentDictionary<string, (DateTime Time, TrialFile? Trial)> _known = [];

    public object Read(string? have)
    {
        string[] files = [.. Directory.EnumerateDirectories(folder, "trial_*").Select(d => Path.Combine(d, "trial.json"))];
        DateTime newest = File.GetLastWriteTimeUtc(Path.Combine(folder, "oracle.json"));
        DateTime[] times = new DateTime[files.Length];
        Parallel.For(0, files.Length, i => times[i] = File.GetLastWriteTimeUtc(files[i]));
        foreach (DateTime time in times) { newest = time > newest ? time : newest; }
        string version = string.Create(CultureInfo.InvariantCulture, $"{files.Length}-{newest.Ticks}");
        if (have == version) { return new { version, same = true }; }
        Parallel.For(0, files.Length, i =>
        {
            if (_known.TryGetValue(files[i], out var known) && known.Time == times[i]) { return; }
            try { _known[files[i]] = (times[i], TrialFile.Read(File.ReadAllBytes(files[i]))); }
            // half made: it is there at the next look
            catch (Exception e) when (e is IOException or InvalidDataException) { _known[files[i]] = (times[i], null); }
        });
        return SearchView.Of(version, Text(Path.Combine(folder, "oracle.json")),
            [.. files.Select(f => _known[f].Trial).OfType<TrialFile>()]);
    }

    public object? Trial(string id)
    {
        // Only what is there is opened, whatever was asked for.
        string? file = Directory.EnumerateDirectories(folder, "trial_*").FirstOrDefault(d => Path.GetFileName(d) == $"trial_{id}");
        if (file is null) { return null; }
        string text = Text(Path.Combine(file, "trial.json"));
        return new { curves = TrialFile.Curves(text), message = TrialFile.Read(text).Message };
    }

    private static string Text(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
