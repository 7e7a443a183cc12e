using System.Diagnostics;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook.Screen;

/// <summary>How long models take: their work, reckoned in steps of the third net, times what such a step takes here and now.</summary>
internal sealed class Forecast(Pace pace, int rows)
{
    /// <summary>Steps of the probe, of 100 digits, that an epoch over 9,600 digits and its validation are worth (from epochs timed on two cores).</summary>
    private static readonly Dictionary<string, double> s_stepsPerEpoch = new() { ["dense"] = 1.5, ["conv"] = 25, ["conv2"] = 120, ["data_aug"] = 125, ["transfer"] = 210 };

    /// <summary>The same for the search: epochs over all digits that a short and a full one train, and what an epoch in batches of 32 is worth.</summary>
    private const double SearchStepsPerEpoch = 140, ShortSearchEpochs = 11.0, FullSearchEpochs = 2 * 390;

    private const int Batch = 100;
    private const double TellingSeconds = 5;
    private double _stepSeconds = 0.07, _reckoned, _took;

    /// <summary>Times some steps of the third net.</summary>
    public void Measure()
    {
        var model = models.Sequential(name: "probe");
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: (28, 28, 1), name: "probe_1"));
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", name: "probe_2"));
        model.add(layers.MaxPooling2D((2, 2), name: "probe_3"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu", name: "probe_4"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu", name: "probe_5"));
        model.add(layers.GlobalAveragePooling2D(name: "probe_6"));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = np.zeros(new NumSharp.Shape(Batch, 28, 28, 1), NPTypeCode.Single), y = np.zeros(new NumSharp.Shape(Batch, 128), NPTypeCode.Single);
        model.train_on_batch(x, y);
        var clock = Stopwatch.StartNew();
        const int Steps = 3;
        for (int i = 0; i < Steps; i++) { model.train_on_batch(x, y); }
        _stepSeconds = clock.Elapsed.TotalSeconds / Steps;
    }

    /// <summary>The seconds that a model will take.</summary>
    public double Seconds(string model)
    {
        double steps = model == "hyperband" ? SearchStepsPerEpoch * (pace.IsFull ? FullSearchEpochs : ShortSearchEpochs)
            : s_stepsPerEpoch[model] * pace.Epochs(model, FullEpochs(model));
        double seconds = steps * _stepSeconds * (0.8 * rows / 9600) * (_reckoned > 0 ? _took / _reckoned : 1);
        return model == "hyperband" ? seconds : Math.Min(seconds, pace.TimeLimit(model)?.TotalSeconds ?? double.PositiveInfinity);
    }

    /// <summary>What a model took mends what is reckoned for the others. A few seconds are mostly pictures and start, and say nothing of them.</summary>
    public void Took(string model, double seconds)
    {
        double correction = _reckoned > 0 ? _took / _reckoned : 1, reckoned = Seconds(model) / correction;
        if (reckoned < TellingSeconds) { return; }
        _reckoned += reckoned;
        _took += seconds;
    }

    /// <summary>Where the notebook's EarlyStopping usually ends a training of 100 epochs.</summary>
    private static int FullEpochs(string model) => model is "conv2" or "data_aug" ? 25 : model is "transfer" ? 40 : 55;
}
