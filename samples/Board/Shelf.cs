using KerasDigits.Tuner.PostgreSQL;

namespace Board;

/// <summary>All that there is to see in the places that were named; looked for anew whenever the list is asked for.</summary>
internal sealed class Shelf(IReadOnlyList<string> places)
{
    private const int Deepest = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Dictionary<int, Source> _sources = [];

    /// <summary>One thing to see.</summary>
    private abstract record Source(string Name)
    {
        public abstract string Kind { get; }
    }

    private sealed record SearchSource(string Name, ISearchReader Reader) : Source(Name)
    {
        public override string Kind => "search";
    }

    private sealed record FitSource(string Name, IFitReader Reader) : Source(Name)
    {
        public override string Kind => "fit";
    }

    /// <summary>All fits of a place, side by side.</summary>
    private sealed record Comparison(string Name) : Source(Name)
    {
        public IReadOnlyList<(int Id, string Name, IFitReader Reader)> Fits { get; set; } = [];

        public override string Kind => "comparison";
    }

    /// <summary>Searches and fits by number, kind and name.</summary>
    public object List()
    {
        lock (_gate)
        {
            var found = new List<(int Id, Source Source, string Place)>();
            var errors = new List<string>();
            foreach (string place in places)
            {
                try
                {
                    var fits = new List<(int, string, IFitReader)>();
                    foreach (var (key, make) in In(place, errors))
                    {
                        Source source = Put(key, place, make, found);
                        if (source is FitSource fit) { fits.Add((_numbers[key], fit.Name, fit.Reader)); }
                    }
                    if (fits.Count > 1)
                    {
                        var all = (Comparison)Put($"{place} all", place,
                            () => new Comparison(places.Count > 1 ? $"all of {place}" : "all"), found);
                        all.Fits = fits;
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or Npgsql.NpgsqlException)
                {
                    errors.Add(e.Message);
                }
            }
            // Of two with one name each says where it stands.
            HashSet<string> twice = [.. found.GroupBy(f => f.Source.Name).Where(g => g.DistinctBy(f => f.Place).Count() > 1)
                .Select(g => g.Key)];
            return new
            {
                sources = found.Select(f => new { id = f.Id, kind = f.Source.Kind,
                    name = twice.Contains(f.Source.Name) ? $"{f.Source.Name} in {Label(f.Place)}" : f.Source.Name }).ToList(),
                errors,
            };
        }
    }

    public object? Search(int id, string? have) => Find(id) is SearchSource search ? search.Reader.Read(have) : null;

    public object? Trial(int id, string trial) => Find(id) is SearchSource search ? search.Reader.Trial(trial) : null;

    /// <param name="id">A fit, or a comparison of several.</param>
    /// <param name="wanted">Which of several.</param>
    public object? Fit(int id, IReadOnlyCollection<int>? wanted) => Find(id) switch
    {
        FitSource fit => FitView.Of([(id, fit.Name, fit.Reader)]),
        Comparison all => FitView.Of(all.Fits, wanted),
        _ => null,
    };

    /// <summary>A place as the page may show it: without a password.</summary>
    private static string Label(string place) => Database.IsUrl(place) && PostgresAddress.Read(place) is var address
        ? $"{address.Database} at {address.Host}" : place;

    private Source Put(string key, string place, Func<Source> make, List<(int Id, Source Source, string Place)> found)
    {
        if (!_numbers.TryGetValue(key, out int number)) { _numbers[key] = number = _numbers.Count + 1; }
        if (!_sources.TryGetValue(number, out Source? source)) { _sources[number] = source = make(); }
        found.Add((number, source, place));
        return source;
    }

    private Source? Find(int id)
    {
        lock (_gate) { return _sources.GetValueOrDefault(id); }
    }

    /// <param name="place">A folder or a database.</param>
    /// <param name="errors">Takes what cannot be looked at; the rest is shown.</param>
    private static IEnumerable<(string Key, Func<Source> Make)> In(string place, List<string> errors)
    {
        if (Database.IsUrl(place))
        {
            foreach (string name in Database.Names(place))
            {
                yield return ($"{place} {name}", () => new SearchSource(name, new Database(place, name)));
            }
            yield break;
        }
        string root = Path.GetFullPath(place);
        string Name(string folder) => Path.GetRelativePath(root, folder) is var relative
            && relative is "." or ".." ? Path.GetFileName(folder) : relative;
        var waiting = new Queue<(string Folder, int Depth)>([(root, 0)]);
        var fits = new HashSet<string>();
        while (waiting.TryDequeue(out var next))
        {
            string[] Look(Func<string, IEnumerable<string>> list) =>
                Seen<string[]>(() => [.. list(next.Folder).Order(StringComparer.Ordinal)], next.Depth > 0, errors) ?? [];
            bool search = File.Exists(Path.Combine(next.Folder, "oracle.json"));
            if (search) { yield return (next.Folder, () => new SearchSource(Name(next.Folder), new SearchFolder(next.Folder))); }
            foreach (string file in Look(f => Directory.EnumerateFiles(f, "*.csv")))
            {
                if (Seen(() => CsvFit.Is(file), true, errors))
                {
                    yield return (file,
                        () => new FitSource(next.Depth == 0 ? Path.GetFileName(file) : $"{Name(next.Folder)}/{Path.GetFileName(file)}",
                            new CsvFit(file)));
                }
            }
            if (Look(f => Directory.EnumerateFiles(f, EventFile.Pattern)).Length > 0 && EventFit.FolderOf(next.Folder) is var fit
                && fits.Add(fit))
            {
                yield return ($"{fit} events", () => new FitSource(Name(fit), new EventFit(fit)));
            }
            if (next.Depth == Deepest) { continue; }
            foreach (string folder in Look(Directory.EnumerateDirectories))
            {
                // A trial's own folder holds its weights: a search's trials are shown with it.
                if (!search || !Path.GetFileName(folder).StartsWith("trial_", StringComparison.Ordinal))
                {
                    waiting.Enqueue((folder, next.Depth + 1));
                }
            }
        }
    }

    /// <summary>Looks at a file or folder: what cannot be looked at is said, and hides nothing else.</summary>
    private static T? Seen<T>(Func<T> look, bool mayGo, List<string> errors)
    {
        try { return look(); }
        // It has gone since it was found.
        catch (Exception e) when (mayGo && (e is FileNotFoundException or DirectoryNotFoundException)) { return default; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!errors.Contains(e.Message)) { errors.Add(e.Message); }
            return default;
        }
    }
}

/// <summary>Reads a search, wherever it stands.</summary>
internal interface ISearchReader
{
    /// <summary>The whole search, or that nothing has changed since the version that the page has.</summary>
    object Read(string? have);

    /// <summary>One trial: its curves and its trace; null: there is none.</summary>
    object? Trial(string id);
}
