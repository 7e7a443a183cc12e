namespace KerasDigits.Notebook;

/// <summary>One trial of a search, as its trial.json tells it.</summary>
/// <param name="Id">"0003", for instance.</param>
/// <param name="Status">COMPLETED, FAILED, INVALID or RUNNING.</param>
/// <param name="Score">The objective's value; null where there is none yet, or never will be.</param>
/// <param name="Values">Hyperparameters by name: string, bool, long or double; "tuner/epochs" and its kin among them.</param>
/// <param name="Curve">What was reported of the objective, in steps from 0; one point where only the best epoch was.</param>
public sealed record SearchTrial(string Id, string Status, double? Score, IReadOnlyDictionary<string, object> Values,
    IReadOnlyList<(double Step, double Value)> Curve)
{
    /// <summary>Whether it has a score that can be drawn.</summary>
    internal bool IsScored => Score is { } score && double.IsFinite(score);

    /// <summary>Its id, or the beginning of one of the 32 digits that KerasTuner 1.0 gave.</summary>
    internal string ShortId => Id.Length > 10 ? Id[..8] + "…" : Id;

    /// <summary>Hyperband's number of that name; null elsewhere.</summary>
    internal double? ReadHyperband(string name) => Values.GetValueOrDefault("tuner/" + name) is { } value and not string
        ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <summary>The trial whose weights Hyperband gave to this one.</summary>
    internal string? Parent => Values.GetValueOrDefault("tuner/trial_id") as string;
}
