using KerasDigits.Tuner;

namespace TuneAnything;

/// <summary>
/// A walker crosses a meadow (2 m/s), then mud (0.7 m/s), then rock (1.2 m/s): where to enter each? The simplest tuner there is: run_trial
/// gives one number, which is made small.
/// </summary>
public sealed class ShortestWay(int trials, string folder)
    : RandomSearch(max_trials: trials, seed: 1, directory: folder, project_name: "walk")
{
    /// <inheritdoc/>
    public override TrialResult? run_trial(Trial trial, SearchArguments args)
    {
        HyperParameters hp = trial.hyperparameters;
        double mud = hp.Float("enter_mud", 0, 100), rock = hp.Float("enter_rock", 0, 100);
        return (Length(mud, 30) / 2) + (Length(rock - mud, 20) / 0.7) + (Length(100 - rock, 50) / 1.2);
    }

    private static double Length(double along, double across) => Math.Sqrt((along * along) + (across * across));
}
