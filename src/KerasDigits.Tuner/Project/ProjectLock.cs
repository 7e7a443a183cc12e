namespace KerasDigits.Tuner.Project;

/// <summary>
/// Keeps a project folder to one process at a time. The lock is the system's, on the file "oracle.lock": a process that dies leaves it
/// free.
/// </summary>
internal sealed class ProjectLock : IDisposable
{
    public const string FileName = "oracle.lock";
    private static readonly Dictionary<string, (FileStream Stream, int Holders)> s_held = [];
    private readonly string _path;
    private bool _released;

    private ProjectLock(string path) => _path = path;

    /// <summary>Makes the folder when needed and takes its lock. Several tuners of one process share it.</summary>
    /// <exception cref="ProjectException">Another process has it, or the folder cannot be written.</exception>
    public static ProjectLock Take(string folder)
    {
        string path = Path.Combine(Path.GetFullPath(folder), FileName);
        lock (s_held)
        {
            if (s_held.TryGetValue(path, out var held))
            {
                s_held[path] = (held.Stream, held.Holders + 1);
                return new ProjectLock(path);
            }
            try
            {
                Directory.CreateDirectory(folder);
                s_held[path] = (OrdinaryFile.Grow(path, FileMode.OpenOrCreate, FileShare.None, buffer: 1), 1);
                return new ProjectLock(path);
            }
            catch (IOException e) when (File.Exists(path) && OrdinaryFile.Is(path) && Directory.Exists(folder))
            {
                throw new ProjectException(folder, $"another process is searching in this project (it holds {FileName}). Wait for it to "
                    + "end, or give this tuner another `project_name`.", e);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ProjectException(folder, $"the folder cannot be written ({e.Message.TrimEnd('.')}). Give a `directory` that can "
                    + "be written.", e);
            }
        }
    }

    public void Dispose()
    {
        lock (s_held)
        {
            if (_released) { return; }
            _released = true;
            var (stream, holders) = s_held[_path];
            if (holders > 1) { s_held[_path] = (stream, holders - 1); }
            else
            {
                s_held.Remove(_path);
                stream.Dispose();
            }
        }
    }
}
