using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>From search's arguments to model.fit's.</summary>
internal static class KerasFit
{
    private static readonly string[] s_known = [.. typeof(TrainableModel).GetMethod(nameof(TrainableModel.fit))!.GetParameters()
        .Select(p => p.Name!)];

    /// <summary>Calls model.fit with the arguments: Python's <c>model.fit(*args, **kwargs)</c>.</summary>
    /// <param name="args">What search was called with.</param>
    /// <param name="model">A compiled model.</param>
    /// <exception cref="FatalTypeError">An argument is none of fit's, or of a wrong type.</exception>
    public static History fit(this SearchArguments args, Model model)
    {
        string? unknown = args.names.FirstOrDefault(n => !s_known.Contains(n));
        if (unknown is not null)
        {
            throw new FatalTypeError($"fit() got an unexpected keyword argument '{unknown}'. It takes: {string.Join(", ", s_known)}.");
        }
        return model.fit(
            args.get<ModelData?>("x") ?? throw new FatalTypeError("fit() needs the argument `x`: give search() the training data."),
            args.get<ModelData?>("y"), args.get<int?>("batch_size"), args.get("epochs", 1), args.get("verbose", 1),
            args.get<IEnumerable<CallbackHooks>?>("callbacks"), args.get("validation_split", 0.0),
            args.get<ValidationData?>("validation_data"),
            args.get<Shuffle?>("shuffle"), args.get<Dictionary<int, double>?>("class_weight"), args.get<ModelData?>("sample_weight"),
            args.get("initial_epoch", 0), args.get<int?>("steps_per_epoch"), args.get<int?>("validation_steps"),
            args.get<int?>("validation_batch_size"),
            Freq(args["validation_freq"]), args.get("max_queue_size", 10), args.get("workers", 1), args.get("use_multiprocessing", false),
            args.get("cancel", default(CancellationToken)));

        ValidationFreq Freq(object? given) => given switch
        {
            null => default,
            ValidationFreq freq => freq,
            int[] epochs => epochs,
            List<int> epochs => epochs,
            _ => args.get("validation_freq", 1),
        };
    }
}
