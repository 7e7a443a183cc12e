namespace KerasDigits.Tuner.Project;

/// <summary>Reading and writing of a project's JSON files.</summary>
/// <remarks>
/// A file is written to a temporary name and renamed, so that a process that dies leaves the old text or the new one. The disk is not
/// waited for: that would cost milliseconds a trial, and only a failing machine, not a failing process, can tell the difference.
/// </remarks>
internal static class ProjectFile
{
    public static void Write(string path, ReadOnlySpan<byte> json)
    {
        string temporary = path + ".tmp";
        try
        {
            OrdinaryFile.Check(path);
            using (var file = OrdinaryFile.OpenForWriting(temporary, FileMode.Create))
            {
                RandomAccess.Write(file, json, 0);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new ProjectException(path, $"the file could not be written ({e.Message.TrimEnd('.')}). Give a `directory` that can be "
                + "written.", e);
        }
    }

    /// <summary>Deletes a file that does no harm where it cannot be deleted.</summary>
    internal static void Remove(string path)
    {
        try { File.Delete(path); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Reads a file's object.</summary>
    /// <exception cref="ProjectException">The file is missing, is not JSON, or lacks something; the message names the place.</exception>
    public static T Read<T>(string path, Func<Config, T> make)
    {
        try
        {
            return JsonReader.Parse(OrdinaryFile.ReadText(path)) is Config config
                ? make(config)
                : throw new FormatException("expected an object {…}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException
            or KeyNotFoundException or InvalidCastException or NullReferenceException or OverflowException)
        {
            string what = e is KeyNotFoundException
                ? $"something that must be there is missing ({e.Message.TrimEnd('.')})"
                : e.Message.TrimEnd('.');
            throw new ProjectException(path, $"the file cannot be used: {what}. Nothing was changed. Mend or remove the file, change the "
                + "`project_name`, or pass `overwrite: true` to begin anew.", e);
        }
    }
}
