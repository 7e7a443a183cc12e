using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>
/// How a graph runs when nothing is trained: layers that then do nothing are left out, normalizations and activations go into the layers
/// before them, and a value is freed after the last step that reads it.
/// </summary>
/// <remarks>Equal to the layer-by-layer way but for rounding. What is prepared of weights is kept by <see cref="RunWeights"/>, so the plan
/// itself depends only on the layers.</remarks>
internal sealed class InferencePlan
{
    private readonly PlannedStep[] _steps;
    private readonly int[] _inputs;
    private readonly int[] _outputs;
    private readonly int _slotCount;

    /// <summary>Plans a graph.</summary>
    public InferencePlan(Graph graph)
    {
        var slots = new Dictionary<KerasTensor, int>();
        int GetSlot(KerasTensor t) => slots.TryGetValue(t, out int s) ? s : slots[t] = slots.Count;
        _inputs = [.. graph.Inputs.Select(GetSlot)];
        var steps = new List<PlannedStep>();
        var calls = new Calls(graph);
        foreach (Node node in calls.All)
        {
            if (calls.IsTaken(node)) { continue; }
            if (Calls.IsPlain(node) && node.Layer.PassesThrough && !calls.IsWanted(node))
            {
                slots[node.Outputs[0]] = GetSlot(node.Inputs[0]);
                continue;
            }
            var (chain, fusion) = calls.Take(node);
            steps.Add(new PlannedStep(chain, fusion, [.. node.Inputs.Select(GetSlot)], [.. chain[^1].Outputs.Select(GetSlot)],
                calls.IsWanted(chain[^1])));
        }
        _steps = [.. steps];
        _outputs = [.. graph.Outputs.Select(GetSlot)];
        _slotCount = slots.Count;
        PlanFreeing();
    }

    /// <summary>A value is let go after the last step that reads it: backwards, the first one met.</summary>
    private void PlanFreeing()
    {
        HashSet<int> kept = [.. _inputs, .. _outputs];
        int[] readers = new int[_slotCount];
        bool[] fresh = new bool[_slotCount];
        foreach (PlannedStep step in _steps)
        {
            foreach (int slot in step.Inputs) { readers[slot]++; }
            foreach (int slot in step.Outputs) { fresh[slot] = step.Fusion is not null; }
        }
        foreach (PlannedStep step in _steps.Reverse())
        {
            step.Free = [.. step.Inputs.Where(kept.Add)];
            // Written over is only what a fused step made and this step alone reads.
            int dying = Array.FindIndex(step.Inputs, s => readers[s] == 1 && fresh[s] && step.Free.Contains(s));
            if (step.Fusion is { } fusion) { step.Fusion = fusion with { Dying = dying }; }
        }
    }

    /// <summary>The outputs for these inputs.</summary>
    public Tensor[] Run(Tensor[] inputs, CallContext context)
    {
        var values = new Tensor?[_slotCount];
        var owned = new bool[_slotCount];
        Tensor?[]? masks = null;
        for (int i = 0; i < _inputs.Length; i++) { values[_inputs[i]] = inputs[i]; }
        if (context.mask is { } given)
        {
            masks = new Tensor?[_slotCount];
            for (int i = 0; i < _inputs.Length; i++) { masks[_inputs[i]] = given[i]; }
        }
        foreach (PlannedStep step in _steps)
        {
            Tensor[] arguments = Array.ConvertAll(step.Inputs, s => values[s]!);
            Tensor?[]? mask = masks is null ? null : Array.ConvertAll(step.Inputs, s => masks[s]);
            if (mask is not null && Array.TrueForAll(mask, m => m is null)) { mask = null; }
            Tensor[] results = step.IsClosed ? RunClosed(step, arguments, mask, context, owned) : step.Compute(arguments, mask, context);
            for (int i = 0; i < arguments.Length; i++)
            {
                int same = Array.FindIndex(results, r => ReferenceEquals(r, arguments[i]));
                // What is written over an input that nobody else reads lives as long as the result does.
                if (step.IsClosed && same >= 0 && step.Free.Contains(step.Inputs[i]))
                {
                    owned[step.Outputs[same]] |= owned[step.Inputs[i]];
                }
                // A layer that gives its input back, or that may keep it, decides itself how long it lives.
                if (!step.IsClosed || same >= 0) { owned[step.Inputs[i]] = false; }
            }
            if (context.output_mask is { } made)
            {
                masks ??= new Tensor?[_slotCount];
                for (int i = 0; i < step.Outputs.Length; i++) { masks[step.Outputs[i]] = made[Math.Min(i, made.Length - 1)]; }
            }
            for (int i = 0; i < step.Outputs.Length; i++) { values[step.Outputs[i]] = results[i]; }
            foreach (int slot in step.Free)
            {
                if (owned[slot]) { values[slot]!.Dispose(); }
                values[slot] = null;
            }
        }
        context.output_mask = masks is null ? null : Array.ConvertAll(_outputs, s => masks[s]);
        return Array.ConvertAll(_outputs, s => values[s]!);
    }

    private static Tensor[] RunClosed(PlannedStep step, Tensor[] arguments, Tensor?[]? mask, CallContext context, bool[] owned)
    {
        int losses = context.Losses.Count, reported = context.Reported.Count;
        using var temporaries = Temporaries.Begin();
        Tensor[] results = step.Compute(arguments, mask, context);
        for (int i = 0; i < step.Outputs.Length; i++) { owned[step.Outputs[i]] = temporaries.Keep(results[i]); }
        foreach (Tensor? m in context.output_mask ?? []) { if (m is not null) { temporaries.Keep(m); } }
        for (int i = losses; i < context.Losses.Count; i++) { temporaries.Keep(context.Losses[i]); }
        for (int i = reported; i < context.Reported.Count; i++) { temporaries.Keep(context.Reported[i].Value); }
        return results;
    }
}
