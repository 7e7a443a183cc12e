using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using KerasDigits.Data;
using KerasDigits.Training;

namespace KerasDigits.Internals;

/// <summary>
/// The one list of fit's arguments, with their defaults and what must hold of them: every form of fit, over arrays, generators and in a
/// search, fills it in and runs it. <see cref="KerasDigits.Training.TrainableModel.fit"/> says what each one means.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FitArguments
{
    private static readonly PropertyInfo[] s_properties = [.. typeof(FitArguments).GetProperties()
        .Where(p => p.SetMethod is not null).OrderBy(p => p.MetadataToken)];

    /// <summary>The names, in Keras's order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_properties.Select(p => p.Name)];

    /// <summary>Inputs.</summary>
    public required ModelData x { get; init; }

    /// <summary>Targets.</summary>
    public ModelData? y { get; init; }

    /// <summary>Samples per step, above 0; null: 32.</summary>
    public int? batch_size { get; init; }

    /// <summary>Epoch to stop at, 0 or more.</summary>
    public int epochs { get; init; } = 1;

    /// <summary>0: silent, 1: progress bar, 2: one line per epoch.</summary>
    public int verbose { get; init; } = 1;

    /// <summary>Called at the hooks of training.</summary>
    public IEnumerable<CallbackHooks>? callbacks { get; init; }

    /// <summary>Fraction of the arrays that is kept for validation: at least 0 and below 1.</summary>
    public double validation_split { get; init; }

    /// <summary>Data to evaluate after each epoch.</summary>
    public ValidationData? validation_data { get; init; }

    /// <summary>Whether each epoch has a new order; null: true.</summary>
    public Shuffle? shuffle { get; init; }

    /// <summary>Factor of the loss by class number.</summary>
    public Dictionary<int, double>? class_weight { get; init; }

    /// <summary>Factor of the loss by sample.</summary>
    public ModelData? sample_weight { get; init; }

    /// <summary>Epoch to start with, 0 or more.</summary>
    public int initial_epoch { get; init; }

    /// <summary>Batches per epoch; null: all.</summary>
    public Steps? steps_per_epoch { get; init; }

    /// <summary>Batches per validation; null: all.</summary>
    public Steps? validation_steps { get; init; }

    /// <summary>Samples per validation step, above 0; null: batch_size.</summary>
    public int? validation_batch_size { get; init; }

    /// <summary>After which epochs the model is validated.</summary>
    public ValidationFreq validation_freq { get; init; }

    /// <summary>Batches prepared ahead from a Sequence.</summary>
    public int max_queue_size { get; init; } = 10;

    /// <summary>Threads that prepare a Sequence's batches.</summary>
    public int workers { get; init; } = 1;

    /// <summary>Accepted for compatibility with Keras.</summary>
    public bool use_multiprocessing { get; init; }

    /// <summary>Ends the run after its current batch.</summary>
    public CancellationToken cancel { get; init; }

    /// <summary>Arguments whose names and types are known only while the program runs, by the conversions that C# would find.</summary>
    /// <param name="given">Values by name, the last of a name counts; null: not given. Names of other arguments are passed over.</param>
    /// <param name="owner">Who was given them, for the errors.</param>
    /// <exception cref="ArgumentException">There is no <see cref="x"/>, or a value's type does not convert.</exception>
    public static FitArguments Read(IEnumerable<KeyValuePair<string, object?>> given, string owner)
    {
        var arguments = new FitArguments { x = null! };
        var values = new Dictionary<string, object?>();
        foreach (var (name, value) in given) { values[name] = value; }
        Guard.That(values.GetValueOrDefault(nameof(x)) is not null, $"{owner} needs the argument `x`: give it the training data.",
            nameof(x));
        foreach (PropertyInfo argument in s_properties)
        {
            if (values.GetValueOrDefault(argument.Name) is not { } value) { continue; }
            // A single callback is a list of one, as in Python.
            argument.SetValue(arguments, ImplicitConversion.Convert(value is CallbackHooks one ? new[] { one } : value,
                argument.PropertyType, argument.Name, owner));
        }
        return arguments;
    }

    /// <summary>Trains a model.</summary>
    /// <param name="model">A compiled model.</param>
    /// <returns>Losses and metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">Data or arguments do not fit; the message says what must hold.</exception>
    public History Train(TrainableModel model) => model.Fit(this);

    /// <summary>Throws for numbers that no run can have; batch_size and verbose are checked with those of evaluate and predict.</summary>
    internal void Check()
    {
        Guard.That(epochs >= 0, $"`epochs` must not be negative. Received: epochs={epochs}.", nameof(epochs));
        Guard.That(validation_split is >= 0 and < 1,
            string.Create(CultureInfo.InvariantCulture,
                $"`validation_split` must be at least 0 and below 1. Received: validation_split={validation_split}."),
            nameof(validation_split));
        Guard.That(initial_epoch >= 0, $"`initial_epoch` must not be negative. Received: initial_epoch={initial_epoch}.",
            nameof(initial_epoch));
        Guard.That(validation_batch_size is null or > 0,
            $"`validation_batch_size` must be above 0. Received: validation_batch_size={validation_batch_size}.",
            nameof(validation_batch_size));
    }
}
