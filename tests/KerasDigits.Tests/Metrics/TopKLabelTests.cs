using KerasDigits.Metrics;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Metrics;

/// <summary>Labels of classes that there are not: TensorFlow's in_top_k counts their rows as false.</summary>
public sealed class TopKLabelTests
{
    private static readonly torch.Tensor s_scores =
        torch.tensor(new[,] { { 0.1f, 0.7f, 0.2f }, { 0.5f, 0.2f, 0.3f }, { 0.3f, 0.3f, 0.4f } });

    [Fact]
    public void A_label_out_of_range_is_not_among_the_first()
    {
        foreach (torch.Tensor labels in (torch.Tensor[])[torch.tensor(new[] { 1L, 3, -1 }), torch.tensor(new[] { 1f, 3e9f, -1 })])
        {
            Assert.Equal([1f, 0, 0], metrics.sparse_top_k_categorical_accuracy(labels, s_scores, 3).data<float>().ToArray());
            var metric = new SparseTopKCategoricalAccuracy(k: 3);
            metric.update_state(labels, s_scores);
            Assert.Equal(1 / 3.0, (float)metric.result(), 6);
        }
    }

    [Fact]
    public void A_row_that_is_not_finite_counts_as_false()
    {
        torch.Tensor scores = torch.tensor(new[,] { { float.NaN, 1f, 0 }, { 0, 1f, 0 } });
        Assert.Equal([0f, 1], metrics.top_k_categorical_accuracy(torch.tensor(new[,] { { 0f, 1, 0 }, { 0, 1, 0 } }), scores, 2)
            .data<float>().ToArray());
    }
}
