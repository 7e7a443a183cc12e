using System.Globalization;

namespace KerasDigits.Tuner;

/// <summary>KerasTuner 1.4.7's words.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/base_tuner.py, engine/trial.py, engine/oracle.py.</remarks>
internal sealed class LateWords : SearchWords
{
    public override bool TellsProgress => true;

    public override void WriteSpace(HyperParameters space)
    {
        Output.WriteLine("Search space summary");
        Output.WriteLine($"Default search space size: {space.space.Count}");
        foreach (Space.HyperParameter p in space.space)
        {
            Config config = p.get_config();
            config.Remove("name");
            Output.WriteLine($"{p.name} ({p.GetType().Name})");
            Output.WriteLine(PythonText.FormatRepr(config));
        }
    }

    public override void WriteResults(string folder, int count, Objective objective, IEnumerable<Trial> best)
    {
        Output.WriteLine("Results summary");
        Output.WriteLine($"Results in {folder}");
        Output.WriteLine($"Showing {count} best trials");
        Output.WriteLine(objective.ToString());
        foreach (Trial trial in best)
        {
            Output.WriteLine();
            WriteSummary(trial);
        }
    }

    public override void WriteSummary(Trial trial)
    {
        Output.WriteLine($"Trial {trial.trial_id} summary");
        Output.WriteLine("Hyperparameters:");
        WriteValues(trial);
        if (trial.score is { } s) { Output.WriteLine($"Score: {PythonText.FormatRepr(s)}"); }
        if (trial.message is not null) { Output.WriteLine(trial.message); }
    }

    public override void WriteValues(Trial trial)
    {
        if (trial.hyperparameters.values.Count == 0) { Output.WriteLine("default configuration"); }
        foreach (var (name, value) in trial.hyperparameters.values) { Output.WriteLine($"{name}: {value}"); }
    }

    public override void WriteReloading(string file) => Output.WriteLine($"Reloading Tuner from {file}");

    public override void WriteEnded(Trial trial) => throw new InvalidOperationException("KerasTuner 1.4.7 tells a search's progress.");

    /// <summary>As many digits as max_trials has, and 4 ("None") where there is no end.</summary>
    public override string FormatTrialId(Oracle oracle, int number)
    {
        int width = oracle.max_trials is { } most ? most.ToString(CultureInfo.InvariantCulture).Length : 4;
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
    }
}
