using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>keras.preprocessing.sequence: sequences to arrays, and pairs of words for word vectors.</summary>
/// <remarks>Source: keras-preprocessing 1.1.2, sequence.py.</remarks>
internal static class SequenceFunctions
{
    /// <summary>Brings sequences to one length: short ones are filled, long ones cut.</summary>
    /// <param name="sequences">Sequences of numbers, of any lengths.</param>
    /// <param name="maxlen">The length; null: the longest one's.</param>
    /// <param name="dtype">Keras dtype of the result.</param>
    /// <param name="padding">"pre" or "post": where values are added.</param>
    /// <param name="truncating">"pre" or "post": where values are cut.</param>
    /// <param name="value">What is added.</param>
    /// <returns>(number of sequences, maxlen, …).</returns>
    /// <exception cref="ArgumentException">padding or truncating is not "pre" or "post".</exception>
    [KerasExport("keras.preprocessing.sequence.pad_sequences", "keras.utils.pad_sequences")]
    public static NDArray pad_sequences(SequenceList sequences, int? maxlen = null, string dtype = "int32", string padding = "pre",
        string truncating = "pre", double value = 0.0)
    {
        Guard.That(padding is "pre" or "post", $"Padding type \"{padding}\" not understood: it must be \"pre\" or \"post\".",
            nameof(padding));
        Guard.That(truncating is "pre" or "post", $"Truncating type \"{truncating}\" not understood: it must be \"pre\" or \"post\".",
            nameof(truncating));
        int count = sequences.Values.Length, step = sequences.StepSize;
        int length = maxlen ?? Enumerable.Range(0, count).Select(sequences.GetLength).DefaultIfEmpty(0).Max();
        double[] result = new double[count * length * step];
        Array.Fill(result, value);
        for (int i = 0; i < count; i++)
        {
            int own = sequences.GetLength(i), kept = Math.Min(own, length);
            int from = truncating == "pre" ? own - kept : 0, to = (i * length) + (padding == "pre" ? length - kept : 0);
            Array.Copy(sequences.Values[i], from * step, result, to * step, kept * step);
        }
        return np.array(result).reshape([count, length, .. sequences.Sample]).astype(DTypes.ParseArray(dtype));
    }

    /// <summary>For each rank of a word the probability with which word2vec keeps it, from Zipf's law.</summary>
    /// <param name="size">Number of words.</param>
    /// <param name="sampling_factor">Word2vec's factor, above 0; smaller ones keep fewer frequent words.</param>
    [KerasExport("keras.preprocessing.sequence.make_sampling_table")]
    public static NDArray make_sampling_table(int size, double sampling_factor = 1e-5)
    {
        const double gamma = 0.577;
        return np.array(Enumerable.Range(0, size).Select(i =>
        {
            double rank = Math.Max(1, i), inverse = (rank * (Math.Log(rank) + gamma)) + 0.5 - (1 / (12 * rank)),
                f = sampling_factor * inverse;
            return Math.Min(1, f / Math.Sqrt(f));
        }).ToArray());
    }

    /// <summary>Pairs of words: near each other in the text (label 1), and drawn at random (label 0).</summary>
    /// <param name="sequence">Numbers of words; 0 is not a word.</param>
    /// <param name="vocabulary_size">Largest number + 1.</param>
    /// <param name="window_size">Largest distance of near words.</param>
    /// <param name="negative_samples">Random pairs for each near one; 0: none.</param>
    /// <param name="shuffle">Whether the pairs are shuffled.</param>
    /// <param name="categorical">Whether labels are [0, 1] and [1, 0] instead of 1 and 0.</param>
    /// <param name="sampling_table">Probability with which each word is used; null: 1.</param>
    /// <param name="seed">Seed of the draws; null: np.random's next number.</param>
    /// <returns>Pairs (n, 2) and labels (n,), or (n, 2) if categorical.</returns>
    /// <remarks>Draws come from NumPy's generator; keras-preprocessing uses Python's, so its pairs come in another order for the same
    /// seed.</remarks>
    [KerasExport("keras.preprocessing.sequence.skipgrams")]
    public static (NDArray Couples, NDArray Labels) skipgrams(int[] sequence, int vocabulary_size, int window_size = 4,
        double negative_samples = 1.0, bool shuffle = true, bool categorical = false, NDArray? sampling_table = null, int? seed = null)
    {
        NumPyRandom random = Backend.Seeds.MakeNumPy(seed ?? Backend.Seeds.DrawInt(10_000_000));
        double[]? keep = sampling_table?.astype(NPTypeCode.Double).flatten().ToArray<double>();
        var pairs = new List<(int Word, int Other, int Label)>();
        for (int i = 0; i < sequence.Length; i++)
        {
            int word = sequence[i];
            if (word == 0 || (keep is not null && keep[word] < (double)random.uniform(0, 1))) { continue; }
            for (int j = Math.Max(0, i - window_size); j < Math.Min(sequence.Length, i + window_size + 1); j++)
            {
                if (j != i && sequence[j] != 0) { pairs.Add((word, sequence[j], 1)); }
            }
        }
        int near = pairs.Count, far = (int)(near * Math.Max(0, negative_samples));
        int[] words = near == 0 ? [] : [.. Order(random, near).Select(k => pairs[k].Word)];
        for (int i = 0; i < far; i++) { pairs.Add((words[i % near], (int)random.randint(1, vocabulary_size), 0)); }
        if (shuffle && pairs.Count > 0) { pairs = [.. Order(random, pairs.Count).Select(k => pairs[k])]; }
        NDArray couples = np.array(pairs.SelectMany(p => new[] { p.Word, p.Other }).ToArray()).reshape(pairs.Count, 2);
        NDArray labels = categorical
            ? np.array(pairs.SelectMany(p => new[] { 1 - p.Label, p.Label }).ToArray()).reshape(pairs.Count, 2)
            : np.array(pairs.Select(p => p.Label).ToArray());
        return (couples, labels);
    }

    private static int[] Order(NumPyRandom random, int count) => [.. random.permutation(count).ToArray<long>().Select(k => (int)k)];
}
