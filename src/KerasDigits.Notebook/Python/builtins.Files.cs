using System.Text.RegularExpressions;

namespace KerasDigits.Notebook;

/// <content>Files.</content>
public static partial class builtins
{
    /// <summary>Python's <c>open(path, "w")</c>, for text.</summary>
    /// <param name="path">Path of the file; see mode for one that is missing.</param>
    /// <param name="mode">"r": read, "w": overwrite, "a": write behind what is there, "x": write a file that must not be there.</param>
    /// <param name="encoding">Name of the text's encoding; null: UTF-8.</param>
    /// <exception cref="FileNotFoundException">There is no such file to read.</exception>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    public static TextFile open(string path, string mode = "r", string? encoding = null) => new(path, mode, encoding);

    /// <summary>Python's <c>open(path, "rb")</c>, for bytes.</summary>
    /// <param name="path">Path of the file; see mode for one that is missing.</param>
    /// <param name="mode">"rb": read, "wb": overwrite, "ab": write behind what is there, "xb": write a file that must not be there.</param>
    /// <exception cref="FileNotFoundException">There is no such file to read.</exception>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static BytesFile open_bytes(string path, string mode = "rb") => new(path, mode);

    /// <summary>Python's <c>glob.glob</c>: the files and folders whose paths fit a pattern, in the order of their names.</summary>
    /// <param name="pathname">
    /// <c>*</c> for any characters, <c>?</c> for one, <c>[ab]</c> for one of several, in each part of the path for itself; names that begin
    /// with a point fit a pattern that does.
    /// </param>
    public static List<string> glob(string pathname)
    {
        string folder = Path.GetDirectoryName(pathname) ?? "", pattern = Path.GetFileName(pathname);
        bool isPattern = pattern.AsSpan().IndexOfAny("*?[") >= 0;
        IEnumerable<string> folders = folder.AsSpan().IndexOfAny("*?[") >= 0 ? glob(folder).Where(Directory.Exists)
            : folder.Length == 0 || Directory.Exists(folder) ? [folder] : [];
        if (!isPattern)
        {
            return [.. folders.Select(f => pattern.Length == 0 ? f + Path.DirectorySeparatorChar : Path.Combine(f, pattern))
                .Where(Path.Exists)];
        }
        string said = string.Concat(Regex.Split(pattern, @"(\*|\?|\[[^\]]+\])").Select(OfPattern));
        var fits = new Regex($@"^{said}\z", RegexOptions.Singleline);
        return [.. folders.SelectMany(f => Directory.EnumerateFileSystemEntries(f.Length == 0 ? "." : f)
            .Select(e => Path.GetFileName(e)).Where(n => fits.IsMatch(n) && (n[0] != '.' || pattern[0] == '.'))
            .Order(StringComparer.Ordinal).Select(n => Path.Combine(f, n)))];
    }

    private static string OfPattern(string part) => part switch
    {
        "*" => ".*",
        "?" => ".",
        ['[', '!', .. var others] => "[^" + others.Replace("\\", "\\\\", StringComparison.Ordinal),
        ['[', .. var these] => "[" + these.Replace("\\", "\\\\", StringComparison.Ordinal),
        _ => Regex.Escape(part),
    };
}
