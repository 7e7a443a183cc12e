using System.Globalization;

namespace KerasDigits.Saving;

/// <summary>Which Keras wrote a file: words changed their meaning between the versions.</summary>
/// <param name="Major">1 for standalone Keras 1, 2 for standalone Keras 2 and tf.keras, 3 for Keras 3.</param>
/// <param name="Minor">The second number.</param>
/// <param name="InTensorFlow">Whether it is tf.keras, as far as the version tells.</param>
/// <param name="TensorFlow1">Whether it is tf.keras of TensorFlow 1, which wrote the same version as TensorFlow 2.0.</param>
/// <param name="Theano">Whether it ran on Theano.</param>
/// <param name="ChannelsFirst">Whether the layers of a Keras 1 model that name their order of axes have channels first; others do not name
/// it.</param>
/// <param name="AfterCounting">Whether it is Keras 2.1.6 or later.</param>
/// <param name="OldLoop">Whether it is tf.keras with the training loop of TensorFlow 1.14 to 2.1; known when compile settings are
/// read.</param>
internal readonly record struct KerasEpoch(int Major, int Minor, bool InTensorFlow, bool TensorFlow1 = false, bool Theano = false,
    bool OldLoop = false, bool ChannelsFirst = false, bool AfterCounting = false)
{
    /// <summary>This library's own: that of tf.keras 2.4.</summary>
    public static KerasEpoch Own => new(2, 4, true);

    /// <summary>The epoch as a note in files, for <see cref="Parse"/>.</summary>
    public override string ToString() =>
        string.Join('|',
            [$"{Major}.{Minor}", .. InTensorFlow ? ["tf"] : (string[])[], .. TensorFlow1 ? ["tf1"] : (string[])[],
                .. OldLoop ? ["loop"] : (string[])[]]);

    /// <summary>From such a note.</summary>
    public static KerasEpoch Parse(string note)
    {
        string[] parts = note.Split('|');
        return Of(parts[0]) with { InTensorFlow = parts.Contains("tf"), TensorFlow1 = parts.Contains("tf1"),
            OldLoop = parts.Contains("loop") };
    }

    /// <summary>Whether losses, metrics or optimizers of its compile settings mean something else than today.</summary>
    public bool CompilesOtherwise => LogsLossesOverBatches || LogsWeightedLosses || CountsBatches || TakesHingeLabelsAsTheyAre
        || MeasuresNegativeProximity || TakesNearestRate || CountsAhead;

    /// <summary>From the version in a file; without one it is Keras 1's.</summary>
    public static KerasEpoch Of(string? version)
    {
        string[] parts = (version ?? "1").Split('.');
        int ReadPart(int i) =>
            i < parts.Length && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
        return new(Math.Clamp(ReadPart(0), 1, 99), ReadPart(1), ReadPart(0) == 2
            && (ReadPart(1) >= 4 || version!.EndsWith("-tf", StringComparison.Ordinal)))
        { AfterCounting = ReadPart(1) > 1 || (ReadPart(1) == 1 && ReadPart(2) >= 6) };
    }

    /// <summary>
    /// From the version in a file and the model's configuration: TensorFlow 1 wrote a dtype into every initializer, TensorFlow 2.0, of the
    /// same version, did not.
    /// </summary>
    public static KerasEpoch Of(string? version, Config config) => Of(version) is { InTensorFlow: true, Minor: 2 } epoch
        && HoldsTypedInitializer(config) ? epoch with { TensorFlow1 = true } : Of(version) is { Major: 1 } first
        ? first with { ChannelsFirst = FindOrdering(config) == "th" } : Of(version);

    private static string? FindOrdering(object? value) => value switch
    {
        Config c when c.Get("dim_ordering") is "th" or "tf" => (string)c["dim_ordering"]!,
        Config c => c.Values.Select(FindOrdering).FirstOrDefault(o => o is not null),
        List<object?> list => list.Select(FindOrdering).FirstOrDefault(o => o is not null),
        _ => null,
    };

    /// <summary>
    /// The same with what the compile settings tell: TensorFlow 1.13 named no optimizer; 2.2, of the same version as 2.1, put the loss
    /// weights before sample_weight_mode.
    /// </summary>
    public KerasEpoch With(Config settings)
    {
        if (!InTensorFlow || Major != 2 || Minor > 3) { return this; }
        List<string> keys = [.. settings.Keys];
        bool named = settings.Get("optimizer_config") is Config optimizer && optimizer.Get("config") is Config config
            && config.ContainsKey("name");
        int mode = keys.IndexOf("sample_weight_mode"), weights = keys.IndexOf("loss_weights");
        return this with { OldLoop = named && !(weights >= 0 && weights < mode) };
    }

    private static bool HoldsTypedInitializer(object? value) => value switch
    {
        Config c when c.Get("config") is Config inner && inner.ContainsKey("dtype") && inner.ContainsKey("seed")
            && !inner.ContainsKey("name") => true,
        Config c => c.Values.Any(HoldsTypedInitializer),
        List<object?> list => list.Exists(HoldsTypedInitializer),
        _ => false,
    };

    /// <summary>From a single configuration: its own word, or the form of its objects.</summary>
    public static KerasEpoch OfConfig(Config config) =>
        config.Get("keras_version") is string version
        ? Of(version, config) with { Theano = config.Get("backend") is "theano" }
        : config.ContainsKey("module") && config.ContainsKey("registered_name") ? new(3, FindMinorOfKeras3(config), false) : Own;

    /// <summary>
    /// Which Keras 3, as far as the arguments tell that it writes: those of 3.13, 3.14 and 3.15 are the first to hold these.
    /// </summary>
    private static int FindMinorOfKeras3(object? value) => value switch
    {
        Config c =>
            Math.Max(c.ContainsKey("input_axes") ? 15 : c.ContainsKey("renorm") ? 14 : c.ContainsKey("quantization_config") ? 13 : 0,
                c.Values.Select(FindMinorOfKeras3).DefaultIfEmpty().Max()),
        List<object?> list => list.Select(FindMinorOfKeras3).DefaultIfEmpty().Max(),
        _ => 0,
    };

    /// <summary>Whether it is Keras 3.</summary>
    public bool IsKeras3 => Major >= 3;

    /// <summary>
    /// Whether metrics went by their functions' names, and accuracy was "acc": standalone Keras up to 2.2, and TensorFlow 1.
    /// </summary>
    public bool NamesMetricsByFunction => Major == 1 || TensorFlow1 || (Major == 2 && Minor <= 2 && !InTensorFlow);

    /// <summary>Whether hinge losses take labels as they are, and not 0 and 1 for -1 and 1.</summary>
    public bool TakesHingeLabelsAsTheyAre => this is { Major: 1 } or { Major: 2, Minor: <= 2, InTensorFlow: false };

    /// <summary>
    /// Whether the metric of that name is the loss, the negative of the similarity: standalone Keras up to 2.2, and TensorFlow 1.13, whose
    /// compile settings must be known.
    /// </summary>
    public bool MeasuresNegativeProximity => NamesMetricsByFunction && (!TensorFlow1 || !OldLoop);

    /// <summary>
    /// Whether padding counted in the means of poolings on Theano: Keras 2.0.3 to 2.1.5, as far as the first two numbers tell.
    /// </summary>
    public bool CountsPaddingInMeans => this is { Theano: true, Major: 2, Minor: 0 or 1 } && !AfterCounting;

    /// <summary>
    /// Whether bilinear enlargement sampled from the corners of pixels: TensorFlow 1 and standalone Keras, which mostly ran on it, or on
    /// Theano, which does the same.
    /// </summary>
    public bool SamplesFromCorners => this is { Major: <= 2, InTensorFlow: false } || TensorFlow1;

    /// <summary>Whether fit passed over clipnorm and clipvalue: TensorFlow 2.0 and 2.1.</summary>
    public bool ForgetsClipping => OldLoop && !TensorFlow1;

    /// <summary>Whether the logs showed the losses of several outputs as means over batches of any size.</summary>
    public bool LogsLossesOverBatches => OldLoop || this is { Major: 2, Minor: 3, InTensorFlow: false };

    /// <summary>Whether the logs showed the losses of several outputs times their weights.</summary>
    public bool LogsWeightedLosses => this is { Major: 3, Minor: 5 or 6 };

    /// <summary>Whether gradient accumulation counted batches as steps in formulas and schedules.</summary>
    public bool CountsBatches => this is { Major: 3, Minor: < 5 };

    /// <summary>
    /// Whether Adamax read the count of steps when it had counted, and added one again: TensorFlow 1.13, whose compile settings must be
    /// known.
    /// </summary>
    public bool CountsAhead => TensorFlow1 && !OldLoop;

    /// <summary>
    /// Whether SensitivityAtSpecificity and its like took the threshold whose rate is nearest to the bound, on whichever side: before
    /// TensorFlow 2.1.
    /// </summary>
    public bool TakesNearestRate => this is { Major: 2, InTensorFlow: true, Minor: <= 2 } or { Major: 2, InTensorFlow: false, Minor: 3 };

    /// <summary>Whether RandomCrop leaves images as they are outside of training: since Keras 3.8.</summary>
    public bool CutsInTrainingAlone => this is { Major: 3, Minor: >= 8 } or { Major: > 3 };

    /// <summary>Whether a frozen normalization still used the batch's statistics in training: before TensorFlow 2.</summary>
    public bool TrainsFrozenNormalizations => Major == 1 || TensorFlow1 || (Major == 2 && !InTensorFlow);

    /// <summary>
    /// Whether the penalty on a layer's output is the whole batch's sum: standalone Keras, and Keras 3 up to 3.13. tf.keras and later Keras
    /// 3 divide it by the batch's size.
    /// </summary>
    public bool SumsActivityPenalties => Major switch { 1 => true, 2 => !InTensorFlow, _ => Minor <= 13 };
}
