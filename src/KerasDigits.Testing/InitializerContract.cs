using KerasDigits.Backend;
using KerasDigits.Initializers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every initializer holds: the shape and dtype that were asked for, finite values, the same ones after the same seed, a configuration
/// that makes it again, and a place in layers and files.
/// </summary>
public static class InitializerContract
{
    /// <summary>Checks an initializer.</summary>
    /// <param name="make">Creates the initializer; each call a new one.</param>
    /// <param name="shapes">Shapes that it must serve; null: a vector, a matrix and a kernel of four axes.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Initializer> make, Shape[]? shapes = null)
    {
        Initializer initializer = make();
        var findings = new Findings(initializer.GetType().Name);
        findings.Expect(!ReferenceEquals(initializer, make()), "make must give a new initializer each time");
        Shape[] wanted = shapes ?? [new Shape(7), new Shape(5, 6), new Shape(3, 3, 2, 4)];
        foreach (Shape shape in wanted)
        {
            foreach (string dtype in (string[])["float32", "float64"])
            {
                findings.Try($"Values of shape {shape} in {dtype}", () =>
                {
                    NDArray values = DrawValues(initializer, shape, dtype);
                    findings.Expect(values.shape.Select(d => (long?)d).SequenceEqual(shape),
                        $"a weight of shape {shape} must have that shape; it has ({string.Join(", ", values.shape)})");
                    findings.Expect((values.typecode == NPTypeCode.Double) == (dtype == "float64"),
                        $"a weight of dtype {dtype} must have that dtype");
                    findings.Expect(Compare.AreFinite(values), $"the values of shape {shape} must be finite");
                });
            }
        }
        findings.Try("The same seed",
            () => findings.ExpectNone(Compare.CompareArrays(DrawSeeded(make(), wanted[0]), DrawSeeded(make(), wanted[0]), 0),
                "set_random_seed must make the values repeat: draw from keras.backend's functions"));
        if (Configurations.MakeAgain(findings, initializer) is { } again)
        {
            findings.Try("The initializer made again from get_config()", () =>
                findings.ExpectNone(Compare.CompareArrays(DrawSeeded(make(), wanted[0]), DrawSeeded(again, wanted[0]), 0),
                    "an initializer made from get_config() must give the same after the same seed"));
        }
        if (shapes is null) { findings.Try("A model with it", () => CheckModel(findings, make())); }
        findings.Judge();
    }

    private static void CheckModel(Findings findings, Initializer initializer)
    {
        Model model = keras.models.Sequential([keras.layers.Dense(3, kernel_initializer: initializer, input_shape: 4)]);
        Dictionary<string, object> known = Configurations.CollectKnown(initializer);
        Model again = keras.models.model_from_json(model.to_json(), custom_objects: known);
        findings.ExpectNone(Compare.CompareConfigs(model.get_config(), again.get_config()),
            "a model made from its JSON must have the same configuration");
        Files.CheckRoundTrip(findings, model, [Samples.DrawNumbers(new Shape(2, 4))], known, 0);
    }

    private static NDArray DrawSeeded(Initializer initializer, Shape shape)
    {
        keras.utils.set_random_seed(7);
        return DrawValues(initializer, shape, "float32");
    }

    private static NDArray DrawValues(Initializer initializer, Shape shape, string dtype)
    {
        using var scope = Scopes.Step();
        return Arrays.ToArray(initializer.Call(shape, dtype));
    }
}
