using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Optimizers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>An optimizer's state as Keras 3 numbers it: step count, rate (unless it follows a schedule), then the slots.</summary>
/// <remarks>Keras 2.11 to 2.15 number it without the rate. Source: keras 3.12, optimizers/base_optimizer.py.</remarks>
internal static class StoredOptimizer
{
    public static void Save(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable)
    {
        optimizer = optimizer.Inner;
        H5Group vars = root.Ensure(["optimizer", "vars"]);
        vars.Attributes["name"] = new H5Text(optimizer.name!.ToLowerInvariant());
        void Add(H5Dataset data) => vars.Children[vars.Children.Count.ToString(CultureInfo.InvariantCulture)] = data;
        Add(H5Values.Of(checked((int)optimizer.Batches)));
        if (optimizer.learning_rate.Schedule is null && !optimizer.Decays) { Add(H5Values.Of((float)optimizer.learning_rate.Value)); }
        if (optimizer.Batches == 0 && optimizer.SlotVariables().Count == 0) { return; }
        foreach (Variable slot in EnumerateSlots(optimizer, trainable)) { Add(H5Values.Of(slot)); }
        if (HasProduct(optimizer)) { Add(H5Values.Of(ComputeNadamProduct(optimizer))); }
    }

    /// <summary>Restores the state; what does not fit is left out with a warning, as Keras does.</summary>
    public static void Load(IReadOnlyList<H5Dataset> stored, Optimizer optimizer, IReadOnlyList<Variable> trainable, string file)
    {
        if (stored.Count == 0) { return; }
        optimizer = optimizer.Inner;
        Variable[] slots = stored.All(d => d.Dims.Count == 0) && trainable.Any(w => w.value.dim() > 0) ? []
            : EnumerateSlots(optimizer, trainable);
        // The step count, the rate when it is a number of its own, and in some versions Nadam's product of momenta stand first; what
        // follows the slots (the product, SGD's momenta of 0) is not needed.
        int first = slots.Length == 0 ? 1 : Enumerable.Range(1, 3)
            .FirstOrDefault(n => stored.Take(n).All(d => d.Count == 1) && Fits(stored, n, slots));
        if (first == 0 && stored.Skip(3).Any(d => d.Dims.Count == 0))
        {
            // Keras 3's Adafactor stores empty places for the rows and columns of vectors.
            stored = [.. stored.Take(2), .. stored.Skip(2).Where(d => d.Dims.Count > 0)];
            first = Enumerable.Range(1, 2).FirstOrDefault(n => stored.Take(n).All(d => d.Count == 1) && Fits(stored, n, slots));
        }
        if (stored[0].Count != 1 || first == 0)
        {
            Log.Warning($"Skipping variable loading for optimizer '{optimizer.name}', because it has {slots.Length + 1} variables whereas "
                + $"the saved optimizer in {file} has {stored.Count} variables, or their shapes differ.");
            return;
        }
        optimizer.Batches = H5Values.ReadWhole(stored[0]);
        for (int i = 0; i < slots.Length; i++) { H5Values.Assign(slots[i], stored[first + i]); }
    }

    private static bool Fits(IReadOnlyList<H5Dataset> stored, int first, Variable[] slots)
    {
        if (first + slots.Length > stored.Count) { return false; }
        for (int i = 0; i < slots.Length; i++)
        {
            if (!stored[first + i].Dims.SequenceEqual(slots[i].value.shape)) { return false; }
        }
        return true;
    }

    private static Variable[] EnumerateSlots(Optimizer optimizer, IReadOnlyList<Variable> trainable) =>
        [.. optimizer.EnumerateSlots(trainable).Select(s => optimizer.GetSlots(s.Of)[s.Number])];

    private static bool HasProduct(Optimizer optimizer) => optimizer is Nadam or Optimizers.Experimental.Nadam;

    internal static float ComputeNadamProduct(Optimizer optimizer) => (float)(optimizer switch
    {
        Optimizers.Experimental.Nadam modern => NadamSchedule.ComputeProduct(modern.beta_1, 1, optimizer.iterations),
        _ => NadamSchedule.ComputeProduct(((Nadam)optimizer).beta_1, 0.004, optimizer.iterations),
    });
}
