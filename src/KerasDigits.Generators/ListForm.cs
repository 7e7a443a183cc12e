using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace KerasDigits.Generators;

/// <summary>A function of TensorFlow with lists, arrays and numbers in the place of tensors, of which it makes tensors first.</summary>
internal sealed class ListForm
{
    private const string Like = "global::KerasDigits.Ops.TensorLike";

    private static readonly string[] s_tensors = { "global::TorchSharp.torch.Tensor", "global::KerasDigits.Ops.Operand" };

    private ListForm(string parameters, string before, string arguments) => (Parameters, Before, Arguments) = (parameters, before,
        arguments);

    /// <summary>The parameters as it takes them.</summary>
    public string Parameters { get; }

    /// <summary>The line that makes tensors of several of them together; empty where each is one by itself.</summary>
    public string Before { get; }

    /// <summary>What the function is called with.</summary>
    public string Arguments { get; }

    /// <summary>The form of a method of module tf that takes tensors; null for others.</summary>
    public static ListForm? Of(IMethodSymbol method, ImmutableArray<string> paths, System.Func<IParameterSymbol, string> typeOf,
        System.Func<IParameterSymbol, string> parameter)
    {
        string MakePlain(IParameterSymbol p) => typeOf(p).TrimEnd('?');
        bool IsOne(IParameterSymbol p) => s_tensors.Contains(MakePlain(p)) && !typeOf(p).EndsWith("?", System.StringComparison.Ordinal);
        bool IsSeveral(IParameterSymbol p) => MakePlain(p) == s_tensors[0] + "[]";
        if (method.TypeParameters.Length > 0 || !paths.All(p => p.StartsWith("tf.", System.StringComparison.Ordinal))
            || method.Parameters.Any(p => p.RefKind != RefKind.None) || !method.Parameters.Any(p => IsOne(p) || IsSeveral(p)))
        {
            return null;
        }
        IParameterSymbol[] ones = method.Parameters.Where(IsOne).ToArray();
        bool areSides = ones.All(p => MakePlain(p) == s_tensors[1]);
        string WriteArgument(IParameterSymbol p) => IsSeveral(p)
            ? p.IsParams ? $"{Like}.Alike(@{p.Name})" : $"@{p.Name}.ToTensors()"
            : !IsOne(p) ? "@" + p.Name
            : ones.Length > 1 ? $"alike[{System.Array.IndexOf(ones, p)}]" : $"@{p.Name}.ToTensor()";
        IEnumerable<string> parameters = method.Parameters.Select(p => IsOne(p) ? parameter(p).Replace(MakePlain(p), Like)
            : IsSeveral(p) ? parameter(p).Replace(MakePlain(p), p.IsParams ? Like + "[]" : Like)
            : parameter(p));
        string before = ones.Length < 2 ? ""
            : $"var alike = {Like}.{(areSides ? "Sides" : "Alike")}({string.Join(", ", ones.Select(p => "@" + p.Name))}); ";
        return new ListForm(string.Join(", ", parameters), before, string.Join(", ", method.Parameters.Select(WriteArgument)));
    }

    public override string ToString() => string.Join("|", Parameters, Before, Arguments);
}
