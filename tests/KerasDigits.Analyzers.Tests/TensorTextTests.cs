using System.Collections.Immutable;
using KerasDigits.CodeFixes;
using Microsoft.CodeAnalysis;

namespace KerasDigits.Analyzers.Tests;

/// <summary>Tensors and arrays between the braces of a text, and what the fix makes of them.</summary>
public sealed class TensorTextTests
{
    private const string Given = "namespace TorchSharp { class torch { public class Tensor { public static explicit operator float(Tensor "
        + "t) => 0; } } }";

    [Theory]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = $\"loss {t:F2}\";", "$\"loss {(float)t:F2}\"")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = $\"loss {t}\";", "$\"loss {(float)t}\"")]
    [InlineData("TorchSharp.torch.Tensor T() => new(); var s = $\"loss {T()}\";", "$\"loss {(float)T()}\"")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = \"loss \" + t;", "\"loss \" + (float)t")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = \"a \" + n + \", loss \" + t + \".\";", "\", loss \" + (float)t + \".\"")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); Console.WriteLine(t);", "Console.WriteLine((float)t);")]
    [InlineData("var s = $\"mean {a:F2}\";", "$\"mean {(float)a:F2}\"")]
    [InlineData("var s = $\"mean {a + 1:F2}\";", "$\"mean {(float)(a + 1):F2}\"")]
    public async Task A_tensor_is_found_and_its_number_written(string line, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look(line + "\n" + Given, new TensorTextAnalyzer());
        Diagnostic only = Assert.Single(found);
        Assert.Equal("KD0004", only.Id);
        Assert.Contains(mended, await Lines.Mend(document, only, new TensorTextFix()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var s = $\"mean {a}, n {n:D2}\";")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = $\"loss {(float)t:F2}\";")]
    [InlineData("var t = new TorchSharp.torch.Tensor(); var s = \"loss \" + (float)t; Console.WriteLine(n);")]
    public async Task Whole_arrays_and_numbers_are_left_alone(string line) =>
        Assert.Empty((await Lines.Look(line + "\n" + Given, new TensorTextAnalyzer())).Found);
}
