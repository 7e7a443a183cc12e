using System.Runtime.CompilerServices;

namespace KerasDigits.Ops;

/// <summary>Remembers from which logits a softmax or sigmoid output came, so that crossentropies compute from the logits as TF 2.3.1 does in graph mode.</summary>
internal static class Logits
{
    private static readonly ConditionalWeakTable<Tensor, Source> s_sources = [];

    public static Tensor Attach(Tensor output, Tensor logits, string function)
    {
        s_sources.Add(output, new Source(logits, function));
        return output;
    }

    /// <summary>The logits behind an output of <paramref name="function"/>; null when it came another way.</summary>
    public static Tensor? Of(Tensor output, string function) =>
        s_sources.TryGetValue(output, out Source? source) && source.Function == function ? source.Logits : null;

    private sealed record Source(Tensor Logits, string Function);
}
