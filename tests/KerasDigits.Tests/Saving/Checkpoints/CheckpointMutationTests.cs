using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Saving;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>
/// Checkpoints and SavedModels with flipped, cut, repeated and swapped bytes: each ends in a model or in one kind of exception.
/// KERAS_MUTATIONS sets the number of cases (150 unless set).
/// </summary>
public sealed class CheckpointMutationTests : IDisposable
{
    private readonly SavedModelPack _pack = new();

    public void Dispose() => _pack.Dispose();

    [Fact]
    public void Every_damaged_folder_ends_in_a_model_or_one_exception()
    {
        int cases = int.Parse(Environment.GetEnvironmentVariable("KERAS_MUTATIONS") ?? "150", CultureInfo.InvariantCulture);
        JsonElement c = SavedModelPack.Case("savedmodels", "new_adam"), small = SavedModelPack.Case("savedmodels", "partitioned");
        string folder = _pack.Unpack(c), model = Path.Combine(folder, c.GetProperty("saved_model").GetString()!),
            prefix = Path.Combine(folder, c.GetProperty("checkpoint").GetString()!);
        string slices = Path.Combine(_pack.Unpack(small), small.GetProperty("checkpoint").GetString()!);
        // One with a table of words and a loop besides.
        JsonElement texts = SavedModelPack.Case("savedmodels", "text_vectorization_int"),
            loop = SavedModelPack.Case("savedmodels", "bidirectional");
        string[] further = [.. new[] { texts, loop }.Select(t => Path.Combine(_pack.Unpack(t), t.GetProperty("saved_model").GetString()!))];
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.GetDirectoryName(slices)!),
            .. further.SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories))];
        byte[][] sound = Array.ConvertAll(files, File.ReadAllBytes);
        var faults = new List<string>();
        int refused = 0;
        Log.SetLoggerFactory(new Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory());
        try
        {
            for (int i = 0; i < cases; i++)
            {
                var random = new Random(i);
                int f = i % files.Length;
                File.WriteAllBytes(files[f], Mutated(sound[f], random, files[f]));
                var clock = Stopwatch.StartNew();
                try
                {
                    if (Array.Find(further, p => files[f].StartsWith(p, StringComparison.Ordinal)) is { } other)
                    {
                        models.load_model(other);
                    }
                    else if (files[f].StartsWith(model, StringComparison.Ordinal)) { models.load_model(model); }
                    else if (files[f].StartsWith(folder, StringComparison.Ordinal))
                    {
                        models.model_from_json(c.GetProperty("json").GetString()!).load_weights(prefix).expect_partial();
                    }
                    else
                    {
                        using CheckpointReader reader = tf.train.load_checkpoint(slices);
                        foreach (var (key, type) in reader.get_variable_to_dtype_map())
                        {
                            if (type == "string") { reader.get_bytes(key); } else { reader.get_tensor(key); }
                        }
                    }
                }
                catch (Exception e) when (e is ModelFileException or FileNotFoundException) { refused++; }
                catch (Exception e)
                {
                    faults.Add($"case {i} ({Path.GetFileName(files[f])}): {e.GetType().Name}: "
                        + $"{e.Message.Split('\n')[0]} "
                        + $"{string.Join(" < ", (e.StackTrace ?? "").Split('\n').Take(3).Select(s => s.Trim()))}");
                }
                if (clock.Elapsed > TimeSpan.FromSeconds(10))
                {
                    faults.Add($"case {i} ({Path.GetFileName(files[f])}) took {clock.Elapsed}");
                }
                File.WriteAllBytes(files[f], sound[f]);
            }
        }
        finally { Log.SetLoggerFactory(null); }
        Assert.True(faults.Count == 0, $"{faults.Count} of {cases}:\n{string.Join("\n", faults.Take(25))}");
        Assert.True(refused > cases / 10, $"only {refused} of {cases} were refused");
    }

    /// <summary>Damage; half of the indexes get sound checksums again, so that what stands behind them is reached.</summary>
    private static byte[] Mutated(byte[] bytes, Random random, string file)
    {
        byte[] result = [.. bytes];
        for (int n = random.Next(1, 4); n > 0 && result.Length > 1; n--)
        {
            int at = random.Next(result.Length);
            switch (random.Next(5))
            {
                case 0: result[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: result[at] = (byte)random.Next(256); break;
                case 2: result = result[..at]; break;
                case 3: result = [.. result[..at], .. result[(at / 2)..]]; break;
                default: result.AsSpan(at).Fill((byte)(random.Next(2) * 255)); break;
            }
        }
        return file.EndsWith(".index", StringComparison.Ordinal) && random.Next(2) == 0 ? Mended(bytes, random) : result;
    }

    private static byte[] Mended(byte[] bytes, Random random)
    {
        byte[] result = [.. bytes];
        // The data block is the first one; its size stands in the index block, whose layout a change of values inside leaves alone.
        int block = Array.FindLastIndex(result, result.Length - 49, b => b != 0);
        for (int end = block; end > 16; end--)
        {
            uint crc = KerasDigits.Saving.Checkpoints.Checksum.Mask(KerasDigits.Saving.Checkpoints.Checksum.Extend(0,
                result.AsSpan(0, end)));
            if (end + 4 > result.Length || BitConverter.ToUInt32(result, end) != crc) { continue; }
            for (int n = random.Next(1, 6); n > 0; n--) { result[random.Next(end - 1)] = (byte)random.Next(256); }
            BitConverter.TryWriteBytes(result.AsSpan(end),
                KerasDigits.Saving.Checkpoints.Checksum.Mask(KerasDigits.Saving.Checkpoints.Checksum.Extend(0, result.AsSpan(0, end))));
            break;
        }
        return result;
    }
}
