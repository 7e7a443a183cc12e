using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every layer holds: declared and actual output shapes agree, calls repeat, weights have names and gradients, its
/// configuration and files make it again, and it trains in a model.
/// </summary>
public static class LayerContract
{
    private const int Batch = 3;

    /// <summary>Checks a layer on random numbers of one shape.</summary>
    /// <param name="make">Makes the layer; each call a new one.</param>
    /// <param name="input_shape">Shape of a sample, without the batch axis.</param>
    /// <param name="tolerance">How far equal results may be apart, as a part of the largest.</param>
    /// <param name="samples_are_independent">Whether a sample's output depends only on that sample when nothing is trained.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Layer> make, Shape input_shape, double tolerance = 1e-5, bool samples_are_independent = true) =>
        Check(make, [Samples.DrawNumbers(input_shape.WithBatch(Batch))], tolerance, samples_are_independent);

    /// <summary>Checks a layer on given data: several inputs, or such that must be integers, strings, images …</summary>
    /// <param name="make">Makes the layer; each call a new one.</param>
    /// <param name="inputs">A batch of at least two samples for each input.</param>
    /// <param name="tolerance">How far equal results may be apart, as a part of the largest.</param>
    /// <param name="samples_are_independent">Whether a sample's output depends only on that sample when nothing is trained.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Layer> make, NDArray[] inputs, double tolerance = 1e-5, bool samples_are_independent = true)
    {
        Layer layer = make();
        var findings = new Findings(layer.GetType().Name);
        findings.Expect(!ReferenceEquals(layer, make()), "make must give a new layer each time");
        findings.Try("A call", () =>
        {
            NDArray[] outputs = layer.ApplyAll(inputs);
            findings.Expect(layer.built, "built must be true after a call");
            findings.Expect(Array.TrueForAll(outputs, Compare.AreFinite), "the outputs of ordinary numbers must be finite");
            findings.ExpectNone(Compare.CompareLists(outputs, layer.ApplyAll(inputs), 0),
                "a second call without training must give the same");
            CheckShapes(findings, make(), inputs, outputs);
            if (samples_are_independent) { CheckSamples(findings, layer, inputs, outputs, tolerance); }
            CheckWeights(findings, layer, inputs);
            CheckAgain(findings, layer, inputs, outputs, tolerance);
            findings.Try("Training and saving a model with it", () => CheckModel(findings, make(), inputs, tolerance));
        });
        findings.Judge();
    }

    private static void CheckShapes(Findings findings, Layer layer, NDArray[] inputs, NDArray[] outputs)
    {
        findings.Try("A call on symbolic tensors", () =>
        {
            KerasTensor[] symbolic = layer.ApplyAll(MakeSymbols(inputs));
            findings.Expect(symbolic.Length == outputs.Length,
                $"compute_output_shape says {symbolic.Length} outputs, call gives {outputs.Length}");
            foreach (var (said, came) in symbolic.Zip(outputs))
            {
                long[] shape = came.shape;
                findings.Expect(said.shape.Rank == shape.Length && said.shape.Zip(shape).All(d => d.First is null || d.First == d.Second),
                    $"compute_output_shape says {said.shape}, call gives ({string.Join(", ", shape)})");
            }
        });
    }

    private static KerasTensor[] MakeSymbols(NDArray[] inputs) => Array.ConvertAll(inputs, x =>
        keras.Input(shape: Shape.Of(x.shape.AsSpan(1)), dtype: x.typecode is NPTypeCode.Single or NPTypeCode.Double
            ? "float32"
            : x.typecode == NPTypeCode.String ? "string" : "int32"));

    private static void CheckSamples(Findings findings, Layer layer, NDArray[] inputs, NDArray[] outputs, double tolerance) =>
        findings.Try("A call on a single sample", () =>
    {
        NDArray[] alone = layer.ApplyAll(Array.ConvertAll(inputs, x => x["0:1"].copy()));
        findings.ExpectNone(Compare.CompareLists(Array.ConvertAll(outputs, y => y["0:1"].copy()), alone, tolerance),
            "a sample must give the same alone and in a batch (else pass samples_are_independent: false)");
    });

    private static void CheckWeights(Findings findings, Layer layer, NDArray[] inputs) => findings.Try("Its weights", () =>
    {
        string[] names = [.. layer.weights.Select(w => w.name)];
        findings.Expect(names.Distinct().Count() == names.Length, $"weights must have different names: {string.Join(", ", names)}");
        NDArray[] values = layer.get_weights();
        findings.Expect(values.Length == names.Length, $"get_weights() gives {values.Length} arrays for {names.Length} weights");
        layer.set_weights(values);
        findings.ExpectNone(Compare.CompareLists(values, layer.get_weights(), 0), "get_weights() must give what set_weights() was given");
        if (layer.trainable_weights.Count == 0) { return; }
        using var tape = new GradientTape();
        Variable[] trained = [.. layer.trainable_weights];
        using var scope = Scopes.Step();
        Tensor[] outputs = layer.ApplyAll(Array.ConvertAll(inputs, x => Arrays.ToTensor(x)), training: true);
        Tensor target = outputs.Select(y => (y * Arrays.ToTensor(Samples.DrawNumbers(Shape.Of(y.shape)))).sum()).Aggregate((a, b) => a + b);
        Tensor?[] gradients = tape.gradient(target, trained);
        for (int i = 0; i < trained.Length; i++)
        {
            findings.Expect(gradients[i] is { }, $"the trainable weight {trained[i].name} gets no gradient: use it in call, or make it "
                + "with trainable: false");
            findings.Expect(gradients[i] is not { } g || Compare.AreFinite(Arrays.ToArray(g)),
                $"the gradient of {trained[i].name} must be finite");
        }
    });

    private static void CheckAgain(Findings findings, Layer layer, NDArray[] inputs, NDArray[] outputs, double tolerance)
    {
        if (Configurations.MakeAgain(findings, layer) is not { } again) { return; }
        findings.Try("The layer made again from get_config()", () =>
        {
            _ = again.ApplyAll(inputs);
            again.set_weights(layer.get_weights());
            findings.ExpectNone(Compare.CompareLists(outputs, again.ApplyAll(inputs), tolerance),
                "a layer made from get_config() must give the same with the same weights");
        });
    }

    private static void CheckModel(Findings findings, Layer layer, NDArray[] inputs, double tolerance)
    {
        KerasTensor[] symbols = MakeSymbols(inputs);
        Model model = keras.models.Model(inputs: symbols, outputs: layer.ApplyAll(symbols));
        NDArray[] before = model.predict_all(inputs);
        NDArray[] targets = Array.ConvertAll(before, y => Samples.DrawParts(Shape.Of(y.shape), seed: 2));
        model.compile(optimizer: keras.optimizers.SGD(0.01), loss: "mse");
        if (layer.trainable_weights.Count > 0)
        {
            NDArray[] start = layer.get_weights();
            model.fit(inputs, targets, epochs: 2, batch_size: 2, verbose: 0);
            findings.Expect(Array.TrueForAll(layer.get_weights(), Compare.AreFinite), "weights must stay finite in training");
            findings.Expect(Compare.CompareLists(start, layer.get_weights(), 0) is not null, "fit must change the weights");
        }
        Files.CheckRoundTrip(findings, model, inputs, Configurations.CollectKnown(layer), tolerance);
    }
}
