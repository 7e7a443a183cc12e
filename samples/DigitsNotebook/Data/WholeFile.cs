namespace DigitsNotebook.Data;

/// <summary>A file that is there whole or not at all, on a full disk too.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file, and renames. What a killed run left there is written over.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.tmp";
        try
        {
            using (FileStream file = File.Create(temporary, 1 << 20))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes text.</summary>
    public static void Write(string path, string text) => Write(path, file => file.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
