using System.Text;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>The text file "checkpoint" beside checkpoints: which there are, the newest last.</summary>
/// <remarks>Source: tensorflow, python/checkpoint/checkpoint_management.py.</remarks>
internal static class CheckpointState
{
    private const string FileName = "checkpoint";
    private const long Longest = 1 << 24;

    /// <summary>The file of a folder.</summary>
    public static string FindFile(string folder) => Path.Combine(folder, FileName);

    /// <summary>Writes the file: the newest checkpoint and all, relative to the folder where they lie in it.</summary>
    public static void Write(string folder, string newest, IEnumerable<string> all)
    {
        var text = new StringBuilder($"model_checkpoint_path: \"{Escape(MakeRelative(newest))}\"\n");
        foreach (string one in all) { text.Append($"all_model_checkpoint_paths: \"{Escape(MakeRelative(one))}\"\n"); }
        AtomicFile.WriteText(FindFile(folder), text.ToString());

        string MakeRelative(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(folder)
            ? Path.GetFileName(path)
            : Path.GetFullPath(path);
    }

    /// <summary>The newest checkpoint and all of them, as prefixes; null where the folder has no such file.</summary>
    public static (string Newest, IReadOnlyList<string> All)? Read(string folder)
    {
        string file = FindFile(folder);
        if (!File.Exists(file) || OrdinaryFile.Length(file) > Longest) { return null; }
        string? newest = null;
        var all = new List<string>();
        foreach (string line in OrdinaryFile.ReadText(file).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) { continue; }
            string value = line[(colon + 1)..].Trim();
            if (value.Length < 2 || value[0] != '"' || value[^1] != '"') { continue; }
            string path = Unescape(value[1..^1]);
            path = Path.IsPathRooted(path) ? path : Path.Combine(folder, path);
            if (line.StartsWith("model_checkpoint_path", StringComparison.Ordinal)) { newest = path; }
            else if (line.StartsWith("all_model_checkpoint_paths", StringComparison.Ordinal)) { all.Add(path); }
        }
        return newest is null ? null : (newest, all);
    }

    private static string Escape(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b switch
    {
        (byte)'"' => "\\\"",
        (byte)'\\' => "\\\\",
        >= 32 and < 127 => ((char)b).ToString(),
        _ => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}",
    }));

    private static string Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) { bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString())); continue; }
            int digits = 0;
            while (digits < 3 && i + 1 + digits < text.Length && text[i + 1 + digits] is >= '0' and <= '7') { digits++; }
            bytes.Add(digits > 0 ? (byte)Convert.ToInt32(text.Substring(i + 1, digits), 8) : (byte)text[i + 1]);
            i += Math.Max(1, digits);
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
