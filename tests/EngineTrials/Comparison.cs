using KerasDigits.Backend;
using KerasDigits.Layers;
using TorchSharp;
using static KerasDigits.keras;

/// <summary>
/// A layer's outputs and gradients beside those of the same layer in float64, which the engine computes by plain loops and matrix products.
/// </summary>
internal static class Comparison
{
    /// <summary>What is wrong; null: nothing.</summary>
    public static string? Judge(Case drawn)
    {
        using var scope = Scopes.Step();
        torch.set_num_threads(drawn.Threads);
        torch.manual_seed(7);
        Tensor[] inputs = [.. drawn.Inputs.Select(s => Values(s, drawn.Transposed))];
        Layer exact = Make(drawn, inputs, "float64"),
            tried = Make(drawn, [.. inputs.Select(x => x.to(torch.ScalarType.Float32))], drawn.DType);
        foreach (var (to, from) in exact.weights.Zip(tried.weights))
        {
            Tensor value = to.name.Contains("variance", StringComparison.Ordinal)
                ? Values(to.value.shape, false).abs() + 0.5
                : Values(to.value.shape, false) / (to.value.dim() > 1 ? 8 : 2);
            to.assign(value);
            from.assign(value);
        }
        Tensor[] expected = Compute(exact, inputs, drawn, torch.ScalarType.Float64),
            found = Compute(tried, inputs, drawn, torch.ScalarType.Float32);
        double tolerance = drawn.DType == "float32" ? 3e-5 : 0.1, terms = Math.Sqrt(expected[0].numel());
        for (int i = 0; i < expected.Length; i++)
        {
            Tensor difference = (found[i].to(torch.ScalarType.Float64) - expected[i]).abs();
            // A gradient may be the little that is left of many terms, or nothing.
            double error = difference.max().ToNumber() / Math.Max(expected[i].abs().max().ToNumber(), i == 0
                || i == expected.Length - 1 ? 1e-2 : 0.1 * terms);
            if (!(error <= tolerance))
            {
                return $"{(i == 0 ? "output" : i == expected.Length - 1 ? "output without gradients" : $"gradient {i - 1}")} off by "
                    + $"{error:g3} of the greatest value";
            }
        }
        return null;
    }

    /// <summary>A layer with its weights; it and its parts take the global policy when they are first used.</summary>
    private static Layer Make(Case drawn, Tensor[] inputs, string dtype)
    {
        mixed_precision.set_global_policy(dtype);
        Layer layer = drawn.Make();
        layer.ApplyAll(inputs, false);
        return layer;
    }

    /// <summary>The output, the gradients by inputs and weights, and the output where no gradients are recorded.</summary>
    private static Tensor[] Compute(Layer layer, Tensor[] values, Case drawn, torch.ScalarType type)
    {
        Tensor[] inputs = [.. values.Select(x => x.to(type).requires_grad_(true))];
        Variable[] weights = [.. layer.trainable_weights];
        foreach (Variable w in weights) { w.value.requires_grad_(true); }
        Tensor[] moving = [.. layer.weights.Select(w => w.value.detach().clone())];
        Tensor y = layer.ApplyAll(inputs, drawn.Training)[0];
        torch.manual_seed(9);
        Tensor by = drawn.SpreadGradient ? Values([1], false).expand(y.shape) : Values(y.shape, false);
        IList<Tensor> gradients = torch.autograd.grad([y], [.. inputs, .. weights.Select(w => w.value)], [by.to(y.dtype)],
            allow_unused: true);
        foreach (var (w, before) in layer.weights.Zip(moving)) { w.assign(before); }
        using var _ = torch.no_grad();
        Tensor plain = layer.ApplyAll([.. inputs.Select(x => x.detach())], drawn.Training)[0];
        return [y.detach(), .. gradients.Select(g => g is null || g.IsInvalid ? torch.zeros(1, dtype: type) : g), plain];
    }

    /// <summary>Values that bfloat16 holds exactly.</summary>
    private static Tensor Values(long[] shape, bool transposed)
    {
        if (!transposed || shape.Length < 3) { return torch.randint(-64, 65, shape, dtype: torch.ScalarType.Float64) / 64; }
        // In memory channels first, as after a transposition.
        long[] stored = [shape[0], shape[^1], .. shape[1..^1]],
            back = [0, .. Enumerable.Range(2, shape.Length - 2).Select(i => (long)i), 1];
        return Values(stored, false).permute(back);
    }
}
