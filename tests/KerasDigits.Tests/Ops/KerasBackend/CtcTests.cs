using KerasDigits.Backend;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>CTC beside the sum over all ways through the steps.</summary>
public sealed class CtcTests
{
    private static readonly float[,,] s_probabilities =
    {
        { { .1f, .6f, .3f }, { .2f, .5f, .3f }, { .3f, .1f, .6f }, { .25f, .65f, .1f } },
        { { .7f, .2f, .1f }, { .1f, .1f, .8f }, { .6f, .3f, .1f }, { .3f, .3f, .4f } },
    };

    /// <summary>The probability of labels in a sample's first steps: of all ways that, merged and freed of blanks (2), give them.</summary>
    private static double Chance(int sample, int steps, params int[] labels)
    {
        double sum = 0;
        for (int way = 0; way < Math.Pow(3, steps); way++)
        {
            int[] classes = [.. Enumerable.Range(0, steps).Select(t => way / (int)Math.Pow(3, t) % 3)];
            int[] merged = [.. classes.Where((c, t) => c != 2 && (t == 0 || classes[t - 1] != c))];
            if (merged.SequenceEqual(labels))
            {
                sum += classes.Select((c, t) => (double)s_probabilities[sample, t, c]).Aggregate(1.0, (a, b) => a * b);
            }
        }
        return sum;
    }

    private static Tensor Predictions => Arrays.ToTensor(np.array(s_probabilities));

    private static Tensor Whole(int[,] values) => Arrays.ToTensor(np.array(values));

    /// <summary>Keras 3's loss takes logits, all steps, and labels that 0, the blank, fills up.</summary>
    [Fact]
    public void The_loss_is_the_mean_of_the_costs()
    {
        float[] classes = new float[2 * 4 * 3];
        for (int i = 0; i < 2; i++)
        {
            for (int t = 0; t < 4; t++)
            {
                for (int c = 0; c < 3; c++) { classes[(((i * 4) + t) * 3) + ((c + 1) % 3)] = MathF.Log(s_probabilities[i, t, c]) + t; }
            }
        }
        var loss = losses.CTC();
        Tensor logits = Arrays.ToTensor(np.array(classes).reshape(2, 4, 3)), labels = Whole(new[,] { { 2, 2 }, { 1, 0 } });
        Assert.Equal((-Math.Log(Chance(0, 4, 1, 1)) - Math.Log(Chance(1, 4, 0))) / 2, loss.Apply(labels, logits).item<float>(), 4);
        Assert.Equal("ctc", loss.get_config()["name"]);
        Assert.Contains("(batch_size, max_length, num_classes)", Assert.Throws<ArgumentException>(() => loss.call(labels, labels)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>The engine reads memory at the places that labels name: what is no class or length must not reach it.</summary>
    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(-1), InlineData(2), InlineData(1e12)]
    public void Labels_and_lengths_that_are_none_are_refused(double number)
    {
        Tensor labels = Arrays.ToTensor(np.array(new[,] { { 1.0, number }, { 0, 1 } })), lengths = Whole(new[,] { { 2 }, { 1 } }),
            odd = Arrays.ToTensor(np.array(new[,] { { number == 2 ? 3 : number }, { 1.0 } })), steps = Whole(new[,] { { 4 }, { 3 } });
        Assert.Throws<ArgumentException>(() => backend.ctc_batch_cost(labels, Predictions, steps, lengths));
        Assert.Throws<ArgumentException>(() => backend.ctc_batch_cost(Whole(new[,] { { 1, 1 }, { 0, 0 } }), Predictions, steps, odd));
        Tensor far = Arrays.ToTensor(np.array(new[,] { { number == 2 ? 9 : number }, { 1.0 } }));
        Assert.Throws<ArgumentException>(() => backend.ctc_batch_cost(labels, Predictions, far, lengths));
        Assert.Throws<ArgumentException>(() => backend.ctc_decode(Predictions, far.flatten()));
        // Behind a sample's own labels anything may stand.
        Assert.Equal([2L, 1L], backend.ctc_batch_cost(labels, Predictions, steps, Whole(new[,] { { 1 }, { 1 } })).shape);
        if (number != 2) { Assert.Throws<ArgumentException>(() => losses.CTC().Apply(labels, Predictions)); }
    }

    [Fact]
    public void The_cost_is_that_of_all_ways()
    {
        Tensor cost = backend.ctc_batch_cost(Whole(new[,] { { 1, 1 }, { 0, -1 } }), Predictions, Whole(new[,] { { 4 }, { 3 } }),
            Whole(new[,] { { 2 }, { 1 } }));
        Assert.Equal([2, 1], cost.shape);
        float[] found = cost.data<float>().ToArray();
        Assert.Equal(-Math.Log(Chance(0, 4, 1, 1)), found[0], 4);
        Assert.Equal(-Math.Log(Chance(1, 3, 0)), found[1], 4);
    }

    [Fact]
    public void The_cost_has_a_gradient()
    {
        using Tensor p = Predictions.requires_grad_(true);
        backend.ctc_batch_cost(Whole(new[,] { { 1, 0 }, { 0, 1 } }), p, Whole(new[,] { { 4 }, { 4 } }), Whole(new[,] { { 2 }, { 2 } }))
            .sum().backward();
        Assert.True(p.grad!.abs().sum().item<float>() > 0 && p.grad.isfinite().all().item<bool>());
    }

    [Fact]
    public void Greedy_decoding_merges_and_drops_blanks()
    {
        var (decoded, score) = backend.ctc_decode(Predictions, Arrays.ToTensor(np.array(new[] { 4, 3 })));
        // Sample 0: 1 1 blank 1; sample 1, three steps: 0 blank 0.
        Assert.Equal([1, 1, -1, -1, 0, 0, -1, -1], decoded[0].data<long>().ToArray());
        Assert.Equal(-Math.Log(.6 * .5 * .6 * .65), score.data<float>().ToArray()[0], 4);
    }

    [Fact]
    public void The_beams_find_the_likeliest_labels()
    {
        var (decoded, score) = backend.ctc_decode(Predictions, Arrays.ToTensor(np.array(new[] { 4, 4 })), greedy: false, beam_width: 50,
            top_paths: 3);
        int[][] all = [.. Enumerable.Range(0, 5)
            .SelectMany(n => Enumerable.Range(0, 1 << n).Select(bits => Enumerable.Range(0, n).Select(i => (bits >> i) & 1).ToArray()))];
        for (int s = 0; s < 2; s++)
        {
            var best = all.Select(labels => (Labels: labels, Chance: Chance(s, 4, labels))).OrderByDescending(l => l.Chance)
                .Take(3).ToArray();
            for (int p = 0; p < 3; p++)
            {
                Assert.Equal(Math.Log(best[p].Chance), score[s, p].item<float>(), 4);
                // TensorFlow's decoder merges equal labels in a row once more.
                int[] merged = [.. best[p].Labels.Where((l, i) => i == 0 || best[p].Labels[i - 1] != l)];
                Assert.Equal(merged, decoded[p][s].data<long>().ToArray().TakeWhile(l => l >= 0).Select(l => (int)l));
            }
        }
    }

    [Fact]
    public void Lengths_must_fit() =>
        Assert.Contains("must be from 0 to the number of steps, 4",
            Assert.Throws<ArgumentException>(() => backend.ctc_decode(Predictions, Arrays.ToTensor(np.array(new[] { 5, 4 })))).Message,
            StringComparison.Ordinal);
}
