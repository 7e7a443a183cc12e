namespace KerasDigits.Preprocessing.Images;

/// <summary>Finds image files in the order in which keras-preprocessing lists them.</summary>
internal static class PictureFolders
{
    /// <summary>Endings that flow_from_directory and flow_from_dataframe look for.</summary>
    public static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".ppm", ".tif", ".tiff"];

    /// <summary>Names of the folders in a folder, sorted as Python sorts text.</summary>
    public static string[] ListClasses(string directory)
    {
        CheckFolder(directory);
        string[] names = [.. Directory.EnumerateDirectories(directory).Select(d => Path.GetFileName(d)!)];
        Array.Sort(names, string.CompareOrdinal);
        return names;
    }

    /// <summary>
    /// The files with these endings in a folder and all below: folders in order of their path, in each the files by name.
    /// </summary>
    public static IEnumerable<string> EnumerateFiles(string directory, string[] endings, bool followLinks)
    {
        CheckFolder(directory);
        string[] folders = [.. EnumerateBelow(directory, followLinks, [])];
        Array.Sort(folders, string.CompareOrdinal);
        foreach (string folder in folders)
        {
            string[] files = [.. Directory.EnumerateFiles(folder).Where(f => Ends(f, endings))];
            Array.Sort(files, string.CompareOrdinal);
            foreach (string file in files) { yield return file; }
        }
    }

    /// <summary>Whether a name has one of the endings, in any case.</summary>
    public static bool Ends(string name, string[] endings) => endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    public static void CheckFolder(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"[Errno 2] No such file or directory: '{directory}'. A folder is looked for that holds "
                + "one folder of pictures per class.");
        }
    }

    private static IEnumerable<string> EnumerateBelow(string folder, bool followLinks, HashSet<string> seen)
    {
        yield return folder;
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            var info = new DirectoryInfo(inner);
            if (info.LinkTarget is not null)
            {
                // A link to a folder above would never end.
                if (!followLinks || !seen.Add(info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? inner)) { continue; }
            }
            foreach (string deeper in EnumerateBelow(inner, followLinks, seen)) { yield return deeper; }
        }
    }
}
