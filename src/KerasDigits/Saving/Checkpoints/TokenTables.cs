using System.Text;
using KerasDigits.Layers;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Vocabularies of lookup layers in a checkpoint: tables of tokens with their numbers.</summary>
/// <remarks>TensorFlow 2.3 to 2.5 keep the vocabulary in a table that a checkpoint holds; later versions hold it in the graph of a
/// SavedModel, and in a checkpoint only the counts of adapt(), which are empty afterwards.</remarks>
internal static class TokenTables
{
    private const int Deepest = 3;

    /// <summary>Gives a layer its vocabulary, where the checkpoint holds one, and notes what was read.</summary>
    public static void Load(TensorBundle bundle, StoredObjects graph, int id, ITokenTable layer, HashSet<int> given,
        IReadOnlyList<object>? tokens)
    {
        double[]? weights = null;
        Look(id, 0);
        // A SavedModel's layer was made with its vocabulary, for the sizes of those above it.
        if (tokens is { Count: > 0 } && !(weights is null && layer.Holds(tokens))) { layer.LoadTokens(tokens, weights); }

        void Look(int node, int depth)
        {
            foreach (ObjectReference edge in graph[node].Children)
            {
                ObjectGraph.Types.Node child = graph[edge.NodeId];
                foreach (ObjectGraph.Types.Attribute a in child.Attributes)
                {
                    given.Add(edge.NodeId);
                    if (a.Name == ObjectGraphs.TableAttribute && !edge.LocalName.StartsWith("token_", StringComparison.Ordinal))
                    {
                        tokens = ReadTokens(bundle, a.CheckpointKey) ?? tokens;
                    }
                    if (edge.LocalName is "idf_weights" or "tf_idf_weights")
                    {
                        weights = BundleValues.ToArray(CheckpointRestore.OpenTensor(bundle, a.CheckpointKey))
                            .astype(NumSharp.NPTypeCode.Double)
                            .flatten().ToArray<double>();
                    }
                }
                if (depth < Deepest && child.Children.Count > 0) { Look(edge.NodeId, depth + 1); }
            }
        }
    }

    /// <summary>The keys of a table in the order of their numbers.</summary>
    private static List<object>? ReadTokens(TensorBundle bundle, string key)
    {
        if (!bundle.Tensors.TryGetValue(key + "-keys", out BundleTensor? keys)
            || !bundle.Tensors.TryGetValue(key + "-values", out BundleTensor? values))
        {
            return null;
        }
        object[] words = keys.DType == "string"
            ? [.. keys.ReadStrings().Select(Encoding.UTF8.GetString)]
            : [.. BundleValues.ToArray(keys).astype(NumSharp.NPTypeCode.Int64).flatten().ToArray<long>().Cast<object>()];
        if (values.DType == "string" || words.Length != values.Count) { return null; }
        double[] numbers = BundleValues.ToArray(values).astype(NumSharp.NPTypeCode.Double).flatten().ToArray<double>();
        Array.Sort(numbers, words);
        return [.. words];
    }
}
