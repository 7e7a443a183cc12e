using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>samples/DigitsNotebook as a user runs it.</summary>
internal static class NotebookProgram
{
    /// <summary>Runs it to its end.</summary>
    public static (int Code, string Output, string Errors) Run(string folder, params string[] arguments) =>
        Run(folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "DigitsNotebook.dll"), .. arguments]);

    /// <summary>Runs a program.</summary>
    public static (int Code, string Output, string Errors) Run(string folder, string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true, WorkingDirectory = folder })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Writes rows of digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many.</param>
    /// <param name="change">Changes one row's fields.</param>
    /// <param name="labels">Whether they have labels: all ten digits by turns.</param>
    /// <param name="first">A line before them.</param>
    public static string Write(string path, int rows, Action<int, List<string>>? change = null, bool labels = true, string? first = null)
    {
        var random = new Random(1);
        using StreamWriter file = File.CreateText(path);
        if (first is not null) { file.Write(first + "\n"); }
        for (int row = 0; row < rows; row++)
        {
            List<string> fields = [.. Enumerable.Range(0, 784)
                .Select(_ => (random.Next(256) / 256.0).ToString(CultureInfo.InvariantCulture))];
            if (labels) { fields.Add((row % 10).ToString(CultureInfo.InvariantCulture)); }
            change?.Invoke(row, fields);
            file.Write(string.Join(',', fields) + "\n");
        }
        return path;
    }

    /// <summary>What was recorded of the notebook's cells.</summary>
    public static JsonElement Recorded { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "notebook_cells.json"))).RootElement;
}
