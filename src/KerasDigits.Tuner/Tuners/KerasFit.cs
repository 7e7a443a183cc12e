using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>From search's arguments to model.fit's.</summary>
internal static class KerasFit
{
    /// <summary>Calls model.fit with the arguments: Python's <c>model.fit(*args, **kwargs)</c>.</summary>
    /// <param name="args">What search was called with.</param>
    /// <param name="model">A compiled model.</param>
    /// <exception cref="FatalTypeError">An argument is none of fit's, or of a wrong type.</exception>
    public static History fit(this SearchArguments args, Model model)
    {
        string? unknown = args.names.FirstOrDefault(n => !FitArguments.Names.Contains(n));
        if (unknown is not null)
        {
            throw new FatalTypeError($"fit() got an unexpected keyword argument '{unknown}'. It takes: "
                + $"{string.Join(", ", FitArguments.Names)}.");
        }
        var defaults = new FitArguments
        {
            x = args.get<ModelData?>("x") ?? throw new FatalTypeError("fit() needs the argument `x`: give search() the training data."),
        };
        return new FitArguments
        {
            x = defaults.x,
            y = args.get<ModelData?>("y"),
            batch_size = args.get<int?>("batch_size"),
            epochs = args.get("epochs", defaults.epochs),
            verbose = args.get("verbose", defaults.verbose),
            callbacks = args.get<IEnumerable<CallbackHooks>?>("callbacks"),
            validation_split = args.get("validation_split", defaults.validation_split),
            validation_data = args.get<ValidationData?>("validation_data"),
            shuffle = args.get<Shuffle?>("shuffle"),
            class_weight = args.get<Dictionary<int, double>?>("class_weight"),
            sample_weight = args.get<ModelData?>("sample_weight"),
            initial_epoch = args.get("initial_epoch", defaults.initial_epoch),
            steps_per_epoch = args.get<int?>("steps_per_epoch"),
            validation_steps = args.get<int?>("validation_steps"),
            validation_batch_size = args.get<int?>("validation_batch_size"),
            validation_freq = ReadFreq(args["validation_freq"]),
            max_queue_size = args.get("max_queue_size", defaults.max_queue_size),
            workers = args.get("workers", defaults.workers),
            use_multiprocessing = args.get("use_multiprocessing", defaults.use_multiprocessing),
            cancel = args.get("cancel", default(CancellationToken)),
        }.Train(model);

        ValidationFreq ReadFreq(object? given) => given switch
        {
            null => default,
            ValidationFreq freq => freq,
            int[] epochs => epochs,
            List<int> epochs => epochs,
            _ => args.get("validation_freq", 1),
        };
    }
}
