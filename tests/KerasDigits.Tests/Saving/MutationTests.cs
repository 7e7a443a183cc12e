using System.Diagnostics;
using System.Globalization;
using System.Text;
using KerasDigits.Core;
using KerasDigits.Saving;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Files with flipped, cut, repeated and swapped bytes and JSON values: each ends within 10 s in a model or in one kind of exception.
/// KERAS_MUTATIONS sets the number of cases (150 unless set; 10000 for the full test).</summary>
public sealed class MutationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-mutations-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryDamagedFileEndsInAModelOrOneException()
    {
        int cases = int.Parse(Environment.GetEnvironmentVariable("KERAS_MUTATIONS") ?? "150", CultureInfo.InvariantCulture);
        string goldens = Path.Combine(Environment.GetEnvironmentVariable("KERAS_GOLDENS") ?? Path.Combine(AppContext.BaseDirectory, "Goldens"), "files");
        (string Name, byte[] Bytes)[] files = [.. Directory.GetFiles(goldens).Order().Where(f => !f.EndsWith(".weights.h5", StringComparison.Ordinal) && new FileInfo(f).Length < 250_000)
            .Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
        var faults = new List<string>();
        int refused = 0;
        Log.SetLoggerFactory(new Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory());
        try
        {
            for (int i = 0; i < cases; i++)
            {
                var random = new Random(i);
                var (name, bytes) = files[i % files.Length];
                string kind = Path.GetExtension(name), path = Path.Combine(_folder, "case" + kind);
                byte[] mutated = kind == ".json" || random.Next(3) == 0 ? Words(bytes, random) : Mutated(bytes, random);
                File.WriteAllBytes(path, mutated);
                var clock = Stopwatch.StartNew();
                try
                {
                    if (kind == ".json") { models.model_from_json(Encoding.UTF8.GetString(mutated)); }
                    else { models.load_model(path); }
                }
                catch (ModelFileException) { refused++; }
                catch (Exception e) { faults.Add($"case {i} ({name}): {e.GetType().Name}: {e.Message.Split('\n')[0]} {string.Join(" < ", (e.StackTrace ?? "").Split('\n').Take(3).Select(s => s.Trim()))}"); }
                if (clock.Elapsed > TimeSpan.FromSeconds(10)) { faults.Add($"case {i} ({name}) took {clock.Elapsed}"); }
            }
        }
        finally { Log.SetLoggerFactory(null); }
        Assert.True(faults.Count == 0, $"{faults.Count} of {cases}:\n{string.Join("\n", faults.Take(25))}");
        Assert.True(refused > cases / 10, $"only {refused} of {cases} were refused");
        using Process self = Process.GetCurrentProcess();
        Assert.True(cases < 1000 || self.PeakWorkingSet64 < 3L << 30, $"peak memory {self.PeakWorkingSet64 >> 20} MiB");
    }

    private static byte[] Mutated(byte[] source, Random random)
    {
        byte[] bytes = (byte[])source.Clone();
        int at = random.Next(bytes.Length), length = random.Next(1, Math.Min(64, bytes.Length - at) + 1);
        switch (random.Next(5))
        {
            case 0: return bytes[..at];
            case 1: return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 2:
                int other = random.Next(bytes.Length - length);
                (byte[] a, byte[] b) = (bytes[at..(at + length)], bytes[other..(other + length)]);
                b.CopyTo(bytes, at);
                a.CopyTo(bytes, other);
                return bytes;
            default:
                // Headers matter more than weights: most flips fall into the first part.
                for (int n = random.Next(1, 6); n > 0; n--) { bytes[random.Next(random.Next(2) == 0 ? Math.Min(4096, bytes.Length) : bytes.Length)] ^= (byte)(1 << random.Next(8)); }
                return bytes;
        }
    }

    /// <summary>Replaces a JSON value or number, without changing the length (so that it stays a sound HDF5 file).</summary>
    private static byte[] Words(byte[] source, Random random)
    {
        byte[] bytes = (byte[])source.Clone();
        (string From, string To)[] changes =
        [
            ("null", "true"), ("true", "null"), ("[3, 3]", "[0, 3]"), ("[3, 3]", "[-1,3]"), ("[2, 2]", "\"2,2\" "), ("relu", "rulu"), ("Dense", "Dance"), ("\"same\"", "\"some\""),
            ("0, 0, {}", "0, 9, {}"), ("0, 0, {}", "7, 0, {}"), ("\"units\": 10", "\"units\": -1"), ("\"units\": 10", "\"units\": {}"), ("\"units\"", "\"unite\""), ("\"config\"", "\"confug\""),
            ("\"filters\": ", "\"filters\":-"), ("null, 28, 28", "null, 99, 99"), ("null, 28, 28", "null, -8, 28"), ("false", "12345"), ("\"layers\": [", "\"layers\": {"), ("class_name", "class_nome"),
            ("float32", "float99"), ("0.99", "1e99"), ("0.001", "1e-99"), ("Flatten", "Lambda "), ("InputLayer", "Sequential"), ("Adam", "Adim"), ("\"accuracy\"", "\"acc\\uracy\""), ("name", "nome"),
        ];
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            var (from, to) = changes[random.Next(changes.Length)];
            int at = bytes.AsSpan(random.Next(bytes.Length / 2)).IndexOf(Encoding.ASCII.GetBytes(from));
            if (at < 0) { continue; }
            at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(from));
            Encoding.ASCII.GetBytes(to.PadRight(from.Length)[..from.Length]).CopyTo(bytes, at);
        }
        return bytes;
    }
}
