using System.Globalization;

namespace KerasDigits.Tests.Backend;

/// <summary>Layers drawn by chance give float64's outputs and gradients, whatever vectors the engine uses. KERAS_SEARCH sets how many (60 for each unless set; 5000 for the full search).</summary>
public sealed class EngineSearchTests
{
    [SkippableTheory]
    [InlineData("", "")]
    [InlineData("", "AVX2")]
    [InlineData("conv2", "")]
    [InlineData("conv2", "AVX512_CORE")]
    [InlineData("transpose2", "")]
    [InlineData("dilated", "")]
    public void DrawnLayersGiveTheNumbersOfFloat64(string kind, string processor)
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("KERAS_SEARCH") ?? "60", CultureInfo.InvariantCulture);
        var (code, output) = Trial.Run($"search {count} 1 {kind}".Trim(), processor.Length > 0 ? [("ONEDNN_MAX_CPU_ISA", processor)] : []);
        Assert.True(code == 0, output);
        Assert.Contains($"{count} cases of seed 1: 0 wrong, 0 dead", output);
    }

    [SkippableFact]
    public void AWindowWiderThanThePictureReadsNothingBehindIt()
    {
        var (code, output) = Trial.Run("cases 31 32 12 conv2"); // (2, 8, 1, 1), window 5 x 5, strides 1 x 2, "same"
        Assert.True(code == 0 && output.TrimEnd().EndsWith("right", StringComparison.Ordinal), output);
    }
}
