using KerasDigits.Metrics;
using KerasDigits.Models;
using KerasDigits.Preprocessing.Images;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Reports;

/// <summary>Reports about losses, metrics, optimizers and pictures.</summary>
public sealed class NumberReports
{
    private static readonly NDArray s_one = np.array(new float[,] { { 1 } }), s_zero = np.array(new float[,] { { 0 } });

    [Fact]
    public void R14_The_sign_of_the_cosine() => Report.Play("14_cosine_similarity_sign", r =>
    {
        NDArray t = np.array(new float[,] { { 1, 0 }, { 1, 1 }, { 1, 0 }, { 0, 0 } }),
            p = np.array(new float[,] { { 2, 0 }, { -1, -1 }, { 1, 1 }, { 1, 2 } });
        r.Out("function", () => losses.cosine_similarity(Tf(t), Tf(p)));
        r.Out("loss class", () => losses.CosineSimilarity().Apply(Tf(t), Tf(p)));
        r.Out("loss class, sum", () => losses.CosineSimilarity(reduction: "sum").Apply(Tf(t), Tf(p)));
        r.Out("metric class", () => Result(metrics.CosineSimilarity(), t, p));
        r.Out("axis 0", () => losses.CosineSimilarity(axis: 0).Apply(Tf(t), Tf(p)));
        foreach (string name in new[] { "cosine_similarity", "cosine_proximity", "CosineSimilarity" })
        {
            r.Out("compile " + name, () =>
            {
                Sequential m = models.Sequential([layers.Dense(2, use_bias: false, input_shape: 2)]);
                m.compile("sgd", name, metrics: [name]);
                m.set_weights([np.eye(2).astype(NPTypeCode.Single)]);
                return m.evaluate(p, t, verbose: 0).ToDictionary();
            });
        }
    });

    [Fact]
    public void R46_Odd_labels() => Report.Play("46_to_categorical_odd", r =>
    {
        NDArray C(NDArray y, int? n = null, string dtype = "float32") => utils.to_categorical(y, n, dtype);
        r.Out("from 1", () => C(np.array(new[] { 1, 2, 3 })));
        r.Out("negative", () => C(np.array(new[] { -1, 1 })));
        r.Out("negative, num_classes 2", () => C(np.array(new[] { -1, 1 }), 2));
        r.Out("too small", () => C(np.array(new[] { 8, 4, 2 }), 3));
        r.Out("negative too far", () => C(np.array(new[] { -3, 1 }), 2));
        r.Out("fractions", () => C(np.array(new[] { .2, 1.9 })));
        r.Out("(n,1)", () => C(np.array(new[,] { { 0 }, { 2 } })).shape);
        r.Out("(n,2)", () => C(np.array(new[,] { { 0, 1 }, { 2, 0 } })).shape);
        r.Out("scalar", () => C(2));
        r.Out("more classes", () => C(np.array(new[] { 0, 1 }), 4));
        r.Out("bools", () => C(np.array(new[] { true, false })));
        r.Out("empty", () => C(np.zeros(new[] { 0 })));
        r.Out("empty, num_classes", () => C(np.zeros(new[] { 0 }), 3).shape);
        r.Out("dtype",
            () => new[] { C(np.array(new[] { 0 })), C(np.array(new[] { 0 }), dtype: "int32") }.Select(a => a.typecode == NPTypeCode.Single
                ? "float32"
                : a.typecode.ToString().ToLowerInvariant()));
        r.Out("missing labels", () => C(np.array(new[] { 0, double.NaN })).shape);
        r.Out("round trip", () => np.argmax(C(np.array(new[] { 3, 0, 2 })), -1));
        r.Out("one-hot given again", () => C(C(np.array(new[] { 0, 1 }))).shape);
    }, without: new() { ["strings"] = "an array of labels holds numbers in C#", ["words"] = "as strings" });

    [Fact]
    public void R18_Momentum_is_that_of_Keras() => Report.Play("18_momentum_nesterov", r =>
    {
        foreach (bool nesterov in new[] { false, true })
        {
            Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
            m.compile(optimizers.SGD(learning_rate: 1, momentum: .5, nesterov: nesterov), new KerasDigits.Losses.LossFunction((t, p) => p));
            m.set_weights([s_zero]);
            var ws = new List<double>();
            for (int i = 0; i < 5; i++)
            {
                if (i == 3) { m.optimizer.learning_rate.Value = .1; }
                m.train_on_batch(s_one, s_zero);
                ws.Add((float)m.get_weights()[0][0, 0]);
            }
            r.Out($"nesterov={nesterov}", () => ws);
        }
        r.Out("momentum 1.5", () => optimizers.SGD(momentum: 1.5));
    });

    [Fact]
    public void R32_Top_k_of_few_classes() => Report.Play("32_top_k_defaults", r =>
    {
        NDArray p = np.array(new float[,] { { .5f, .3f, .2f }, { .2f, .5f, .3f }, { .1f, .3f, .6f }, { .1f, .2f, .7f } }),
            t = np.array(new[] { 2, 0, 2, 1 }), hot = utils.to_categorical(t, 3);
        foreach (int k in new[] { 1, 2, 3 })
        {
            r.Out($"k={k}",
                () => new[] { metrics.top_k_categorical_accuracy(Tf(hot), Tf(p), k: k),
                    metrics.sparse_top_k_categorical_accuracy(Tf(t), Tf(p), k: k) });
        }
        r.Out("default k on 3 classes", () => metrics.top_k_categorical_accuracy(Tf(hot), Tf(p)));
        r.Out("class", () => Named(metrics.TopKCategoricalAccuracy(k: 2), hot, p));
        r.Out("sparse class", () => Named(metrics.SparseTopKCategoricalAccuracy(k: 2), t, p));
        object Compiled(string metric, NDArray y, KerasDigits.Losses.Loss loss)
        {
            Sequential m = models.Sequential([layers.Dense(3, use_bias: false, input_shape: 3)]);
            m.compile("sgd", loss, metrics: [metric]);
            m.set_weights([np.eye(3).astype(NPTypeCode.Single)]);
            return m.evaluate(p, y, verbose: 0).ToDictionary();
        }
        r.Out("string", () => Compiled("top_k_categorical_accuracy", hot, losses.MeanSquaredError()));
        r.Out("sparse string",
            () => Compiled("sparse_top_k_categorical_accuracy", t, losses.SparseCategoricalCrossentropy(from_logits: true)));
    }, without: new() { ["sparse (n,1)"] = "the function's shape for a column of labels",
    ["temporal (n,t,c)"] = "2.3.1 refuses sequences; here they are computed under both settings" });

    [Fact]
    public void R34_MeanIoU_and_Precision() => Report.Play("34_mean_iou_and_precision", r =>
    {
        NDArray F(params float[] v) => np.array(v);
        double Iou(NDArray t, NDArray p, int n, NDArray? w = null) => Result(metrics.MeanIoU(n), t, p, w);
        r.Out("labels", () => Iou(F(0, 0, 1, 1), F(0, 1, 0, 1), 2));
        r.Out("probabilities", () => Iou(F(0, 0, 1, 1), F(.1f, .6f, .4f, .9f), 2));
        r.Out("2.9 is class 2", () => Iou(F(0, 1, 2), F(.2f, 1.7f, 2.9f), 3));
        r.Out("class 2 never seen", () => Iou(F(0, 0, 1, 1), F(0, 1, 0, 1), 3));
        r.Out("weights", () => Iou(F(0, 0, 1, 1), F(0, 1, 0, 1), 2, F(.3f, .3f, .3f, .1f)));
        r.Out("label out of range", () => Iou(F(0, 3), F(0, 1), 2));
        NDArray t = utils.to_categorical(np.array(new[] { 0, 0, 1, 1, 1 }), 2),
            p = np.array(new float[,] { { .9f, .1f }, { .3f, .7f }, { .2f, .8f }, { .6f, .4f }, { .1f, .9f } });
        r.Out("two softmax units: precision, recall, binary accuracy",
            () => new[] { Result(metrics.Precision(), t, p), Result(metrics.Recall(), t, p), Result(metrics.BinaryAccuracy(), t, p) });
        r.Out("column 1 only",
            () => new[] { Result(metrics.Precision(), t[":, 1"], p[":, 1"]), Result(metrics.Recall(), t[":, 1"], p[":, 1"]) });
        r.Out("class_id=1", () => new[] { Result(metrics.Precision(class_id: 1), t, p), Result(metrics.Recall(class_id: 1), t, p) });
        r.Out("exactly .5", () => Result(metrics.Precision(), F(1, 1), F(.5f, .6f)));
        r.Out("no prediction above .5", () => Result(metrics.Precision(), F(1, 0), F(.1f, .2f)));
        NDArray t3 = utils.to_categorical(np.array(new[] { 0, 1, 2 }), 3),
            p3 = np.array(new float[,] { { .4f, .3f, .3f }, { .2f, .6f, .2f }, { .4f, .4f, .2f } });
        r.Out("three classes, none above .5 counts as nothing",
            () => new[] { Result(metrics.Precision(), t3, p3), Result(metrics.Recall(), t3, p3) });
    }, without: new() { ["logits"] = "2.3.1 refuses predictions outside 0 to 1 by an assertion of the graph; 2.15 counts them" });

    [Fact]
    public void R52_The_axes_of_shifts() => Report.Play("52_shift_axes", r =>
    {
        NDArray a = np.arange(1, 10).astype(NPTypeCode.Single).reshape(3, 3, 1);
        NDArray T(TransformParameters p, string fill = "nearest", double cval = 0, int digits = 6) =>
            np.array([.. preprocessing.image.ImageDataGenerator(fill_mode: fill, cval: cval).apply_transform(a.copy(), p).ToArray<float>()
                .Select(v => (float)Math.Round(v, digits))]).reshape(3, 3);
        r.Out("tx=1", () => T(new(tx: 1)));
        r.Out("ty=1", () => T(new(ty: 1)));
        r.Out("ty=-1, constant 0", () => T(new(ty: -1), "constant"));
        r.Out("tx=1 wrap", () => T(new(tx: 1), "wrap"));
        r.Out("tx=1 reflect", () => T(new(tx: 1), "reflect"));
        r.Out("flip_horizontal", () => T(new(flip_horizontal: true)));
        r.Out("flip_vertical", () => T(new(flip_vertical: true)));
        r.Out("theta=90", () => T(new(theta: 90), digits: 0));
        r.Out("theta=45 constant", () => T(new(theta: 45), "constant", digits: 3));
        r.Out("zx=.5 zy=1", () => T(new(zx: .5, zy: 1), digits: 3));
        r.Out("shear=45", () => T(new(shear: 45), digits: 3));
        object Drawn(ShiftRange? width = null, ShiftRange? height = null)
        {
            var g = new ImageDataGenerator(width_shift_range: width, height_shift_range: height);
            TransformParameters[] ps = [.. Enumerable.Range(0, 30).Select(s => g.get_random_transform((10, 20, 1), s))];
            double[] tx = [.. ps.Select(p => Math.Round(p.tx, 4)).Distinct().Order()],
                ty = [.. ps.Select(p => Math.Round(p.ty, 4)).Distinct().Order()];
            return new Dictionary<string, object> { ["tx range"] = new[] { tx[0], tx[^1] }, ["ty range"] = new[] { ty[0], ty[^1] },
                ["whole numbers"] = tx.Concat(ty).All(double.IsInteger), ["distinct"] = new[] { tx.Length, ty.Length } };
        }
        r.Out("width .2", () => Drawn(.2));
        r.Out("height .2", () => Drawn(height: .2));
        r.Out("width 2", () => Drawn(2));
        r.Out("width 2.0", () => Drawn(2.0));
        r.Out("width 1.0", () => Drawn(1.0));
        r.Out("width 1", () => Drawn(1));
        r.Out("width [-5, 5]", () => Drawn(new[] { -5.0, 5.0 }));
        r.Out("zoom .5 draws both", () => preprocessing.image.ImageDataGenerator(zoom_range: .5).get_random_transform((4, 4, 1), 1) is var p
            && p.zx != p.zy);
        r.Out("rotation 30, seed 1", () => preprocessing.image.ImageDataGenerator(rotation_range: 30)
            .get_random_transform((4, 4, 1), 1).theta);
        r.Out("width shift in flow, list of one", () => preprocessing.image.ImageDataGenerator(width_shift_range: new[] { 1.0 })
            .flow(np.expand_dims(a, 0), batch_size: 1, seed: 3).next().inputs[0].reshape(3, 3));
    }, without: new() { ["channel_shift_intencity 3"] = "a misspelt name does not compile", ["zoom (a,b,c)"] = "ImageGoldenTests",
    ["unknown fill_mode"] = "refused when the generator is made" });

    private static Tensor Tf(NDArray a) => KerasDigits.Backend.Arrays.ToTensor(a);

    private static double Result(Metric metric, NDArray t, NDArray p, NDArray? w = null)
    {
        metric.update_state(Tf(t), Tf(p), w is null ? null : Tf(w));
        return metric.result().item<float>();
    }

    private static object[] Named(Metric metric, NDArray t, NDArray p) => [metric.name!, Result(metric, t, p)];
}
