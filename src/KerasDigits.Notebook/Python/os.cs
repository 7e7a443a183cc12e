namespace KerasDigits.Notebook;

/// <summary>The part of Python's module os for which .NET has no single call.</summary>
public static class os
{
    /// <summary>A folder and all below it: of each its path, the names of its folders and of its files.</summary>
    /// <param name="top">Folder to begin with.</param>
    public static IEnumerable<(string, List<string>, List<string>)> walk(string top)
    {
        if (!Directory.Exists(top)) { yield break; }
        List<string> folders = [.. Directory.EnumerateDirectories(top).Select(p => Path.GetFileName(p))],
            files = [.. Directory.EnumerateFiles(top).Select(p => Path.GetFileName(p))];
        yield return (top, folders, files);
        // A program may take folders out, so that they are not gone into.
        foreach (string folder in folders)
        {
            foreach (var below in walk(Path.Combine(top, folder))) { yield return below; }
        }
    }

    /// <summary>A new folder.</summary>
    /// <param name="path">Path of the new folder.</param>
    /// <exception cref="IOException">It is there already.</exception>
    /// <exception cref="FileNotFoundException">There is no folder around it.</exception>
    public static void mkdir(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } around && !Directory.Exists(around)) { throw MakeAbsent(path); }
        makedirs(path);
    }

    /// <summary>A new folder, and those around it that are not there yet.</summary>
    /// <param name="name">Path of the new folder.</param>
    /// <param name="exist_ok">Whether it may be there already.</param>
    /// <exception cref="IOException">It is there already.</exception>
    public static void makedirs(string name, bool exist_ok = false)
    {
        if (File.Exists(name) || !exist_ok && Directory.Exists(name))
        {
            throw new IOException($"[Errno 17] File exists: {builtins.repr(name)}");
        }
        Directory.CreateDirectory(name);
    }

    /// <summary>Deletes a file.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static void remove(string path)
    {
        if (!Path.Exists(path)) { throw MakeAbsent(path); }
        File.Delete(path);
    }

    /// <summary>A file or folder gets another place: into a folder that is there under its own name, else under the name that is
    /// given. It is shutil's move.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="target">Where it goes.</param>
    public static void move(string source, string target) =>
        Directory.Move(source, Directory.Exists(target) ? Path.Combine(target, Path.GetFileName(source)) : target);

    private static FileNotFoundException MakeAbsent(string path) =>
        new($"[Errno 2] No such file or directory: {builtins.repr(path)}", path);

    /// <summary>os.path.</summary>
    public static class path
    {
        /// <summary>A path without the ending of its name, and the ending with its point.</summary>
        /// <param name="p">The path, which need not exist.</param>
        public static (string, string) splitext(string p)
        {
            int name = p.LastIndexOf('/') + 1, at = p.LastIndexOf('.');
            // Points at the beginning of a name are none of an ending.
            return at < name || p[name..at].All(c => c == '.') ? (p, "") : (p[..at], p[at..]);
        }

        /// <summary>The folder and the name.</summary>
        /// <param name="p">The path, which need not exist.</param>
        public static (string, string) split(string p)
        {
            int at = p.LastIndexOf('/') + 1;
            string head = p[..at];
            return (head.Trim('/').Length > 0 ? head.TrimEnd('/') : head, p[at..]);
        }

        /// <summary>Parts of a path one behind the other, a separator between them where none stands; one that begins at the root
        /// leaves out those before it, and an empty one at the end gives a separator.</summary>
        /// <param name="first">The first part.</param>
        /// <param name="parts">The other ones.</param>
        public static string join(string first, params string[] parts)
        {
            string all = first;
            foreach (string part in parts)
            {
                all = Path.IsPathRooted(part) ? part
                    : all.Length == 0 || Path.EndsInDirectorySeparator(all) ? all + part : all + Path.DirectorySeparatorChar + part;
            }
            return all;
        }

        /// <summary>A path from the root on, without ".", ".." and a separator at its end.</summary>
        /// <param name="p">The path, which need not exist.</param>
        public static string abspath(string p) =>
            Path.TrimEndingDirectorySeparator(p.Length == 0 ? Directory.GetCurrentDirectory() : Path.GetFullPath(p));

        /// <summary>A path with the user's own folder for a <c>~</c> at its beginning; other paths as they are, another user's
        /// too.</summary>
        /// <param name="p">The path, which need not exist.</param>
        public static string expanduser(string p) => p == "~" || p.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + p[1..]
            : p;
    }
}
