using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace KerasDigits.Generators;

/// <summary>
/// A layer's facade with functions in the place of activations: <c>layers.Dense(8, activation: tf.nn.relu)</c>. C# makes a delegate of a
/// group of methods, but no object with a conversion.
/// </summary>
internal static class ActivationForms
{
    private const string Activation = "global::KerasDigits.Activations.ActivationFn",
        Function = "global::System.Func<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>?";

    /// <summary>A member for each choice of activations that are functions; of none, nothing.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="member">Writes a member of a list of parameters, and the names of those that are functions.</param>
    public static string Of(ImmutableArray<string> parameters, Func<string, IReadOnlyList<string>, string> member)
    {
        int[] places = Enumerable.Range(0, parameters.Length)
            .Where(i => parameters[i].StartsWith(Activation, StringComparison.Ordinal)).ToArray();
        return string.Concat(Enumerable.Range(1, (1 << places.Length) - 1).Select(choice =>
        {
            int[] chosen = places.Where((_, i) => (choice & (1 << i)) != 0).ToArray();
            return member(string.Join(", ", parameters.Select((p, i) => chosen.Contains(i) ? AsFunction(p) : p)),
                chosen.Select(i => GetName(parameters[i])).ToArray());
        }));
    }

    /// <summary>Where a call fits several members, that with the fewest functions is meant, and the layer's own before all.</summary>
    public static string WritePriority(IReadOnlyList<string> functions) =>
        $"[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-{functions.Count})] ";

    /// <summary>The constructor's arguments, functions as activations.</summary>
    public static string ReplaceArguments(ImmutableArray<string> arguments, IReadOnlyList<string> functions) =>
        string.Join(", ", arguments.Select(a => functions.Contains(a) ? $"{Activation}.Of({a})" : a));

    private static string AsFunction(string parameter)
    {
        string type = parameter.Substring(0, parameter.IndexOf('@')).Trim();
        return $"{(type.EndsWith("?", StringComparison.Ordinal) ? Function : Function.TrimEnd('?'))} {GetName(parameter)}"
            + (parameter.Contains(" = ") ? " = null" : "");
    }

    private static string GetName(string parameter) =>
        new(parameter.Substring(parameter.IndexOf('@')).TakeWhile(c => c != ' ').ToArray());
}
