using System.Globalization;
using KerasDigits.Backend;

namespace KerasDigits.Tests.Backend;

/// <summary>
/// Layers drawn by chance give float64's outputs and gradients, whatever vectors the engine uses. KERAS_SEARCH sets how many (60 for each
/// unless set; 5000 for the full search).
/// </summary>
public sealed class EngineSearchTests
{
    [SkippableTheory]
    [InlineData("", "")]
    [InlineData("", "AVX2")]
    [InlineData("conv2", "")]
    [InlineData("conv2", "AVX512_CORE")]
    [InlineData("transpose2", "")]
    [InlineData("dilated", "")]
    public void Drawn_layers_give_the_numbers_of_Float64(string kind, string processor)
    {
        Skip.If(processor.Length > 0 && OneDnnSettings.IsFaulty,
            "The engine's convolutions are known to be wrong by these instructions on this processor: docs/SUPPORTED.md.");
        int count = int.Parse(Environment.GetEnvironmentVariable("KERAS_SEARCH") ?? "60", CultureInfo.InvariantCulture);
        var (code, output) = Trial.Run($"search {count} 1 {kind}".Trim(), processor.Length > 0 ? [("ONEDNN_MAX_CPU_ISA", processor)] : []);
        Assert.True(code == 0, output);
        Assert.Contains($"{count} cases of seed 1: 0 wrong or dead", output);
    }

    /// <summary>One call of each public function of tensors, and some of those whose tensors must fit each other.</summary>
    [SkippableTheory, InlineData(1500, ""), InlineData(300, "windows."), InlineData(60, "fits.")]
    public void Calls_that_nobody_should_make_end_in_exceptions(int count, string name)
    {
        Skip.IfNot(EngineBinding.IsActive, "exceptions of the engine are caught on Linux x64 only");
        var (code, output) = Trial.Run($"hostile {count} 7 {name}".Trim());
        Assert.True(code == 0, output);
    }

    [SkippableFact]
    public void What_was_wrong_once_is_right()
    {
        var (code, output) = Trial.Run("known");
        Assert.True(code == 0, output);
    }

    [SkippableFact]
    public void The_grid_goes_on_where_it_was_left()
    {
        string file = Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}.txt");
        try
        {
            File.WriteAllText(file, "next pool1 1749590 of 1749600\n");
            var (code, output) = Trial.Run($"grid {file} 60 pool1");
            Assert.True(code == 0, output);
            Assert.Contains("1749600 of 1749600 points, 0 findings", output);
        }
        finally { File.Delete(file); }
    }
}
