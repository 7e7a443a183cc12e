using KerasDigits.Ops;

namespace KerasDigits;

public abstract partial class tf
{
    /// <summary>
    /// Writes values to the standard error stream as TensorFlow does: of a tensor's axes the first and last three entries, numbers with as
    /// many digits as tell them apart.
    /// </summary>
    /// <param name="inputs">What is written, a blank between.</param>
    public static void print(params object?[] inputs) => print(inputs, null);

    /// <summary>The same into another stream, with other words between and behind: <c>tf.print([a, b], output_stream:
    /// Console.Out)</c>.</summary>
    /// <param name="inputs">What is written.</param>
    /// <param name="output_stream">Where to; null: the standard error stream.</param>
    /// <param name="summarize">Entries of an axis that are written at its begin and its end; -1: all.</param>
    /// <param name="sep">Written between values.</param>
    /// <param name="end">Written behind the last value.</param>
    /// <exception cref="ArgumentException">summarize is neither -1 nor above 0.</exception>
    public static void print(object?[] inputs, TextWriter? output_stream, int summarize = 3, string sep = " ", string end = "\n")
    {
        Guard.That(summarize is -1 or > 0, $"`summarize` must be above 0, or -1 for all. Received: summarize={summarize}.",
            nameof(summarize));
#pragma warning disable RS0030 // tf.print's place is the standard error stream, beside what Keras prints
        TextWriter stream = output_stream ?? Console.Error;
#pragma warning restore RS0030
        stream.Write(string.Join(sep, inputs.Select(v => TfText.Of(v, summarize))) + end);
        stream.Flush();
    }
}
