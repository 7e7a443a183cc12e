namespace KerasDigits.Tuner;

/// <summary>
/// What a search says, in the words of the package under whose name its objects were made: keras_tuner (KerasTuner 1.4.7) or kerastuner
/// (Keras Tuner 1.0.1).
/// </summary>
internal abstract class SearchWords
{
#pragma warning disable RS0030 // ThreadSlot is the core's own
    [ThreadStatic]
    private static SearchWords? t_made;
#pragma warning restore RS0030

    /// <summary>KerasTuner 1.4.7's.</summary>
    public static SearchWords Late { get; } = new LateWords();

    /// <summary>Keras Tuner 1.0.1's.</summary>
    public static SearchWords Early { get; } = new EarlyWords();

    /// <summary>Those of objects that are made now.</summary>
    public static SearchWords Current => t_made ?? Late;

    /// <summary>Creates an object that is to speak in these words.</summary>
    public T Make<T>(Func<T> make)
    {
        SearchWords? before = t_made;
        t_made = this;
        try { return make(); }
        finally { t_made = before; }
    }

    /// <summary>search_space_summary().</summary>
    public abstract void WriteSpace(HyperParameters space);

    /// <summary>results_summary().</summary>
    public abstract void WriteResults(string folder, int count, Objective objective, IEnumerable<Trial> best);

    /// <summary>A trial's summary().</summary>
    public abstract void WriteSummary(Trial trial);

    /// <summary>A trial's display_hyperparameters().</summary>
    public abstract void WriteValues(Trial trial);

    /// <summary>A project is there and is gone on with.</summary>
    public abstract void WriteReloading(string file);

    /// <summary>Whether a search says what begins, and how long it took: <see cref="Display"/>. Otherwise it says what has ended.</summary>
    public abstract bool TellsProgress { get; }

    /// <summary>A trial has ended, where progress is not told.</summary>
    public abstract void WriteEnded(Trial trial);

    /// <summary>The id of the trial of that number, from 0.</summary>
    public abstract string FormatTrialId(Oracle oracle, int number);
}
