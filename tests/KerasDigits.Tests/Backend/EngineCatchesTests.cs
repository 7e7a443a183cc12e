using System.Reflection;
using System.Runtime.InteropServices;
using KerasDigits.Backend;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>What the engine throws where TorchSharp does not catch it is an exception like any other.</summary>
public sealed class EngineCatchesTests
{
    public EngineCatchesTests()
    {
        Native.EnsureLoaded();
        Skip.IfNot(EngineBinding.IsActive, "exceptions of the engine are caught on Linux x64 only");
    }

    public static TheoryData<string, Action, string> Faults() => new()
    {
        { "a product", () => torch.ones(2, 3).matmul(torch.ones(4, 5)), "mat1 and mat2 shapes cannot be multiplied" },
        { "an axis", () => torch.ones(2, 3).cummin(7), "Dimension out of range" },
        { "a gradient that is not there", AskForNextafter, "derivative for 'nextafter' is not implemented" },
        { "oneDNN's own", () => torch.nn.functional.conv2d(torch.ones(1, 3, 4, 4), torch.ones(0, 3, 2, 2)), "" },
    };

    [SkippableTheory, MemberData(nameof(Faults))]
    public void The_engines_exceptions_are_thrown(string what, Action fault, string text)
    {
        for (int i = 0; i < 2; i++)
        {
            Exception? thrown = Record.Exception(fault);
            Skip.If(text.Length == 0 && thrown is null, "this processor's convolution computes kernels of size 0");
            Assert.True(thrown is ExternalException, $"{what}: {thrown}");
            Assert.Contains(text, thrown?.Message ?? "");
            // What was noted is told once.
            Assert.Equal(6, torch.ones(2, 3).sum().add_(0).item<float>());
        }
    }

    [SkippableFact]
    public void Each_thread_hears_of_its_own()
    {
        Parallel.For(0, 200, i =>
        {
            if (i % 2 == 0)
            {
                var thrown = Assert.ThrowsAny<ExternalException>(() => torch.ones(i + 2, 3).matmul(torch.ones(4, 5)));
                Assert.Contains($"({i + 2}x3 and 4x5)", thrown.Message);
            }
            else { Assert.Equal(8, torch.ones(2, 4).matmul(torch.ones(4, 1)).sum().add_(0).item<float>()); }
        });
    }

    [SkippableFact]
    public void No_function_has_more_arguments_than_are_handed_on()
    {
        MethodInfo[] methods = typeof(torch).Assembly.GetType("TorchSharp.PInvoke.NativeMethods")!.GetMethods(
            BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.True(methods.Length > 1000);
        Assert.Empty(methods.Where(m => m.GetParameters().Length > EngineCatches.MostArguments).Select(m => m.Name));
    }

    private static void AskForNextafter()
    {
        Tensor x = torch.ones(2).requires_grad_();
        torch.autograd.grad([ops.nextafter(x, torch.zeros(2)).sum()], [x]);
    }
}
