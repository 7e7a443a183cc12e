namespace KerasDigits;

/// <summary>KerasTuner's names in Python's spelling. The source generator writes the rest of this class from [KerasExport].</summary>
public abstract partial class keras_tuner
{
    /// <inheritdoc cref="Tuner.HyperModel"/>
    public abstract class HyperModel(string? name = null, bool tunable = true) : Tuner.HyperModel(name, tunable);
}

/// <summary>The package's old name: notebooks of 2020 import <c>kerastuner</c>.</summary>
public abstract partial class kerastuner
{
    /// <inheritdoc cref="Tuner.HyperModel"/>
    public abstract class HyperModel(string? name = null, bool tunable = true) : Tuner.HyperModel(name, tunable);
}
