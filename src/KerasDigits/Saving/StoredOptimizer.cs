using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Optimizers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>An optimizer's state as Keras 3 numbers it: step count, rate (unless it follows a schedule), then the slots.</summary>
/// <remarks>Keras 2.11 to 2.15 number it without the rate. Source: keras 3.12, optimizers/base_optimizer.py.</remarks>
internal static class StoredOptimizer
{
    /// <summary>What Keras 3's LossScaleOptimizer keeps before the state of the optimizer inside it: a count and a rate that it does not
    /// use, the good steps, the scale.</summary>
    private const int OfScaling = 4;

    public static void Save(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable)
    {
        H5Dataset[] state = [.. EnumerateState(optimizer.Inner, trainable)];
        string name = optimizer.Inner.name!.ToLowerInvariant();
        if (optimizer is not LossScaleOptimizer { dynamic: true, Scaling: { } scaling })
        {
            Write(root.Ensure(["optimizer", "vars"]), name, state);
            return;
        }
        // Keras 3 keeps the inner optimizer's state twice, with the outer one's and by itself; here it is the same data under both names.
        IEnumerable<H5Dataset> outer = [H5Values.Of(0), H5Values.Of(0f)];
        if (HasState(optimizer.Inner))
        {
            outer = outer.Concat([H5Values.Of(checked((int)scaling.Good)), H5Values.Of((float)scaling.Value)]);
        }
        Write(root.Ensure(["optimizer", "vars"]), "loss_scale_optimizer", outer.Concat(state));
        Write(root.Ensure(["optimizer", "inner_optimizer", "vars"]), name, state);
    }

    private static void Write(H5Group vars, string name, IEnumerable<H5Dataset> state)
    {
        vars.Attributes["name"] = new H5Text(name);
        foreach (H5Dataset data in state) { vars.Children[vars.Children.Count.ToString(CultureInfo.InvariantCulture)] = data; }
    }

    private static bool HasState(Optimizer optimizer) => optimizer.Batches > 0 || optimizer.ListSlotVariables().Count > 0;

    private static IEnumerable<H5Dataset> EnumerateState(Optimizer optimizer, IReadOnlyList<Variable> trainable)
    {
        yield return H5Values.Of(checked((int)optimizer.Batches));
        if (optimizer.learning_rate.Schedule is null && !optimizer.Decays)
        {
            yield return H5Values.Of((float)optimizer.learning_rate.Value);
        }
        if (!HasState(optimizer)) { yield break; }
        foreach (Variable slot in EnumerateSlots(optimizer, trainable)) { yield return H5Values.Of(slot); }
        if (HasProduct(optimizer)) { yield return H5Values.Of(ComputeNadamProduct(optimizer)); }
    }

    /// <summary>
    /// Restores the state of a file of weights, where the optimizer has some already, as Keras 2.15 and 3 do; a fresh one stays fresh,
    /// with their warning.
    /// </summary>
    public static void LoadBeside(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable, string file)
    {
        if (root.Find("optimizer/vars") is not H5Group vars || TrackedWeights.ReadNumbered(vars) is not { Length: > 0 } stored) { return; }
        if (HasState(optimizer.Inner))
        {
            if (!Load(stored, optimizer, trainable, file)) { return; }
            // Keras 3 counts in 32 bits, and keeps the rate too.
            H5Dataset[] inner = optimizer is LossScaleOptimizer && root.Find("optimizer/inner_optimizer/vars") is H5Group own
                ? TrackedWeights.ReadNumbered(own) : stored;
            if (optimizer.learning_rate.Schedule is null && inner is [{ DType: "int32" }, { DType: "float32", Count: 1 }, ..])
            {
                optimizer.learning_rate = H5Values.ReadNumber(inner[1]);
            }
        }
        else if (stored.Length > 2)
        {
            Log.Warning($"Skipping variable loading for optimizer '{optimizer.name}', because it has 2 variables whereas the saved "
                + $"optimizer has {stored.Length} variables: it has not taken a step yet. load_model restores the state of a whole model.");
        }
    }

    /// <summary>Restores the state; what does not fit is left out with a warning, as Keras does.</summary>
    /// <returns>Whether it fits.</returns>
    public static bool Load(IReadOnlyList<H5Dataset> stored, Optimizer optimizer, IReadOnlyList<Variable> trainable, string file)
    {
        if (stored.Count == 0) { return false; }
        LossScaling? scaling = optimizer is LossScaleOptimizer { dynamic: true } ? optimizer.Scaling : null;
        optimizer = optimizer.Inner;
        Variable[] slots = stored.All(d => d.Dims.Count == 0) && trainable.Any(w => w.value.dim() > 0) ? []
            : EnumerateSlots(optimizer, trainable);
        bool scaled = scaling is not null && stored.Count > OfScaling + slots.Length && stored.Take(OfScaling + 1).All(d => d.Count == 1);
        IReadOnlyList<H5Dataset> all = stored;
        if (scaled) { stored = [.. stored.Skip(OfScaling)]; }
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
            return false;
        }
        if (scaled && !scaling!.Restore(H5Values.ReadNumber(all[3]), H5Values.ReadWhole(all[2])))
        {
            throw new ModelFileException(file, "/optimizer/vars/3", "the scale of the loss must be a positive number.");
        }
        optimizer.Batches = H5Values.ReadWhole(stored[0]);
        for (int i = 0; i < slots.Length; i++) { H5Values.Assign(slots[i], stored[first + i]); }
        return true;
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
