using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Optimizers;
using KerasDigits.Optimizers.Experimental;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// An optimizer's state out of a checkpoint: OptimizerV2's slots by the weights they belong to, the state of Keras 2.11 and later by its
/// number.
/// </summary>
/// <remarks>Source: tf.keras 2.15, optimizers/legacy/optimizer_v2.py and optimizers/optimizer.py.</remarks>
internal sealed class OptimizerRestore(TensorBundle bundle, CheckpointRestore restore, int id, Optimizer outer,
    IReadOnlyList<Variable> trainable)
{
    private readonly Optimizer optimizer = outer is LossScaleOptimizer scaled ? scaled.inner_optimizer : outer;

    public void Run(HashSet<int> given, HashSet<(int, string)> givenSlots)
    {
        if (restore.FindChild(id, "loss_scale") is { } scale)
        {
            RestoreScaling(scale, given);
            given.UnionWith(restore.Graph[scale].Children.Select(c => c.NodeId));
        }
        ObjectGraph.Types.Node node = restore.Graph[id];
        bool modern = restore.FindChild(id, "_iterations") is not null || restore.FindChild(id, "_variables") is not null;
        bool old = restore.FindChild(id, "iter") is not null || node.SlotVariables.Count > 0;
        if (old && !modern && optimizer is ModernOptimizer)
        {
            throw new ModelFileException(restore.Prefix, restore.GetName(id),
                "You are trying to restore a checkpoint from a legacy Keras optimizer into a v2.11+ Optimizer, which can cause errors. " +
                "Please update the optimizer referenced in your code to be an instance of `tf.keras.optimizers.legacy.Optimizer`, e.g.: "
                + $"`tf.keras.optimizers.legacy.{optimizer.GetType().Name}`. Here these are keras.optimizers.{optimizer.GetType().Name}.");
        }
        if (modern != optimizer is ModernOptimizer) { return; } // as in Keras: the weights alone are loaded
        RestoreNumber(modern ? "_iterations" : "iter", given, n => optimizer.Batches = (long)n);
        if (optimizer.learning_rate.Schedule is null)
        {
            RestoreNumber(modern ? "_learning_rate" : "learning_rate", given, n => optimizer.learning_rate = n);
        }
        if (!modern && optimizer is not Optimizers.Nadam) { RestoreNumber("decay", given, n => optimizer.decay = n); }
        foreach (ObjectReference edge in node.Children)
        {
            // What the optimizer computes from other numbers, or was made with.
            if (restore.FindValue(edge.NodeId) is not null && Holds(edge.LocalName)) { given.Add(edge.NodeId); }
        }
        if (modern) { RestoreNumbered(given); }
        else { RestoreSlots(node, givenSlots); }
    }

    private bool Holds(string hyperparameter) => hyperparameter is "_current_learning_rate" or "_u_product" or "momentum_cache" or "decay"
        || optimizer is Optimizers.Ftrl || optimizer.GetType().GetProperty(hyperparameter) is not null;

    /// <summary>The scale of the loss, and the steps since it last changed, which TensorFlow 2.3 and earlier name otherwise.</summary>
    private void RestoreScaling(int node, HashSet<int> given)
    {
        if (outer is not LossScaleOptimizer { dynamic: true, Scaling: { } scaling }) { return; }
        double good = 0;
        foreach (string name in (string[])["good_steps", "num_good_steps"]) { RestoreNumber(name, given, n => good = n, node); }
        RestoreNumber("current_loss_scale", given, n =>
        {
            if (!scaling.Restore(n, (long)good))
            {
                throw new ModelFileException(restore.Prefix, restore.GetName(node), "the scale of the loss must be a positive number.");
            }
        }, node);
    }

    private void RestoreNumber(string name, HashSet<int> given, Action<double> set, int? of = null)
    {
        if (restore.FindChild(of ?? id, name) is not { } child || restore.FindValue(child) is not { } key) { return; }
        BundleTensor tensor = CheckpointRestore.OpenTensor(bundle, key);
        if (tensor.Count != 1 || tensor.ElementSize <= 0) { throw new ModelFileException(restore.Prefix, key, "it must hold one number."); }
        set(BundleValues.ToArray(tensor).astype(NumSharp.NPTypeCode.Double).flatten().ToArray<double>()[0]);
        given.Add(child);
    }

    private void RestoreSlots(ObjectGraph.Types.Node node, HashSet<(int, string)> givenSlots)
    {
        foreach (SlotReference slot in node.SlotVariables)
        {
            int kind = optimizer.SlotNames.ToList().IndexOf(slot.SlotName);
            if (kind < 0 || restore.Bound.GetValueOrDefault(slot.OriginalVariableNodeId) is not Variable variable
                || restore.FindValue(slot.SlotVariableNodeId) is not { } key)
            {
                continue;
            }
            BundleTensor data = CheckpointRestore.OpenTensor(bundle, key);
            if (!data.Dims.SequenceEqual(variable.value.shape)) { NoteMisfit(); continue; }
            data.Assign(optimizer.GetSlots(variable)[kind]);
            givenSlots.Add((slot.SlotVariableNodeId, slot.SlotName));
        }
    }

    private void RestoreNumbered(HashSet<int> given)
    {
        if (restore.FindChild(id, "_variables") is not { } list) { return; }
        var stored = restore.Graph[list].Children.Where(c => c.LocalName != "0"
            && int.TryParse(c.LocalName, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderBy(c => int.Parse(c.LocalName, CultureInfo.InvariantCulture)).Select(c => c.NodeId)
            .Where(n => restore.FindValue(n) is not null).ToList();
        if (stored.Count == 0) { return; }
        BundleTensor[] data = [.. stored.Select(n => CheckpointRestore.OpenTensor(bundle, restore.FindValue(n)!))];
        (string Slot, int Number, Variable Of)[] places = [.. optimizer.EnumerateSlots(trainable)];
        bool fits = places.Length == data.Length
            && !places.Where((p, i) => !data[i].Dims.SequenceEqual(optimizer.GetSlots(p.Of)[p.Number].value.shape)).Any();
        if (places.Length == 0)
        {
            given.UnionWith(stored); // SGD keeps momenta in Keras also where it uses none
            return;
        }
        if (!fits)
        {
            NoteMisfit();
            return;
        }
        for (int i = 0; i < places.Length; i++)
        {
            data[i].Assign(optimizer.GetSlots(places[i].Of)[places[i].Number]);
            given.Add(stored[i]);
        }
    }

    private void NoteMisfit() =>
        Log.Warning($"The state of the optimizer in {restore.Prefix} does not fit {optimizer.name} and the model's weights; what does not "
            + "fit starts anew.");
}
