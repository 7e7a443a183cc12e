namespace KerasDigits.Ops;

/// <summary>
/// Remembers during a step from which logits a softmax or sigmoid output came, so that crossentropies compute from the logits as TF 2.3.1
/// does in graph mode.
/// </summary>
/// <remarks>TF 2.3.1 looks at the operation: a binary crossentropy takes only a sigmoid's logits, a categorical one a softmax's. Later
/// Keras keeps the logits with the output
/// (_keras_logits) and takes them for either. Source: tf.keras 2.3.1 and 2.15, backend.py.</remarks>
internal static class Logits
{
    private static readonly ThreadSlot<List<Source>> s_sources = new("the logits behind softmax and sigmoid outputs of the running step");

    /// <summary>Remembers until disposed. Outside, as in TensorFlow's eager mode, crossentropies see only probabilities.</summary>
    public static Scope Remember()
    {
        var scope = new Scope(s_sources.Value);
        s_sources.Value = [];
        return scope;
    }

    /// <summary>Notes where an output came from.</summary>
    public static Tensor Attach(Tensor output, Tensor logits, string function)
    {
        s_sources.Value?.Add(new Source(output, logits, function));
        return output;
    }

    /// <summary>
    /// The logits behind an output of <paramref name="function"/>, in 2.15 of either function; null when it came another way.
    /// </summary>
    public static Tensor? Of(Tensor output, string function)
    {
        List<Source>? sources = s_sources.Value;
        for (int i = (sources?.Count ?? 0) - 1; i >= 0; i--)
        {
            Source source = sources![i];
            if (ReferenceEquals(source.Output, output)) { return source.Function == function || Compat.Is215 ? source.Logits : null; }
        }
        return null;
    }

    /// <summary>Ends the remembering.</summary>
    public readonly struct Scope(List<Source>? outer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => s_sources.Value = outer;
    }

    internal readonly record struct Source(Tensor Output, Tensor Logits, string Function);
}
