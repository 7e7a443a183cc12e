using System.Diagnostics;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook.Screen;

/// <summary>How long models take: their work, reckoned in steps of the third net, times what such a step takes here and now.</summary>
/// <param name="pace">Epochs and limits.</param>
/// <param name="rows">Digits.</param>
/// <param name="whole">Models that are only read, which takes next to nothing.</param>
internal sealed class Forecast(Pace pace, int rows, IReadOnlyList<string> whole)
{
    /// <summary>
    /// Steps of the probe, of 100 digits, that an epoch over 9,600 digits and its validation are worth (from epochs timed on two cores).
    /// </summary>
    private static readonly Dictionary<string, double> s_stepsPerEpoch = new() { ["dense"] = 1.5, ["conv"] = 25, ["conv2"] = 120,
        ["data_aug"] = 125, ["transfer"] = 210 };

    /// <summary>What an epoch of the search, in batches of 32, is worth.</summary>
    private const double SearchStepsPerEpoch = 140;

    private const int Batch = 100;
    private const double TellingSeconds = 5;
    private double _stepSeconds = 0.07, _reckoned, _took;

    /// <summary>Times some steps of the third net.</summary>
    /// <param name="stop">Whether the user asks to stop: no further step begins.</param>
    public void Measure(Func<bool> stop)
    {
        var model = models.Sequential(name: "probe");
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", input_shape: (28, 28, 1), name: "probe_1"));
        model.add(layers.Conv2D(64, (3, 3), activation: "relu", name: "probe_2"));
        model.add(layers.MaxPooling2D((2, 2), name: "probe_3"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu", name: "probe_4"));
        model.add(layers.Conv2D(128, (3, 3), activation: "relu", name: "probe_5"));
        model.add(layers.GlobalAveragePooling2D(name: "probe_6"));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = np.zeros(new NumSharp.Shape(Batch, 28, 28, 1), NPTypeCode.Single),
            y = np.zeros(new NumSharp.Shape(Batch, 128), NPTypeCode.Single);
        model.train_on_batch(x, y);
        var clock = Stopwatch.StartNew();
        const int Steps = 3;
        for (int i = 0; i < Steps; i++)
        {
            if (stop()) { return; }
            model.train_on_batch(x, y);
        }
        _stepSeconds = clock.Elapsed.TotalSeconds / Steps;
    }

    /// <summary>The seconds that models will take, one after the other.</summary>
    /// <param name="models">Their names.</param>
    /// <param name="soFar">Seconds of the run before them.</param>
    public double Seconds(IEnumerable<string> models, double soFar) =>
        models.Aggregate(soFar, (sum, model) => sum + Seconds(model, sum)) - soFar;

    /// <summary>The seconds that a model will take.</summary>
    private double Seconds(string model, double soFar)
    {
        if (whole.Contains(model)) { return 0; }
        double steps = model == "hyperband" ? SearchStepsPerEpoch * pace.Executions(2) * SearchEpochs(pace.SearchEpochs(30))
            : s_stepsPerEpoch[model] * pace.Epochs(model, FullEpochs(model));
        double seconds = steps * _stepSeconds * (0.8 * rows / 9600) * (_reckoned > 0 ? _took / _reckoned : 1);
        return Math.Min(seconds, pace.TimeLimit(model, soFar)?.TotalSeconds ?? double.PositiveInfinity);
    }

    /// <summary>
    /// What a model took mends what is reckoned for the others. A few seconds are mostly pictures and start, and say nothing of them.
    /// </summary>
    public void Took(string model, double seconds, double soFar)
    {
        if (whole.Contains(model)) { return; }
        double correction = _reckoned > 0 ? _took / _reckoned : 1, reckoned = Seconds(model, soFar) / correction;
        if (reckoned < TellingSeconds) { return; }
        _reckoned += reckoned;
        _took += seconds;
    }

    /// <summary>Epochs that all trials of a Hyperband search with factor 3 train together.</summary>
    internal static int SearchEpochs(int longest)
    {
        int brackets = 0, all = 0;
        for (double epochs = longest; epochs >= 1; epochs /= 3) { brackets++; }
        for (int bracket = 0; bracket < brackets; bracket++)
        {
            double first = Math.Ceiling(brackets * Math.Pow(3, bracket) / (bracket + 1));
            int Until(int round) => round < 0 ? 0 : (int)Math.Ceiling(longest / Math.Pow(3, bracket - round));
            for (int round = 0; round <= bracket; round++)
            {
                all += (int)Math.Ceiling(first / Math.Pow(3, round)) * (Until(round) - Until(round - 1));
            }
        }
        return all;
    }

    /// <summary>Where the notebook's EarlyStopping usually ends a training of 100 epochs.</summary>
    private static int FullEpochs(string model) => model is "conv2" or "data_aug" ? 25 : model is "transfer" ? 40 : 55;
}
