using System.Diagnostics;

namespace KerasDigits.Tests.Samples;

/// <summary>The programs ported line by line run, for a moment, as a user runs them.</summary>
public sealed class PortedProgramTests
{
    [Theory]
    [InlineData("TabularMLP", "AUC", "patients.h5")]
    [InlineData("ImageCNN", "Test accuracy:", "cnn.csv")]
    [InlineData("TwoInputs", "kind: ", null)]
    public async Task Runs_to_its_end(string name, string said, string? file)
    {
        string folder = Directory.CreateTempSubdirectory("keras-sample-").FullName;
        try
        {
            string[] arguments = [Path.Combine(AppContext.BaseDirectory, name + ".dll"), "--epochs", "2", .. file is null ? (string[])[] : ["--out", folder]];
            using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await errors);
            Assert.Contains(said, output, StringComparison.Ordinal);
            Assert.DoesNotContain('\b', output);
            if (file is not null) { Assert.True(File.Exists(Path.Combine(folder, file))); }
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
