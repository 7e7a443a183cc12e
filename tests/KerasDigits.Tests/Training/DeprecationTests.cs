using KerasDigits.Core;
using Microsoft.Extensions.Logging;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>Methods that later versions dropped say so, in TF 2.3.1's words, once for each calling line.</summary>
public sealed class DeprecationTests
{
    [Theory, InlineData("2.3", true), InlineData("2.15", false)]
    public void An_old_method_says_what_takes_its_place_once_a_line(string version, bool says)
    {
        using var scope = new VersionScope(version);
        var model = keras.models.Sequential();
        model.add(keras.layers.Dense(2, activation: "softmax", input_shape: 3));
        model.compile(loss: "mse");
        NDArray x = np.ones(new NumSharp.Shape(4, 3));
        IEnumerable<(NDArray, NDArray)> Batches() => [(x, np.ones(new NumSharp.Shape(4, 2)))];
        var said = new List<string>();
        Log.SetLoggerFactory(new LoggerFactory([new Listener(said)]));
        try
        {
            for (int i = 0; i < 2; i++) { model.predict_classes(x); }
            model.predict_proba(x);
            model.fit_generator(Batches(), verbose: 0);
        }
        finally { Log.SetLoggerFactory(null); }
        string[] expected =
        [
            "Sequential.predict_classes (from tensorflow.python.keras.engine.sequential) is deprecated and will be removed after "
            + "2021-01-01.\nInstructions for updating:\n"
                + "Please use instead:* `np.argmax(model.predict(x), axis=-1)`,   if your model does multi-class classification   (e.g. "
                + "if it uses a `softmax` last-layer activation)."
                + "* `(model.predict(x) > 0.5).astype(\"int32\")`,   if your model does binary classification   (e.g. if it uses a "
                + "`sigmoid` last-layer activation).",
            "Sequential.predict_proba (from tensorflow.python.keras.engine.sequential) is deprecated and will be removed after "
            + "2021-01-01.\nInstructions for updating:\nPlease use `model.predict()` instead.",
            "Model.fit_generator (from tensorflow.python.keras.engine.training) is deprecated and will be removed in a future "
            + "version.\nInstructions for updating:\nPlease use Model.fit, which supports generators.",
        ];
        Assert.Equal(says ? expected : [], said.Select(s => s[(s.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.All(said, s => Assert.Matches(@"^From DeprecationTests\.(cs:\d+|\w+): ", s));
    }
}
