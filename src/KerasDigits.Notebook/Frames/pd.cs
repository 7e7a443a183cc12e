using System.IO.Compression;

namespace KerasDigits.Notebook;

/// <summary>The part of pandas that notebooks of numbers use.</summary>
public static class pd
{
    /// <summary>Reads a file of numbers; plain or gzip, found by its first bytes.</summary>
    /// <param name="filepath_or_buffer">The file.</param>
    /// <param name="sep">One ASCII character between fields.</param>
    /// <param name="header">The line that holds the names, 0 as in pandas; null for none: columns are then named 0, 1, 2 …</param>
    /// <param name="nrows">The most rows to read; null for all.</param>
    /// <param name="skiprows">Lines to leave out at the start.</param>
    /// <param name="dtype">Columns that are text, by name: <c>new() { ["id"] = "str" }</c>; null: all columns are numbers.</param>
    /// <returns>A frame of float64. Empty fields and NA, NaN, null are NaN, as in pandas.</returns>
    /// <exception cref="FormatException">A row is ragged or a field no number: the message names line and column.</exception>
    public static DataFrame read_csv(string filepath_or_buffer, char sep = ',', int? header = 0, int? nrows = null, int skiprows = 0, Dictionary<string, string>? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(filepath_or_buffer);
        if (sep > 127 || sep is '"' or '\n' or '\r' or '.' or '-' || char.IsAsciiLetterOrDigit(sep))
        {
            throw new ArgumentException($"sep must be one ASCII character that no number holds. Received: sep='{sep}'. Use ',', ';' or '\\t'.", nameof(sep));
        }
        if (header < 0) { throw new ArgumentException($"header must be a line number from 0, or null for a file without names. Received: header={header}.", nameof(header)); }
        if (nrows < 0) { throw new ArgumentException($"nrows must be 0 or more. Received: nrows={nrows}.", nameof(nrows)); }
        if (skiprows < 0) { throw new ArgumentException($"skiprows must be 0 or more. Received: skiprows={skiprows}.", nameof(skiprows)); }
        foreach (var (column, type) in dtype ?? [])
        {
            if (type is not ("str" or "float64")) { throw new ArgumentException($"dtype must say \"str\" or \"float64\" for a column. Received: \"{type}\" for '{column}'.", nameof(dtype)); }
        }
        if (!File.Exists(filepath_or_buffer))
        {
            throw new FileNotFoundException($"[Errno 2] No such file or directory: '{filepath_or_buffer}'", filepath_or_buffer);
        }
        return new CsvReader(filepath_or_buffer, (byte)sep).Read(Load(filepath_or_buffer), header, nrows, skiprows, [.. (dtype ?? []).Where(d => d.Value == "str").Select(d => d.Key)]);
    }

    /// <summary>A frame of columns by name: <c>pd.DataFrame(history.history)</c>.</summary>
    public static DataFrame DataFrame(IEnumerable<KeyValuePair<string, List<double>>> data) => new(data.ToDictionary(c => c.Key, c => (Array)c.Value.ToArray()));

    /// <summary>A frame over an array: the rows and columns of a 2-D one, one column of a 1-D one.</summary>
    /// <param name="data">Any numeric dtype.</param>
    /// <param name="columns">One name per column; null numbers them.</param>
    public static DataFrame DataFrame(NumSharp.NDArray data, string[]? columns = null) => new(data.ndim == 1 ? data.reshape(-1, 1) : data, columns);

    private static ReadOnlyMemory<byte> Load(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B) { return bytes; }
        using var unzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream(bytes.Length * 4);
        unzip.CopyTo(text, 1 << 18);
        return text.GetBuffer().AsMemory(0, checked((int)text.Length));
    }
}
