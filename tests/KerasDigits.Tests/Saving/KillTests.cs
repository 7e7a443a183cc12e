using System.Diagnostics;
using System.Globalization;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// A process that saves in a loop is killed at random moments; the file must be whole each time. KERAS_KILLS sets how often (5 unless set;
/// 200 for the full test).
/// </summary>
public sealed class KillTests
{
    [SkippableFact]
    public void A_killed_process_never_leaves_a_torn_file()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("KERAS_KILLS") ?? "5", CultureInfo.InvariantCulture);
        string program = Path.Combine(AppContext.BaseDirectory, "SavingLoop.dll");
        Skip.IfNot(File.Exists(program), "the program SavingLoop is not built");
        string folder = Directory.CreateTempSubdirectory("keras-kill-").FullName, target = Path.Combine(folder, "m.h5");
        var random = new Random(11);
        int torn = 0;
        try
        {
            for (int i = 0; i < kills; i++)
            {
                using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, target]) { RedirectStandardError = true })!;
                DateTime before = File.Exists(target) ? File.GetLastWriteTimeUtc(target) : DateTime.MinValue;
                var limit = Stopwatch.StartNew();
                while (!File.Exists(target) || File.GetLastWriteTimeUtc(target) == before)
                {
                    Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60) && !process.HasExited, "the program does not save");
                    Thread.Sleep(5);
                }
                Thread.Sleep(random.Next(60));
                process.Kill();
                process.WaitForExit();
                string[] left = Directory.GetFiles(folder, "*.tmp");
                torn += left.Length > 0 ? 1 : 0;
                foreach (string file in left) { File.Delete(file); }
                Model model = models.load_model(target);
                Assert.Equal(300, model.weights[^1].Size);
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
        Assert.True(kills < 50 || torn > 0, "no kill fell into a write: the test shows nothing");
    }
}
