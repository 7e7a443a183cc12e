using System.Globalization;
using System.Text.Json;

namespace KerasDigits.Benchmarks.Workloads;

/// <summary>The last figures of each workload, kept in the clone; they say what has become slower.</summary>
internal static class StoredTable
{
    /// <summary>Above which growth of a ratio a workload is named.</summary>
    private const double Worse = 1.1;

    /// <summary>A workload's figures.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Milliseconds">Median of one run.</param>
    /// <param name="Ratio">
    /// What is compared, as it hardly depends on the machine's mood: to the best opponent in the same run, or where there is none to the
    /// recorded figure scaled by the rate of matrix products.
    /// </param>
    public sealed record Row(string Name, double Milliseconds, double Ratio);

    /// <summary>Names what is slower than in the last table, and stores this one; false: something is.</summary>
    public static bool Compare(IReadOnlyList<Row> rows)
    {
        string file = Path.Combine(Clone.Root, "artifacts", "benchmarks", $"workloads on {Machine.FileName}.json");
        Dictionary<string, Row> stored = File.Exists(file)
            ? JsonSerializer.Deserialize<Row[]>(File.ReadAllText(file))!.ToDictionary(r => r.Name)
            : [];
        bool holds = true;
        foreach (Row row in rows)
        {
            if (stored.TryGetValue(row.Name, out Row? before) && row.Ratio > Worse * before.Ratio)
            {
                holds = false;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"SLOWER: {row.Name}: ratio {row.Ratio:F2}, in the last table {before.Ratio:F2}"));
            }
            stored[row.Name] = row;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(stored.Values));
        Console.WriteLine($"Stored in {file}");
        return holds;
    }
}
