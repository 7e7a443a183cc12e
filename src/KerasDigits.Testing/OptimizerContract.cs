using KerasDigits.Backend;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every optimizer holds: it goes downhill, weights laid together step as weights by themselves, its configuration makes it again, and
/// a saved model trains on as if it had not been saved.
/// </summary>
public static class OptimizerContract
{
    private const int Steps = 5;

    /// <summary>Checks an optimizer.</summary>
    /// <param name="make">Creates the optimizer with a rate that suits it; each call a new one.</param>
    /// <param name="tolerance">How far equal results may be apart, as a part of the largest.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Optimizer> make, double tolerance = 1e-5)
    {
        Optimizer optimizer = make();
        var findings = new Findings(optimizer.GetType().Name);
        findings.Expect(!ReferenceEquals(optimizer, make()), "make must give a new optimizer each time");
        _ = Configurations.MakeAgain(findings, optimizer);
        findings.Try("Going downhill", () => CheckDescent(findings, make()));
        findings.Try("A step of all weights together", () => CheckFlat(findings, make, tolerance));
        findings.Try("Training on from a file", () => CheckFiles(findings, make(), tolerance));
        findings.Judge();
    }

    /// <summary>The sum of squares, from (1, -2, 3).</summary>
    private static void CheckDescent(Findings findings, Optimizer optimizer)
    {
        using var scope = Scopes.Step();
        var weight = new Variable(Arrays.ToTensor(np.array(new[] { 1f, -2f, 3f })), "w:0");
        for (int i = 0; i < 50; i++) { optimizer.apply_gradients([(weight.value.detach() * 2, weight)]); }
        NDArray end = weight.numpy();
        findings.Expect(Compare.AreFinite(end), "weights must stay finite");
        findings.Expect((double)np.sum(end * end) < 14, "50 steps down the slope of a sum of squares must make it smaller");
        findings.Expect(optimizer.iterations == 50, $"iterations must count the steps: 50, but it is {optimizer.iterations}");
        NDArray[] state = optimizer.get_weights();
        optimizer.set_weights(state);
        findings.ExpectNone(Compare.CompareLists(state, optimizer.get_weights(), 0),
            "get_weights() must give what set_weights() was given");
    }

    /// <summary>fit lays all weights on one flat buffer where WorksByElement says that this is the same.</summary>
    private static void CheckFlat(Findings findings, Func<Optimizer> make, double tolerance)
    {
        (Model together, NDArray x, NDArray y) = MakeNet(make());
        Model single = MakeTwin(together, make());
        for (int i = 0; i < Steps; i++)
        {
            _ = together.train_on_batch(x, y);
            using var scope = Scopes.Step();
            using var tape = new GradientTape();
            Tensor error = single.Apply(Arrays.ToTensor(x), training: true) - Arrays.ToTensor(y);
            Variable[] weights = [.. single.trainable_weights];
            single.optimizer.apply_gradients(tape.gradient((error * error).mean(), weights).Zip(weights, (g, w) => (g, w)));
        }
        findings.ExpectNone(Compare.CompareLists(single.get_weights(), together.get_weights(), Steps * 10 * tolerance),
            "fit and apply_gradients must take the same steps (override WorksByElement to false for a formula that looks at a weight as "
            + "a whole)");
    }

    private static void CheckFiles(Findings findings, Optimizer optimizer, double tolerance)
    {
        (Model model, NDArray x, NDArray y) = MakeNet(optimizer);
        for (int i = 0; i < Steps; i++) { _ = model.train_on_batch(x, y); }
        NDArray[] before = model.get_weights(), state = optimizer.get_weights();
        Model[] loaded = new Model[2];
        Files.CheckRoundTrip(findings, model, [x], Configurations.CollectKnown(optimizer), tolerance,
            (again, ending) => loaded[ending == ".h5" ? 0 : 1] = again);
        _ = model.train_on_batch(x, y);
        foreach (Model again in loaded.OfType<Model>())
        {
            findings.ExpectNone(Compare.CompareLists(before, again.get_weights(), 0), "a loaded model must have the same weights");
            findings.Expect(again.optimizer.iterations == Steps,
                $"a loaded model must go on with step {Steps}, but it is at {again.optimizer.iterations}");
            _ = again.train_on_batch(x, y);
            findings.ExpectNone(Compare.CompareLists(model.get_weights(), again.get_weights(), tolerance),
                "a loaded model must take the step that the saved one takes");
        }
        findings.Expect(state.Length > 0, "get_weights() must begin with the number of steps");
    }

    private static (Model Model, NDArray X, NDArray Y) MakeNet(Optimizer optimizer)
    {
        Model model = keras.models.Sequential([keras.layers.Dense(6, activation: "tanh", input_shape: 4), keras.layers.Dense(2)]);
        model.set_weights([.. model.get_weights().Select((w, i) => Samples.DrawNumbers(Shape.Of(w.shape), seed: i + 5))]);
        model.compile(optimizer: optimizer, loss: "mse");
        return (model, Samples.DrawNumbers(new Shape(8, 4)), Samples.DrawNumbers(new Shape(8, 2), seed: 2));
    }

    private static Model MakeTwin(Model model, Optimizer optimizer)
    {
        Model twin = keras.models.clone_model(model);
        twin.set_weights(model.get_weights());
        twin.compile(optimizer: optimizer, loss: "mse");
        return twin;
    }
}
