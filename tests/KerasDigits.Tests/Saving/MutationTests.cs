using System.Diagnostics;
using System.Globalization;
using System.Text;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Files of all kinds with flipped, cut, repeated and swapped bytes and JSON values: each ends within 10 s and 1 GiB in a model or
/// in one kind of exception. KERAS_FILES may name a folder of further files; KERAS_MUTATIONS sets the number of cases (150 unless set;
/// 10000 for the full test).</summary>
public sealed class MutationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-mutations-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_damaged_file_ends_in_a_model_or_one_exception()
    {
        int cases = int.Parse(Environment.GetEnvironmentVariable("KERAS_MUTATIONS") ?? "150", CultureInfo.InvariantCulture);
        string[] folders = [Path.Combine(Golden.Folder, "files"),
            .. Environment.GetEnvironmentVariable("KERAS_FILES") is { Length: > 0 } real ? (string[])[real] : []];
        Source[] sources = [.. folders.SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal).Select(Source.Of).OfType<Source>()];
        var faults = new List<string>();
        int refused = 0;
        Log.SetLoggerFactory(new Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory());
        try
        {
            for (int i = 0; i < cases; i++)
            {
                var random = new Random(i);
                Source source = sources[i % sources.Length];
                byte[] bytes = source.Bytes, mutated = source.Kind == ".json"
                    || random.Next(3) == 0 ? Words(bytes, random) : Mutated(bytes, random);
                string path = Path.Combine(_folder, "case" + source.Kind);
                File.WriteAllBytes(path, mutated);
                var memory = PeakMemory.Start();
                var clock = Stopwatch.StartNew();
                try { source.Load(path); }
                catch (ModelFileException) { refused++; }
                catch (Exception e)
                {
                    faults.Add($"case {i} ({source.Name}): {e.GetType().Name}: "
                        + $"{e.Message.Split('\n')[0]} "
                        + $"{string.Join(" < ", (e.StackTrace ?? "").Split('\n').Take(3).Select(s => s.Trim()))}");
                }
                if (clock.Elapsed > TimeSpan.FromSeconds(10)) { faults.Add($"case {i} ({source.Name}) took {clock.Elapsed}"); }
                if (memory.Growth() is var grown && grown > 1L << 30) { faults.Add($"case {i} ({source.Name}) took {grown >> 20} MiB"); }
            }
        }
        finally { Log.SetLoggerFactory(null); }
        Assert.True(faults.Count == 0, $"{faults.Count} of {cases}:\n{string.Join("\n", faults.Take(25))}");
        Assert.True(refused > cases / 10, $"only {refused} of {cases} were refused");
    }

    /// <summary>A sound file, and how it is read.</summary>
    private sealed record Source(string Name, string Kind, byte[] Bytes, Action<string> Load)
    {
        public static Source? Of(string file)
        {
            string name = Path.GetFileName(file);
            bool weights = name.EndsWith(".weights.h5", StringComparison.Ordinal);
            string kind = weights ? ".weights.h5" : Path.GetExtension(name);
            if (kind is not (".h5" or ".hdf5" or ".keras" or ".json" or ".weights.h5") || new FileInfo(file).Length > 4_000_000)
            {
                return null;
            }
            try
            {
                Model? model = weights ? models.load_model(file[..^kind.Length] + ".h5", compile: false) : null;
                Action<string> load = kind == ".json" ? path => models.model_from_json(Encoding.UTF8.GetString(File.ReadAllBytes(path)))
                    : weights ? path => model!.load_weights(path) : path => models.load_model(path);
                return new Source(name, kind, File.ReadAllBytes(file), load);
            }
            // weights without a model that is known here
            catch (Exception e) when (e is ModelFileException or FileNotFoundException) { return null; }
        }
    }

    /// <summary>The process's greatest memory since a moment; on Linux, where it can be asked for.</summary>
    private readonly record struct PeakMemory(long Before)
    {
        public static PeakMemory Start()
        {
            if (!OperatingSystem.IsLinux()) { return default; }
            File.WriteAllText("/proc/self/clear_refs", "5"); // sets the high-water mark back to the present size
            return new PeakMemory(HighWater());
        }

        public long Growth() => OperatingSystem.IsLinux() ? HighWater() - Before : 0;

        private static long HighWater() =>
            1024 * long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
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
                for (int n = random.Next(1, 6); n > 0; n--)
                {
                    bytes[random.Next(random.Next(2) == 0 ? Math.Min(4096, bytes.Length) : bytes.Length)] ^= (byte)(1 << random.Next(8));
                }
                return bytes;
        }
    }

    /// <summary>Replaces a JSON value or number, without changing the length (so that it stays a sound HDF5 file).</summary>
    private static byte[] Words(byte[] source, Random random)
    {
        byte[] bytes = (byte[])source.Clone();
        (string From, string To)[] changes =
        [
            ("null", "true"), ("true", "null"), ("[3, 3]", "[0, 3]"), ("[3, 3]", "[-1,3]"), ("[2, 2]", "\"2,2\" "), ("relu", "rulu"),
            ("Dense", "Dance"), ("\"same\"", "\"some\""),
            ("0, 0, {}", "0, 9, {}"), ("0, 0, {}", "7, 0, {}"), ("\"units\": 10", "\"units\": -1"), ("\"units\": 10", "\"units\": {}"),
            ("\"units\"", "\"unite\""), ("\"config\"", "\"confug\""),
            ("\"filters\": ", "\"filters\":-"), ("null, 28, 28", "null, 99, 99"), ("null, 28, 28", "null, -8, 28"), ("false", "12345"),
            ("\"layers\": [", "\"layers\": {"), ("class_name", "class_nome"),
            ("float32", "float99"), ("0.99", "1e99"), ("0.001", "1e-99"), ("Flatten", "Lambda "), ("InputLayer", "Sequential"),
            ("Adam", "Adim"), ("\"accuracy\"", "\"acc\\uracy\""), ("name", "nome"),
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
