using KerasDigits.Core;
using KerasDigits.Tuner;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>An oracle as CONTRIBUTING describes one: it draws values, and remembers how often.</summary>
[KerasExport("keras_tuner.oracles.SteadyOracle")]
public sealed class SteadyOracle(ObjectiveSpec? objective = null, int? max_trials = 10, long? seed = null,
    HyperParameters? hyperparameters = null) : Oracle(objective, max_trials, hyperparameters, seed: seed)
{
    private long _drawn;

    public override TrialProposal populate_space(string trial_id)
    {
        if (random_values() is not { } values) { return TrialProposal.Stopped; }
        values["units"] = 8 * (1 + (_drawn++ % 8));
        return TrialProposal.Run(values);
    }

    public override Config get_state()
    {
        Config state = base.get_state();
        state["drawn"] = _drawn;
        return state;
    }

    public override void set_state(Config state)
    {
        base.set_state(state);
        _drawn = (long)state["drawn"]!;
    }
}

/// <summary>Leaves the space, and forgets with its process what it remembers.</summary>
public sealed class FaultyOracle(HyperParameters space) : Oracle(new Objective("score", "min"), 6, space, seed: 1)
{
    private int _drawn;

    public override TrialProposal populate_space(string trial_id)
    {
        HyperValues values = random_values()!;
        values["units"] = 100 + _drawn++;
        return TrialProposal.Run(values);
    }
}
