using System.Runtime.InteropServices;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// The engine's LSTM over a whole sequence in one call, where no gradients are wanted.
/// </summary>
/// <remarks>TorchSharp offers it only as a module with weights of its own. libtorch exports it under a C name for compiled models
/// (aoti_torch, its stable interface), which is called here; where that name does not exist, all sizes run in loops of our own.</remarks>
internal static unsafe class EngineLstm
{
    private const long Lstm = 2;

    // Weights that a step reads for each 16 samples. Below it loops of our own took .43 to 1.36 of the engine's time, beyond it .88 to
    // 1.72: layers of 16 to 1,024 units, batches of 1 to 128, by turns on one processor (Intel Xeon with AMX) that other programs used.
    private const long WeightsPerStep = 400_000;

    /// <summary>Whether a layer is large enough: below, the engine's preparations cost more than its products gain.</summary>
    public static bool GetPays(long units, long samples) => 4 * units * units * (samples + 15) / 16 >= WeightsPerStep;

    private static readonly delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint, int, long*, long, long, long, long, int, int, int,
        int, nint*, nint*, nint*, nint*, int> s_layer = Find();

    private static delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint, int, long*, long, long, long, long, int, int, int, int,
        nint*, nint*, nint*, nint*, int> Find()
    {
        Native.EnsureLoaded();
        string library = OperatingSystem.IsWindows() ? "torch_cpu.dll" : OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib"
            : "libtorch_cpu.so";
        return NativeLibrary.TryLoad(library, out nint torchCpu)
            && NativeLibrary.TryGetExport(torchCpu, "aoti_torch_cpu_mkldnn_rnn_layer", out nint layer)
            ? (delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint, int, long*, long, long, long, long, int, int, int, int, nint*,
                nint*, nint*, nint*, int>)layer : null;
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="x">(time, batch, features), float32 on the CPU.</param>
    /// <param name="kernel">(4 · units, features), gates in the order input, forget, candidate, output.</param>
    /// <param name="recurrent">(4 · units, units).</param>
    /// <param name="bias">(4 · units,).</param>
    /// <param name="h">The first output, (batch, units).</param>
    /// <param name="c">The first cell state, (batch, units).</param>
    /// <returns>All outputs (time, batch, units) and the last cell state; null: the engine does not offer it for these.</returns>
    public static (Tensor Outputs, Tensor C)? Run(Tensor x, Tensor kernel, Tensor recurrent, Tensor bias, Tensor h, Tensor c)
    {
        if (s_layer is null || torch.is_grad_enabled() || x.dtype != torch.ScalarType.Float32 || x.device_type != DeviceType.CPU
            || x.numel() == 0)
        {
            return null;
        }
        using Tensor none = torch.zeros_like(bias);
        Tensor[] held = [x.contiguous(), kernel.contiguous(), recurrent.contiguous(), bias, none, h.unsqueeze(0).contiguous(),
            c.unsqueeze(0).contiguous()];
        nint outputs, lastH, lastC, workspace;
        int failed = s_layer(held[0].Handle, held[1].Handle, held[2].Handle, held[3].Handle, held[4].Handle, held[5].Handle, held[6].Handle,
            0, null, 0, Lstm, h.size(-1), 1, 1, 0, 0, 0, &outputs, &lastH, &lastC, &workspace);
        GC.KeepAlive(held);
        if (failed != 0) { return null; }
        Tensor.UnsafeCreateTensor(lastH).Dispose();
        Tensor.UnsafeCreateTensor(workspace).Dispose();
        return (Tensor.UnsafeCreateTensor(outputs), Tensor.UnsafeCreateTensor(lastC).squeeze(0));
    }
}
