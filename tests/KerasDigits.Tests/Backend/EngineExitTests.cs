namespace KerasDigits.Tests.Backend;

/// <summary>A program that ends while its threads compute ends with its own exit code.</summary>
public sealed class EngineExitTests
{
    [SkippableTheory, InlineData(0), InlineData(7)]
    public void A_program_may_end_while_models_compute(int code)
    {
        for (int i = 0; i < 3; i++)
        {
            var (found, output) = Trial.Run($"leave {code}");
            Assert.True(found == code, $"exit code {found}: {output}");
            Assert.Contains("left", output);
        }
    }
}
