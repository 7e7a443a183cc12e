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

    private sealed record FitSource(string Name, string File) : Source(Name)
    {
        public override string Kind => "fit";
    }

    /// <summary>Searches and fits by number, kind and name.</summary>
    public object List()
    {
        lock (_gate)
        {
            var found = new List<object>();
            var errors = new List<string>();
            foreach (string place in places)
            {
                try
                {
                    foreach (var (key, make) in In(place))
                    {
                        if (!_numbers.TryGetValue(key, out int number)) { _numbers[key] = number = _numbers.Count + 1; }
                        if (!_sources.TryGetValue(number, out Source? source)) { _sources[number] = source = make(); }
                        found.Add(new { id = number, kind = source.Kind, name = source.Name });
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or Npgsql.NpgsqlException) { errors.Add(e.Message); }
            }
            return new { sources = found, errors };
        }
    }

    public object? Search(int id, string? have) => Find(id) is SearchSource search ? search.Reader.Read(have) : null;

    public object? Trial(int id, string trial) => Find(id) is SearchSource search ? search.Reader.Trial(trial) : null;

    public object? Fit(int id) => Find(id) is FitSource fit ? FitFile.Read(fit.File) : null;

    private Source? Find(int id)
    {
        lock (_gate) { return _sources.GetValueOrDefault(id); }
    }

    private static IEnumerable<(string Key, Func<Source> Make)> In(string place)
    {
        if (Database.IsUrl(place))
        {
            foreach (string name in Database.Names(place)) { yield return ($"{place} {name}", () => new SearchSource(name, new Database(place, name))); }
            yield break;
        }
        var waiting = new Queue<(string Folder, int Depth)>([(Path.GetFullPath(place), 0)]);
        while (waiting.TryDequeue(out var next))
        {
            string name = Path.GetRelativePath(Path.GetFullPath(place), next.Folder) is var relative && relative == "." ? Path.GetFileName(next.Folder) : relative;
            if (File.Exists(Path.Combine(next.Folder, "oracle.json")))
            {
                yield return (next.Folder, () => new SearchSource(name, new SearchFolder(next.Folder)));
                continue;
            }
            foreach (string file in Directory.EnumerateFiles(next.Folder, "*.csv").Order(StringComparer.Ordinal))
            {
                if (FitFile.Is(file)) { yield return (file, () => new FitSource(next.Depth == 0 ? Path.GetFileName(file) : $"{name}/{Path.GetFileName(file)}", file)); }
            }
            if (next.Depth == Deepest) { continue; }
            foreach (string folder in Directory.EnumerateDirectories(next.Folder).Order(StringComparer.Ordinal)) { waiting.Enqueue((folder, next.Depth + 1)); }
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
