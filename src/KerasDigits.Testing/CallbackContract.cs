using KerasDigits.Callbacks;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Testing;

/// <summary>
/// What every callback holds: it goes through fit, evaluate and predict, a second fit finds it as new, and a state that it keeps comes
/// back.
/// </summary>
public static class CallbackContract
{
    /// <summary>Checks a callback.</summary>
    /// <param name="make">Creates the callback; each call a new one. Quantities that it may watch: loss, mae, val_loss, val_mae.</param>
    /// <param name="repeats">Whether a second fit with the same object runs as the first did.</param>
    /// <exception cref="ContractException">Something does not hold; the message lists everything.</exception>
    public static void Check(Func<Callback> make, bool repeats = true)
    {
        Callback callback = make();
        var findings = new Findings(callback.GetType().Name);
        findings.Expect(!ReferenceEquals(callback, make()), "make must give a new callback each time");
        findings.Try("fit", () =>
        {
            string first = Run(callback);
            findings.Expect(callback.model is not null, "set_model must keep the model (call the base's)");
            findings.Expect(callback.@params is not null, "set_params must keep the parameters (call the base's)");
            if (repeats)
            {
                findings.Expect(Run(callback) == first,
                    "a second fit must run as the first did: set back in on_train_begin what a run changes");
            }
        });
        findings.Try("fit without validation data", () => MakeNet().fit(X, Y, epochs: 1, batch_size: 4, verbose: 0, callbacks: [make()]));
        findings.Try("evaluate", () => MakeNet().evaluate(X, Y, verbose: 0, callbacks: [make()]));
        findings.Try("predict", () => MakeNet().predict(X, callbacks: [make()]));
        if (callback is IResumable kept) { findings.Try("Its state", () => CheckState(findings, kept, make)); }
        findings.Judge();
    }

    private static NDArray X => Samples.DrawNumbers(new Shape(12, 3));

    private static NDArray Y => Samples.DrawNumbers(new Shape(12, 1), seed: 2);

    private static Model MakeNet()
    {
        Model model = keras.models.Sequential([keras.layers.Dense(1, kernel_initializer: "zeros", input_shape: 3)]);
        model.compile(optimizer: keras.optimizers.SGD(0.05), loss: "mse", metrics: ["mae"]);
        return model;
    }

    /// <summary>Six epochs, and what came of them.</summary>
    private static string Run(Callback callback)
    {
        var history = MakeNet().fit(X, Y, epochs: 6, batch_size: 4, shuffle: false, verbose: 0, validation_data: (X, Y),
            callbacks: [callback]);
        return string.Join("\n",
            history.history.Select(s => $"{s.Key}: "
                + $"{string.Join(", ", s.Value.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}"));
    }

    private static void CheckState(Findings findings, IResumable kept, Func<Callback> make)
    {
        RunState state = kept.GetState();
        Callback other = make();
        other.set_model(MakeNet());
        other.on_train_begin();
        ((IResumable)other).SetState(state);
        string[] before = [.. state.Names], after = [.. ((IResumable)other).GetState().Names];
        findings.Expect(before.SequenceEqual(after),
            $"GetState() after SetState() must keep the same entries: {string.Join(", ", before)}. It keeps {string.Join(", ", after)}");
    }
}
