using KerasDigits.Models;

namespace KerasDigits.Tuner;

/// <content>Continuing from a parent's weights.</content>
public partial class Hyperband
{
    /// <summary>
    /// Trains a trial from its initial_epoch to its epochs, whatever search was given; a promoted trial goes on from its parent's best
    /// weights.
    /// </summary>
    /// <inheritdoc/>
    public override TrialResult? run_trial(Trial trial, SearchArguments args)
    {
        if (args.get("folds", 1) != 1)
        {
            throw new FatalValueError("`folds` must be left out with Hyperband: its later rounds go on with weights that have seen the "
                + "other parts. Use RandomSearch, BayesianOptimization or GridSearch.");
        }
        HyperValues values = trial.hyperparameters.values;
        if (!values.ContainsKey("tuner/epochs")) { return base.run_trial(trial, args); }
        int start = values["tuner/initial_epoch"];
        if (values.TryGetValue("tuner/trial_id", out HyperValue parent) && FindParentFile(parent) is null)
        {
            // A few epochs from fresh weights would be judged as if they were many. All of them are run instead.
            Log.Warning($"Trial {trial.trial_id} should go on from trial {parent}, whose weights are not there: it is trained from epoch "
                + "0 instead.");
            start = 0;
        }
        return base.run_trial(trial, args.with("epochs", (int)values["tuner/epochs"]).with("initial_epoch", start));
    }

    /// <inheritdoc/>
    protected override Model build_model(HyperParameters hp)
    {
        Model model = base.build_model(hp);
        if (hp.values.TryGetValue("tuner/trial_id", out HyperValue parent) && FindParentFile(parent) is { } file)
        {
            LoadWeights(model, parent, file);
        }
        return model;
    }

    private string? FindParentFile(string trial_id) => oracle.Find(trial_id) is { } parent ? FindKeptWeights(parent) : null;
}
