using KerasDigits.Layers;
using KerasDigits.Ops;
using KerasDigits.Saving;

namespace KerasDigits.Models;

/// <summary>
/// What layers and compile settings do as the Keras that wrote their file, although no argument says it. A file written here notes what its
/// own form would not give back; Keras passes over the note.
/// </summary>
internal static class LayerWays
{
    /// <summary>Name of the note, an attribute of .h5 files and an entry of metadata.json.</summary>
    public const string Note = "ways";

    private const string OfLayers = "layers", OfCompile = "compile", Theano = "theano", ZeroesMasked = "zeroes_masked",
        FromCorners = "from_corners", ExactKernels = "exact_kernels",
        InTrainingAlone = "cuts_in_training_alone";

    /// <summary>The ways that show in predictions, not only in training.</summary>
    private static readonly string[] s_predicting = [Theano, ZeroesMasked, FromCorners];

    /// <summary>A new layer with the ways of the version that wrote the file.</summary>
    public static Layer AsThen(Layer layer, KerasEpoch epoch)
    {
        layer.SumsActivityPenalty = epoch.SumsActivityPenalties;
        if (epoch.Theano)
        {
            layer.TheanoWays = TheanoWays.Pads | (epoch.CountsPaddingInMeans ? TheanoWays.CountsInMeans : 0)
                | (layer is SeparableConv1D or SeparableConv2D ? TheanoWays.Uncut : 0);
        }
        switch (layer)
        {
            case BatchNormalization normalization: normalization.TrainsWhenFrozen = epoch.TrainsFrozenNormalizations; break;
            case Bidirectional both when epoch is { IsKeras3: false, InTensorFlow: false }:
                both.forward_layer.zero_output_for_mask = both.backward_layer.zero_output_for_mask = false;
                break;
            case UpSampling2D larger:
                (larger.SamplesFromCorners, larger.HasExactKernels) = (epoch.SamplesFromCorners, epoch.IsKeras3);
                break;
            case Resizing sized: sized.HasExactKernels = epoch.IsKeras3; break;
            case TimeDistributed steps: steps.TrainsStepByStep = epoch.IsKeras3; break;
            case RandomCrop cut: cut.CutsInTrainingAlone = epoch.CutsInTrainingAlone; break;
        }
        return layer;
    }

    /// <summary>What a reader of the form would not know; null: nothing.</summary>
    /// <param name="model">The model to write.</param>
    /// <param name="form">The version whose form is written.</param>
    /// <param name="compiled">Whether the compile settings are written.</param>
    public static Config? Of(Model model, KerasEpoch form, bool compiled)
    {
        var layers = new Config();
        foreach (Layer layer in model.Flatten().Where(l => l is not Model))
        {
            Config ways = DescribeWays(layer, form);
            if (ways.Count > 0) { layers[layer.name!] = ways; }
        }
        string[] others = [.. layers.Where(l => s_predicting.Any(((Config)l.Value!).ContainsKey)).Select(l => l.Key)];
        if (others.Length > 0)
        {
            Log.Warning($"The layers {string.Join(", ", others)} compute as the version that wrote their file (padding on Theano, "
                + "enlargement in TensorFlow 1, masked steps in standalone Keras), which no argument says: Keras will predict other "
                + "numbers from this file. It is read rightly here.");
        }
        var note = new Config();
        if (layers.Count > 0) { note[OfLayers] = layers; }
        if (compiled && model.CompileArguments?.Epoch is { } epoch) { note[OfCompile] = epoch; }
        return note.Count > 0 ? note : null;
    }

    /// <summary>Gives a model's layers the noted ways, and the settings to be read their version.</summary>
    public static void Apply(Model model, Config? note, ConfigTranslator reading)
    {
        if (note is null) { return; }
        if (note.Get(OfCompile) is string epoch) { reading.CompileEpoch = KerasEpoch.Parse(epoch); }
        if (note.Get(OfLayers) is not Config layers) { return; }
        foreach (Layer layer in model.Flatten())
        {
            if (layers.Get(layer.name!) is not Config ways) { continue; }
            if (ways.Get("sums_penalty") is bool sums) { layer.SumsActivityPenalty = sums; }
            if (ways.Get(Theano) is long theano) { layer.TheanoWays = (TheanoWays)theano; }
            if (layer is BatchNormalization normalization && ways.Get("trains_frozen") is bool trains)
            {
                normalization.TrainsWhenFrozen = trains;
            }
            if (layer is Bidirectional both && ways.Get(ZeroesMasked) is bool zero)
            {
                both.forward_layer.zero_output_for_mask = both.backward_layer.zero_output_for_mask = zero;
            }
            if (layer is UpSampling2D larger)
            {
                if (ways.Get(FromCorners) is bool corners) { larger.SamplesFromCorners = corners; }
                if (ways.Get(ExactKernels) is bool computed) { larger.HasExactKernels = computed; }
            }
            if (layer is Resizing sized && ways.Get(ExactKernels) is bool exact) { sized.HasExactKernels = exact; }
            if (layer is RandomCrop cut && ways.Get(InTrainingAlone) is bool alone) { cut.CutsInTrainingAlone = alone; }
            if (layer is TimeDistributed steps && ways.Get("step_by_step") is bool step) { steps.TrainsStepByStep = step; }
        }
    }

    private static Config DescribeWays(Layer layer, KerasEpoch form)
    {
        var ways = new Config();
        void Add(string name, bool is_, bool expected)
        {
            if (is_ != expected) { ways[name] = is_; }
        }
        if (layer.activity_regularizer is not null || layer is ActivityRegularization)
        {
            Add("sums_penalty", layer.SumsActivityPenalty, form.SumsActivityPenalties);
        }
        if (layer.TheanoWays != TheanoWays.None) { ways[Theano] = (long)layer.TheanoWays; }
        switch (layer)
        {
            case BatchNormalization normalization: Add("trains_frozen", normalization.TrainsWhenFrozen, form.TrainsFrozenNormalizations);
                break;
            case Bidirectional both: Add(ZeroesMasked, both.forward_layer.zero_output_for_mask, both.forward_layer.return_sequences); break;
            case UpSampling2D { interpolation: "bilinear" } larger: Add(FromCorners, larger.SamplesFromCorners, form.SamplesFromCorners);
                break;
            case UpSampling2D { interpolation: "bicubic" } larger: Add(ExactKernels, larger.HasExactKernels, form.IsKeras3); break;
            case Resizing { interpolation: "bicubic" } sized: Add(ExactKernels, sized.HasExactKernels, form.IsKeras3); break;
            case RandomCrop cut: Add(InTrainingAlone, cut.CutsInTrainingAlone, form.CutsInTrainingAlone); break;
            case TimeDistributed steps: Add("step_by_step", steps.TrainsStepByStep, form.IsKeras3); break;
        }
        return ways;
    }
}
