namespace KerasDigits;

/// <summary>KerasTuner's names in Python's spelling. The source generator writes the rest of this class from [KerasExport].</summary>
public abstract partial class keras_tuner
{
    /// <inheritdoc cref="Tuner.HyperModel"/>
    public class HyperModel : Tuner.HyperModel
    {
        /// <summary>For subclasses.</summary>
        /// <param name="name">Its name; null: none.</param>
        /// <param name="tunable">False: what build asks for is not added to the search space, and stays at its default unless the space was
        /// given in advance.</param>
        protected HyperModel(string? name = null, bool tunable = true) : base(name, tunable) { }

        /// <inheritdoc cref="Tuner.HyperModel(Func{Tuner.HyperParameters, object}, string, bool)"/>
        public HyperModel(Func<Tuner.HyperParameters, object> build, string? name = null, bool tunable = true)
            : base(build, name, tunable) { }
    }
}

/// <summary>The package's old name: notebooks of 2020 import <c>kerastuner</c>, version 1.0.1, whose words a search then prints.</summary>
public abstract partial class kerastuner
{
    /// <inheritdoc cref="Tuner.HyperModel"/>
    public class HyperModel : Tuner.HyperModel
    {
        /// <summary>For subclasses.</summary>
        /// <param name="name">Its name; null: none.</param>
        /// <param name="tunable">False: what build asks for is not added to the search space, and stays at its default unless the space was
        /// given in advance.</param>
        protected HyperModel(string? name = null, bool tunable = true) : base(name, tunable) { }

        /// <inheritdoc cref="Tuner.HyperModel(Func{Tuner.HyperParameters, object}, string, bool)"/>
        public HyperModel(Func<Tuner.HyperParameters, object> build, string? name = null, bool tunable = true)
            : base(build, name, tunable) { }
    }

    /// <summary>Makes what this name gives: it prints in the words of the package of that name, Keras Tuner 1.0.1.</summary>
    private static T Make<T>(Func<T> make) => global::KerasDigits.Tuner.SearchWords.Early.Make(make);
}
