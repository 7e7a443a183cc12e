using KerasDigits.Backend;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Connectionist temporal classification: labels whose places in a sequence are not known. The last class is the blank.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py; TensorFlow 2.3.1, util/ctc.</remarks>
internal static class Ctc
{
    /// <summary>The loss of each sequence.</summary>
    /// <param name="y_true">Labels, (samples, most labels); what follows a sample's labels does not count.</param>
    /// <param name="y_pred">Probabilities, (samples, steps, classes).</param>
    /// <param name="input_length">Steps of each sample, (samples, 1).</param>
    /// <param name="label_length">Labels of each sample, (samples, 1).</param>
    /// <returns>Shape (samples, 1).</returns>
    /// <exception cref="ArgumentException">The shapes of y_true and label_length do not fit the samples.</exception>
    [KerasExport("keras.backend.ctc_batch_cost")]
    public static Tensor ctc_batch_cost(Tensor y_true, Tensor y_pred, Tensor input_length, Tensor label_length)
    {
        Check(y_pred, input_length);
        long samples = y_pred.size(0), blank = y_pred.size(-1) - 1;
        Guard.That(y_true.dim() == 2 && y_true.size(0) == samples && label_length.numel() == samples, "`y_true` must have the shape "
            + $"(samples, most labels), and `label_length` one entry for each of {samples} samples. Received: shapes "
            + $"{Shape.Of(y_true.shape)} and {Shape.Of(label_length.shape)}.", nameof(y_true));
        CheckLengths(label_length, y_true.size(1), "label_length", "the number of labels in `y_true`");
        Tensor logs = F.log_softmax((y_pred.transpose(0, 1) + Settings.Epsilon).log(), -1);
        Tensor lengths = label_length.to_type(torch.ScalarType.Int64).flatten();
        return F.ctc_loss(logs, CheckLabels(y_true, lengths, blank), input_length.to_type(torch.ScalarType.Int64).flatten(), lengths,
            blank: blank, reduction: torch.nn.Reduction.None).unsqueeze(1);
    }

    /// <summary>The loss of each sequence by logits whose class 0 is the blank, over all steps; labels end where 0 begins.</summary>
    internal static Tensor OfLogits(Tensor y_true, Tensor y_pred)
    {
        Tensor lengths = y_true.ne(0).sum(-1),
            steps = torch.full([y_pred.size(0)], y_pred.size(1), dtype: torch.ScalarType.Int64, device: y_pred.device);
        return F.ctc_loss(F.log_softmax(y_pred.transpose(0, 1), -1), CheckLabels(y_true, lengths, y_pred.size(-1)), steps, lengths,
            blank: 0, reduction: torch.nn.Reduction.None);
    }

    /// <summary>The loss of each sequence by logits; labels and steps are as many as their lengths say.</summary>
    internal static Tensor OfLogits(Tensor target, Tensor output, Tensor target_length, Tensor output_length, int blank)
    {
        Check(output, output_length);
        Guard.That(target.dim() == 2 && target.size(0) == output.size(0) && target_length.numel() == output.size(0), "`target` must have "
            + $"the shape (samples, most labels), and `target_length` one entry for each of {output.size(0)} samples. Received: shapes "
            + $"{Shape.Of(target.shape)} and {Shape.Of(target_length.shape)}.", nameof(target));
        Guard.That(blank >= 0 && blank < output.size(-1), $"`mask_index` must be a class, 0 to {output.size(-1) - 1}. Received: {blank}.",
            nameof(blank));
        CheckLengths(target_length, target.size(1), nameof(target_length), "the number of labels in `target`");
        Tensor lengths = target_length.to_type(torch.ScalarType.Int64).flatten();
        return F.ctc_loss(F.log_softmax(output.transpose(0, 1), -1), CheckLabels(target, lengths, output.size(-1)),
            output_length.to_type(torch.ScalarType.Int64).flatten(), lengths, blank: blank, reduction: torch.nn.Reduction.None);
    }

    /// <summary>The likeliest labels of sequences.</summary>
    /// <param name="y_pred">Probabilities, (samples, steps, classes).</param>
    /// <param name="input_length">Steps of each sample, (samples,).</param>
    /// <param name="greedy">Whether the largest class of each step is taken; false: a search over beams.</param>
    /// <param name="beam_width">Sequences that the search keeps.</param>
    /// <param name="top_paths">Sequences that it gives.</param>
    /// <returns>For each path the labels, (samples, steps) with −1 behind the last; and, greedy, the negative sum of the logarithms taken,
    /// (samples, 1), else the paths' log probabilities, (samples, paths).</returns>
    /// <exception cref="ArgumentException">top_paths is not from 1 to beam_width.</exception>
    [KerasExport("keras.backend.ctc_decode")]
    public static (Tensor[] decoded, Tensor log_prob) ctc_decode(Tensor y_pred, Tensor input_length, bool greedy = true,
        int beam_width = 100, int top_paths = 1)
    {
        Check(y_pred, input_length);
        Guard.That(beam_width > 0 && top_paths > 0 && top_paths <= beam_width,
            $"`top_paths` must be 1 to beam_width. Received: top_paths={top_paths}, beam_width={beam_width}.", nameof(top_paths));
        int samples = (int)y_pred.size(0), steps = (int)y_pred.size(1), paths = greedy ? 1 : top_paths;
        float[,,] logs = new float[samples, steps, (int)y_pred.size(2)];
        Buffer.BlockCopy(Arrays.ToValues<float>((y_pred.detach() + Settings.Epsilon).log()), 0, logs, 0, logs.Length * sizeof(float));
        long[] lengths = Arrays.ToValues<long>(input_length);
        long[][,] labels = [.. Enumerable.Range(0, paths).Select(_ => new long[samples, steps])];
        float[,] scores = new float[samples, paths];
        for (int s = 0; s < samples; s++)
        {
            (int[] Labels, double Score)[] found = greedy
                ? [FindGreatest(logs, s, (int)lengths[s])]
                : Search(logs, s, (int)lengths[s], beam_width, top_paths);
            for (int p = 0; p < paths; p++)
            {
                for (int t = 0; t < steps; t++) { labels[p][s, t] = t < found[p].Labels.Length ? found[p].Labels[t] : -1; }
                scores[s, p] = (float)found[p].Score;
            }
        }
        return (Array.ConvertAll(labels, l => torch.tensor(l)), torch.tensor(scores));
    }

    private static void Check(Tensor y_pred, Tensor input_length)
    {
        Guard.That(y_pred.dim() == 3, $"`y_pred` must have the shape (samples, steps, classes). Received: {Shape.Of(y_pred.shape)}.",
            nameof(y_pred));
        Guard.That(input_length.numel() == y_pred.size(0),
            $"`input_length` must have one entry for each of {y_pred.size(0)} samples. Received: {input_length.numel()}.",
            nameof(input_length));
        CheckLengths(input_length, y_pred.size(1), nameof(input_length), "the number of steps");
    }

    private static void CheckLengths(Tensor lengths, long most, string argument, string what)
    {
        double low = lengths.min().ToNumber(), high = lengths.max().ToNumber();
        Guard.That(low >= 0 && high <= most, $"`{argument}` must be from 0 to {what}, {most}. Received: {low} to {high}.", argument);
    }

    /// <summary>The labels as whole numbers, 0 behind each sample's own. The engine reads memory at the places that labels name.</summary>
    /// <exception cref="ArgumentException">A label is not a class.</exception>
    private static Tensor CheckLabels(Tensor labels, Tensor lengths, long classes)
    {
        Tensor own = torch.arange(labels.size(1), device: labels.device).unsqueeze(0).lt(lengths.reshape(-1, 1));
        Tensor known = labels.ge(0).logical_and(labels.lt(classes));
        Guard.That(known.logical_or(own.logical_not()).all().ToNumber() != 0, $"Labels must be classes from 0 to {classes - 1}. Received: "
            + $"{labels.min().ToNumber()} to {labels.max().ToNumber()}.", "y_true");
        return labels.to_type(torch.ScalarType.Int64) * own.to_type(torch.ScalarType.Int64);
    }

    private static (int[] Labels, double Score) FindGreatest(float[,,] logs, int sample, int steps)
    {
        var labels = new List<int>();
        int blank = logs.GetLength(2) - 1, before = blank;
        double sum = 0;
        for (int t = 0; t < steps; t++)
        {
            int best = 0;
            for (int c = 1; c <= blank; c++) { best = logs[sample, t, c] > logs[sample, t, best] ? c : best; }
            sum -= logs[sample, t, best];
            if (best != blank && best != before) { labels.Add(best); }
            before = best;
        }
        return ([.. labels], sum);
    }

    /// <summary>The labels so far, by the last one and those before it.</summary>
    private sealed class Prefix(Prefix? parent, int label)
    {
        private readonly Dictionary<int, Prefix> _longer = [];

        public int Label => label;

        public Prefix With(int next) => _longer.TryGetValue(next, out Prefix? known) ? known : _longer[next] = new Prefix(this, next);

        /// <summary>The labels, of equal ones in a row the first: TensorFlow's decoder merges them once more.</summary>
        public int[] Merge()
        {
            var labels = new List<int>();
            for (Prefix at = this; at.Parent is { } before; at = before)
            {
                if (labels.Count == 0 || labels[^1] != at.Label) { labels.Add(at.Label); }
            }
            labels.Reverse();
            return [.. labels];
        }

        private Prefix? Parent => parent;
    }

    private static (int[] Labels, double Score)[] Search(float[,,] logs, int sample, int steps, int width, int paths)
    {
        int blank = logs.GetLength(2) - 1;
        // Of each prefix the log probabilities of all ways that end in a blank, and of those that end in its last label.
        var beams = new Dictionary<Prefix, (double Blank, double Label)> { [new Prefix(null, blank)] = (0, double.NegativeInfinity) };
        for (int t = 0; t < steps; t++)
        {
            double norm = double.NegativeInfinity;
            for (int c = 0; c <= blank; c++) { norm = Sum(norm, logs[sample, t, c]); }
            var next = new Dictionary<Prefix, (double Blank, double Label)>();
            void Add(Prefix prefix, double toBlank, double toLabel)
            {
                var (b, l) = next.GetValueOrDefault(prefix, (double.NegativeInfinity, double.NegativeInfinity));
                next[prefix] = (Sum(b, toBlank), Sum(l, toLabel));
            }
            foreach (var (prefix, (b, l)) in beams)
            {
                double all = Sum(b, l);
                Add(prefix, all + logs[sample, t, blank] - norm,
                    prefix.Label == blank ? double.NegativeInfinity : l + logs[sample, t, prefix.Label] - norm);
                for (int c = 0; c < blank; c++)
                {
                    Add(prefix.With(c), double.NegativeInfinity, (c == prefix.Label ? b : all) + logs[sample, t, c] - norm);
                }
            }
            beams = next.OrderByDescending(p => Sum(p.Value.Blank, p.Value.Label)).Take(width).ToDictionary();
        }
        Guard.That(beams.Count >= paths, $"`top_paths` must be at most the number of sequences, {beams.Count}. Received: "
            + $"top_paths={paths}.", "top_paths");
        return [.. beams.Select(p => (p.Key.Merge(), Sum(p.Value.Blank, p.Value.Label))).OrderByDescending(p => p.Item2).Take(paths)];
    }

    private static double Sum(double a, double b) => double.IsNegativeInfinity(a) ? b : double.IsNegativeInfinity(b) ? a
        : Math.Max(a, b) + double.LogP1(Math.Exp(-Math.Abs(a - b)));
}
