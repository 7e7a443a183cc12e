using NumSharp;
using static KerasDigits.Notebook.sklearn.datasets;
using static KerasDigits.Notebook.sklearn.metrics;

namespace KerasDigits.Notebook.Tests.Learn;

/// <summary>Curves over thresholds, mixed rows, weights of classes and made-up data: figures of scikit-learn 1.2.1.</summary>
public sealed class CurveTests
{
    private static readonly NDArray s_truth = np.array(new[] { 0, 0, 1, 1, 0, 1, 1, 0 }),
        s_scores = np.array(new[] { .1, .4, .35, .8, .4, .6, .9, .2 });

    [Fact]
    public void The_ROC_curve_and_its_area()
    {
        var (fpr, tpr, thresholds) = roc_curve(s_truth, s_scores);
        Near([0, 0, 0, .5, .5, 1], fpr);
        Near([0, .25, .75, .75, 1, 1], tpr);
        Near([1.9, .9, .6, .4, .35, .1], thresholds);
        Assert.Equal(.875, auc(fpr, tpr));
        Assert.Equal(roc_auc_score(s_truth, s_scores), auc(fpr, tpr));
        (fpr, tpr, _) = roc_curve(s_truth, s_scores, drop_intermediate: false);
        Near([0, 0, 0, 0, .5, .5, .75, 1], fpr);
        Near([0, .25, .5, .75, .75, 1, 1, 1], tpr);
        (fpr, _, _) = roc_curve(s_truth, -s_scores, pos_label: 0);
        Assert.Equal(1, fpr.ToArray<double>()[^1]);
        Assert.Contains("multiclass",
            Assert.Throws<ArgumentException>(() => roc_curve(np.array(new[] { 0, 1, 2 }), np.array(new[] { .1, .2, .3 }))).Message,
            StringComparison.Ordinal);
        Assert.Contains("neither",
            Assert.Throws<ArgumentException>(() => auc(np.array(new[] { 0.0, 2, 1 }), np.array(new[] { 0.0, 1, 2 }))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Precision_and_recall_at_every_threshold()
    {
        var (precision, recall, thresholds) = precision_recall_curve(s_truth, s_scores);
        Near([.5, 4 / 7.0, 2 / 3.0, .6, 1, 1, 1, 1], precision);
        Near([1, 1, 1, .75, .75, .5, .25, 0], recall);
        Near([.1, .2, .35, .4, .6, .8, .9], thresholds);
        Assert.Equal(0.9166666666666666, average_precision_score(s_truth, s_scores), 15);
        Assert.Equal(0.3273809523809524,
            mean_absolute_percentage_error(np.array(new[] { 3, -.5, 2, 7 }), np.array(new[] { 2.5, 0, 2, 8 })), 15);
    }

    [Fact]
    public void Rows_are_mixed_as_scikit_learn_mixes_them()
    {
        Assert.Equal([5L, 4, 1, 2, 9, 6, 7, 0, 3, 8], sklearn.utils.shuffle(np.arange(10), random_state: 3).astype(np.int64)
            .ToArray<long>());
        var (a, b) = sklearn.utils.shuffle(np.arange(5), np.arange(5) * 2, random_state: 0);
        Assert.Equal([2L, 0, 1, 3, 4], a.astype(np.int64).ToArray<long>());
        Assert.Equal([4L, 0, 2, 6, 8], b.astype(np.int64).ToArray<long>());
    }

    [Fact]
    public void Rare_classes_weigh_more_and_columns_are_scaled()
    {
        Near([2 / 3.0, 2, 1],
            sklearn.utils.class_weight.compute_class_weight("balanced", classes: np.array(new[] { 0, 1, 2 }),
                y: np.array(new[] { 0, 0, 0, 1, 2, 2 })));
        Near([-1.224744871391589, -0.7071067811865475, 0, 1.414213562373095, 1.224744871391589, -0.7071067811865475],
            sklearn.preprocessing.scale(np.array(new double[,] { { 1, 2 }, { 3, 5 }, { 5, 2 } })).flatten());
    }

    [Fact]
    public void Made_up_data_are_scikit_learns()
    {
        var (x, y) = make_moons(n_samples: 6, noise: .1, random_state: 1);
        Near([-1.05497462, -0.14028727, 0.15827523, 0.89548532, 1.02575935, -0.69593946, 0.84921923, -0.03152921, 0.08581789, 0.5071343,
            1.77076907, 0.35844475], x.flatten(), 1e-8);
        Assert.Equal([0L, 0, 1, 0, 1, 1], y.ToArray<long>());
        (x, y) = make_moons(5, shuffle: false);
        Near([1, 0, -1, 0, 0, .5, 1, -.5, 2, .5], x.flatten(), 1e-12);
        (x, y) = make_circles(n_samples: 5, noise: .05, factor: .5, random_state: 2);
        Near([0.3931902, 0.08201354, -0.33967178, -0.47510007, -0.97485593, -0.0622644, -0.30289761, 0.38756232, 1.0275727, 0.1146104],
            x.flatten(), 1e-8);
        Assert.Equal([1L, 1, 0, 1, 0], y.ToArray<long>());
        (x, y) = make_blobs(n_samples: 7, centers: 3, random_state: 4);
        Near([10.07235689, 4.20833295, 2.79776023, -5.32721294, 9.8787596, 4.62857302, 8.92229526, -0.63993225, 3.34768921, -4.13123076,
            9.67284681, -0.20283165, 8.69289001, 1.54322016], x.flatten(), 1e-8);
        Assert.Equal([1L, 2, 1, 0, 2, 0, 0], y.ToArray<long>());
    }

    private static void Near(double[] wanted, NDArray got, double tolerance = 1e-14) =>
        Recorded.Near(wanted, got.ToArray<double>(), tolerance, "figures");
}
