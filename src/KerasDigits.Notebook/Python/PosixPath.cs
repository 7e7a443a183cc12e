using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>Python's pathlib.Path. It is a string wherever one is asked for.</summary>
public sealed class PosixPath : IEquatable<PosixPath>, IComparable<PosixPath>
{
    private readonly string _path;

    internal PosixPath(string path)
    {
        string[] kept = [.. path.Split('/').Where(p => p.Length > 0 && p != ".")];
        string plain = (path.StartsWith('/') ? "/" : "") + string.Join('/', kept);
        _path = plain.Length == 0 ? "." : plain;
    }

    /// <summary>The path as a string.</summary>
    public static implicit operator string(PosixPath path) => path._path;

    /// <summary>A part further down.</summary>
    public static PosixPath operator /(PosixPath path, string part) => new(Path.Combine(path._path, part));

    /// <summary>A part further down.</summary>
    public static PosixPath operator /(PosixPath path, PosixPath part) => path / part._path;

    /// <summary>A part further down.</summary>
    public static PosixPath operator /(string path, PosixPath part) => new(Path.Combine(path, part._path));

    /// <summary>Whether they are one path.</summary>
    public static bool operator ==(PosixPath? a, PosixPath? b) => a?._path == b?._path;

    /// <summary>Whether they are two paths.</summary>
    public static bool operator !=(PosixPath? a, PosixPath? b) => !(a == b);

    /// <summary>Whether it stands before the other.</summary>
    public static bool operator <(PosixPath a, PosixPath b) => a.CompareTo(b) < 0;

    /// <summary>Whether it sorts after the other.</summary>
    public static bool operator >(PosixPath a, PosixPath b) => a.CompareTo(b) > 0;

    /// <summary>Whether it does not sort after the other.</summary>
    public static bool operator <=(PosixPath a, PosixPath b) => a.CompareTo(b) <= 0;

    /// <summary>Whether it does not stand before the other.</summary>
    public static bool operator >=(PosixPath a, PosixPath b) => a.CompareTo(b) >= 0;

    /// <summary>The last part.</summary>
    public string name => _path is "." or "/" ? "" : _path[(_path.LastIndexOf('/') + 1)..];

    /// <summary>The last part without its extension.</summary>
    public string stem => name[..(name.Length - suffix.Length)];

    /// <summary>The extension of the last part, with its dot.</summary>
    public string suffix => name.LastIndexOf('.') is > 0 and int at && at < name.Length - 1 ? name[at..] : "";

    /// <summary>All but the last part.</summary>
    public PosixPath parent => new(_path.LastIndexOf('/') is var at && at > 0 ? _path[..at] : at == 0 ? "/" : ".");

    /// <summary>The folders around it, the nearest first.</summary>
    public List<PosixPath> parents
    {
        get
        {
            var around = new List<PosixPath>();
            for (PosixPath at = this; at.parent._path != at._path; at = at.parent) { around.Add(at.parent); }
            return around;
        }
    }

    /// <summary>Its parts.</summary>
    public List<string> parts => [.. _path.StartsWith('/') ? new[] { "/" } : [], .. _path.Split('/').Where(p => p.Length > 0 && p != ".")];

    /// <summary>The path and further parts.</summary>
    /// <param name="others">Further parts; an absolute one replaces what is before it.</param>
    public PosixPath joinpath(params string[] others) => others.Aggregate(this, (path, part) => path / part);

    /// <summary>With another ending of its name.</summary>
    /// <param name="suffix">The ending with its point, or "".</param>
    public PosixPath with_suffix(string suffix) => parent / (stem + suffix);

    /// <summary>With another last part.</summary>
    /// <param name="name">New last part of the path.</param>
    public PosixPath with_name(string name) => parent / name;

    /// <summary>The path as a string.</summary>
    public string as_posix() => _path;

    /// <summary>From the root on.</summary>
    public PosixPath absolute() => new(Path.GetFullPath(_path));

    /// <summary>From the root on, without ".." parts.</summary>
    public PosixPath resolve() => absolute();

    /// <summary>With the user's folder for "~".</summary>
    public PosixPath expanduser() => _path.StartsWith('~')
        ? new(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + _path[1..])
        : this;

    /// <summary>The way from another path to it.</summary>
    /// <param name="other">A folder around it.</param>
    /// <exception cref="ArgumentException">The folder is not around it.</exception>
    public PosixPath relative_to(string other) => _path.StartsWith(other.TrimEnd('/') + "/", StringComparison.Ordinal)
        ? new(_path[(other.TrimEnd('/').Length + 1)..])
        : throw new ArgumentException($"'{_path}' is not in the subpath of '{other}'", nameof(other));

    /// <summary>Whether there is such a file or folder.</summary>
    public bool exists() => Path.Exists(_path);

    /// <summary>Whether it is a file.</summary>
    public bool is_file() => File.Exists(_path);

    /// <summary>Whether it is a folder.</summary>
    public bool is_dir() => Directory.Exists(_path);

    /// <summary>Makes the folder.</summary>
    /// <param name="mode">Who may use it: the system's own rule holds.</param>
    /// <param name="parents">Whether the folders around it are made too.</param>
    /// <param name="exist_ok">Whether it may be there already.</param>
    /// <exception cref="IOException">It is there already.</exception>
    /// <exception cref="FileNotFoundException">There is no folder around it.</exception>
    public void mkdir(int mode = 511, bool parents = false, bool exist_ok = false)
    {
        _ = mode;
        if (exists() && !(exist_ok && is_dir())) { throw new IOException($"[Errno 17] File exists: '{_path}'"); }
        if (!parents && !parent.exists()) { throw new FileNotFoundException($"[Errno 2] No such file or directory: '{_path}'"); }
        Directory.CreateDirectory(_path);
    }

    /// <summary>What is in the folder, in no order that is promised.</summary>
    public IEnumerable<PosixPath> iterdir() => Directory.EnumerateFileSystemEntries(_path).Select(p => new PosixPath(p));

    /// <summary>The paths below it that fit a pattern.</summary>
    /// <param name="pattern"><c>*</c> for any characters, <c>?</c> for one, <c>**</c> for any folders.</param>
    public IEnumerable<PosixPath> glob(string pattern) => pattern.StartsWith("**/", StringComparison.Ordinal)
        ? rglob(pattern[3..])
        : builtins.glob(Path.Combine(_path, pattern)).Select(p => new PosixPath(p));

    /// <summary>The paths below it, however deep, that fit a pattern.</summary>
    /// <param name="pattern"><c>*</c> for any characters, <c>?</c> for one.</param>
    public IEnumerable<PosixPath> rglob(string pattern) => Directory.EnumerateDirectories(_path, "*", SearchOption.AllDirectories)
        .Prepend(_path).SelectMany(d => builtins.glob(Path.Combine(d, pattern))).Select(p => new PosixPath(p));

    /// <summary>The file's text.</summary>
    /// <param name="encoding">Name of the text's encoding; null: UTF-8.</param>
    public string read_text(string? encoding = null)
    {
        using var file = new TextFile(_path, "r", encoding);
        return file.read();
    }

    /// <summary>The file's bytes.</summary>
    public Bytes read_bytes() => new(OrdinaryFile.ReadBytes(_path));

    /// <summary>Writes a text as the file.</summary>
    /// <param name="data">The whole content; written as UTF-8.</param>
    /// <param name="encoding">Name of the text's encoding; null: UTF-8.</param>
    /// <returns>How many characters.</returns>
    public int write_text(string data, string? encoding = null)
    {
        using var file = new TextFile(_path, "w", encoding);
        return file.write(data);
    }

    /// <summary>The file, opened for text.</summary>
    /// <param name="mode">"r", "w", "a" or "x".</param>
    /// <param name="encoding">Name of the text's encoding; null: UTF-8.</param>
    public TextFile open(string mode = "r", string? encoding = null) => new(_path, mode, encoding);

    /// <summary>Takes the file away.</summary>
    /// <param name="missing_ok">Whether it need not be there.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void unlink(bool missing_ok = false)
    {
        if (!is_file() && !missing_ok) { throw new FileNotFoundException($"[Errno 2] No such file or directory: '{_path}'"); }
        File.Delete(_path);
    }

    /// <summary>Takes the empty folder away.</summary>
    public void rmdir() => Directory.Delete(_path);

    /// <summary>Gives the file or folder another path.</summary>
    /// <param name="target">The new path.</param>
    public PosixPath rename(string target)
    {
        Directory.Move(_path, target);
        return new PosixPath(target);
    }

    /// <inheritdoc/>
    public int CompareTo(PosixPath? other) => string.CompareOrdinal(_path, other?._path);

    /// <inheritdoc/>
    public bool Equals(PosixPath? other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PosixPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _path;
}
