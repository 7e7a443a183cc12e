using KerasDigits.Backend;
using KerasDigits.Saving.Checkpoints;

namespace KerasDigits.Saving;

/// <summary>What load_weights and restore found: ask it whether all of a checkpoint was used, and whether all weights were in it.</summary>
/// <remarks>A checkpoint's values that went nowhere are listed in a warning when the status is discarded, as TensorFlow does, unless
/// <see cref="expect_partial"/> was called. Source: tensorflow, python/checkpoint/checkpoint.py (CheckpointLoadStatus).</remarks>
public sealed class CheckpointLoadStatus
{
    private readonly CheckpointRestore? _restore;
    private readonly Unrestored? _warning;

    internal CheckpointLoadStatus(CheckpointRestore? restore)
    {
        _restore = restore;
        _warning = restore is null ? null : new Unrestored(restore);
    }

    /// <summary>Says that the checkpoint may hold more than the program: no warning will come.</summary>
    public CheckpointLoadStatus expect_partial()
    {
        _warning?.Silence();
        return this;
    }

    /// <summary>Asserts that every value of the checkpoint went into an object, and that every weight got a value.</summary>
    /// <exception cref="InvalidOperationException">That is not so.</exception>
    public CheckpointLoadStatus assert_consumed()
    {
        if (_restore is null) { return this; }
        assert_existing_objects_matched();
        foreach (int id in _restore.EnumerateUnused())
        {
            throw new InvalidOperationException($"Unresolved object in checkpoint {_restore.GetName(id)}: "
                + $"{ObjectGraphs.DescribeNode(_restore.Graph[id])}");
        }
        if (_restore.EnumerateUnusedSlots().FirstOrDefault() is { } slot)
        {
            throw new InvalidOperationException($"Unresolved slot restorations: {slot}");
        }
        return this;
    }

    /// <summary>Asserts that every weight that exists got a value.</summary>
    /// <exception cref="InvalidOperationException">That is not so.</exception>
    public CheckpointLoadStatus assert_existing_objects_matched()
    {
        if (_restore?.EnumerateMissed() is { Count: > 0 } missed)
        {
            const int shown = 10;
            throw new InvalidOperationException($"Found {missed.Count} Python objects that were not bound to checkpointed values, likely "
                + "due to changes in the Python program. " +
                $"Showing {Math.Min(shown, missed.Count)} of {missed.Count} unmatched objects: "
                + $"[{string.Join(", ", missed.Take(shown).Select(Show))}]");
        }
        return this;
    }

    /// <summary>Asserts that something besides the root got a value.</summary>
    /// <exception cref="InvalidOperationException">That is not so.</exception>
    public CheckpointLoadStatus assert_nontrivial_match()
    {
        if (_restore is null || _restore.Bound.Count > 1) { return this; }
        IReadOnlyList<Variable> missed = _restore.EnumerateMissed();
        if (missed.Count == 0) { return this; }
        throw new InvalidOperationException("Nothing except the root object matched a checkpointed value. Typically this means that the "
            + "checkpoint does not match the Python program. " +
            $"The following objects have no matching checkpointed value: [{string.Join(", ", missed.Select(Show))}]");
    }

    private static string Show(Variable variable) =>
        $"<tf.Variable '{variable.name}' shape={WriteTuple(variable.value.shape)} dtype={variable.dtype}>";

    private static string WriteTuple(long[] shape) => shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    /// <summary>Warns when nothing can ask any more.</summary>
    private sealed class Unrestored(CheckpointRestore restore)
    {
        private const string Lead = "Detecting that an object or model or tf.train.Checkpoint is being deleted with unrestored values. "
            + "See the following logs for the specific values in question. To silence these warnings, use `status.expect_partial()`. " +
            "See https://www.tensorflow.org/api_docs/python/tf/train/Checkpoint#restorefor details about the status object returned by "
            + "the restore function.";

        private const string Each = "Value in checkpoint could not be found in the restored object: ";

        ~Unrestored()
        {
#pragma warning disable CA1031 // an exception of somebody's logger on the finalizer's thread would end the process
            try
            {
                string[] unused = [.. restore.EnumerateUnused().Select(restore.GetName).Concat(restore.EnumerateUnusedSlots())];
                if (unused.Length == 0) { return; }
                Log.Warning(Lead);
                foreach (string one in unused) { Log.Warning(Each + one); }
            }
            catch (Exception) { }
#pragma warning restore CA1031
        }

#pragma warning disable CA1816 // what the finalizer would say has been said
        public void Silence() => GC.SuppressFinalize(this);
#pragma warning restore CA1816
    }
}
