using System.Text;
using System.Text.RegularExpressions;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>Models of every epoch of Keras: KERAS_GOLDENS names the folder of all packs (1,568 models); else a small selection of the
/// tests' own. KERAS_EPOCHS chooses cases by an expression over "version/name", KERAS_EPOCHS_REPORT names a file for the causes by
/// frequency, KERAS_EPOCHS_TRIPS=1 adds round trips through our own files.</summary>
public sealed class EpochTests
{
    /// <summary>Models of the full packs that may still differ: this number only falls. None of the tests' own may.</summary>
    /// <remarks>tf1.13.2/opt_rmsprop: its file holds no count of steps, so the rate's decay starts again. keras2.2.4/opt_nadam: the product
    /// of its momenta is not in the file, and that Keras changed it in no fixed order.
    /// keras2.2.4/conv2d: RMSprop divides by the state of two values of the depthwise kernel that is of rounding's size.
    /// tf2.4.4/mixed_float16: an accuracy hangs on two probabilities that are equal in half precision.
    /// tf-2.12.1/policy_mixed_bfloat16: one number differs by 8.2 % of the greatest where 8 % are allowed.</remarks>
    private const int MostFaulty = 5;

    [SkippableFact]
    public void Every_file_loads_predicts_and_trains_on()
    {
        EpochPack[] packs = [.. EpochPack.All()];
        Skip.If(packs.Length == 0, "set KERAS_GOLDENS to the folder of all packs");
        var wanted = new Regex(Environment.GetEnvironmentVariable("KERAS_EPOCHS") is { Length: > 0 } only ? only : "");
        bool trips = Environment.GetEnvironmentVariable("KERAS_EPOCHS_TRIPS") == "1";
        string folder = Directory.CreateTempSubdirectory("epochs").FullName;
        var faults = new List<EpochFault>();
        int count = 0;
        try
        {
            foreach (EpochCase c in packs.SelectMany(p => p.Cases(folder, wanted.IsMatch)))
            {
                count++;
                faults.AddRange(EpochRun.Check(c, trips));
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
        string report = Table(faults, count);
        if (Environment.GetEnvironmentVariable("KERAS_EPOCHS_REPORT") is { Length: > 0 } file) { File.WriteAllText(file, report); }
        Assert.True(faults.Select(f => f.Case).Distinct().Count() <= (Golden.OwnFolder is null ? 0 : MostFaulty), report);
    }

    private static string Table(List<EpochFault> faults, int count)
    {
        var text = new StringBuilder();
        text.AppendLine($"{count} models, {faults.Select(f => f.Case).Distinct().Count()} with faults");
        foreach (var group in faults.GroupBy(f => $"{f.Stage}: {f.General}")
            .OrderByDescending(g => g.Select(f => f.Case).Distinct().Count()))
        {
            text.AppendLine($"{group.Select(f => f.Case).Distinct().Count(),5} {group.Key}");
            var cases = group.GroupBy(f => f.Case).Take(6).Select(g => $"{g.Key}({string.Join(",", g.Select(f => f.Kind).Distinct())})");
            text.AppendLine($"        {string.Join(" ", cases)}");
        }
        return text.ToString();
    }
}
