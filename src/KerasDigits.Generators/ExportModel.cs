using System;
using System.Collections.Immutable;
using System.Linq;

namespace KerasDigits.Generators;

/// <summary>What one [KerasExport] says, as plain values that compare by content (so that unrelated edits regenerate nothing).</summary>
internal sealed class ExportModel : IEquatable<ExportModel>
{
    public ExportModel(ImmutableArray<string> paths, string target, string? method, string result, bool isAbstract,
        ImmutableArray<string> parameters, ImmutableArray<string> arguments, ImmutableArray<string> initializers, string typeParameters,
        ImmutableArray<string> requiredTypes, ImmutableArray<string> overloads, string symbolic = "", string cref = "",
        bool isOverload = false, ListForm? lists = null, string shortForm = "")
    {
        (Paths, Target, Method, Result, IsAbstract, Parameters, Arguments, Initializers, TypeParameters, RequiredTypes, Overloads, Symbolic,
            Cref, IsOverload, Lists, ShortForm) = (paths, target, method, result, isAbstract, parameters, arguments, initializers,
            typeParameters, requiredTypes, overloads, symbolic, cref, isOverload, lists, shortForm);
    }

    public ImmutableArray<string> Paths { get; }

    /// <summary>The class, fully qualified.</summary>
    public string Target { get; }

    /// <summary>The static method; null for a class.</summary>
    public string? Method { get; }

    public string Result { get; }

    public bool IsAbstract { get; }

    public ImmutableArray<string> Parameters { get; }

    public ImmutableArray<string> Arguments { get; }

    public ImmutableArray<string> Initializers { get; }

    public string TypeParameters { get; }

    /// <summary>Types of a method's arguments without a default; empty when it cannot be called with only these.</summary>
    public ImmutableArray<string> RequiredTypes { get; }

    /// <summary>Parameter lists of further constructors that take the same arguments in other types.</summary>
    public ImmutableArray<string> Overloads { get; }

    /// <summary>The method's parameters as it takes symbolic tensors; empty: it makes no tensor of tensors.</summary>
    public string Symbolic { get; }

    /// <summary>The method as documentation refers to it; empty for a class.</summary>
    public string Cref { get; }

    /// <summary>Whether a method of the same name stands before it in its class: a name from a string means that one.</summary>
    public bool IsOverload { get; }

    /// <summary>The method as it takes lists and arrays in the place of tensors; null: it does not.</summary>
    public ListForm? Lists { get; }

    /// <summary>
    /// Parameters of the method without those that have a default, where all of these are tensors: so it can be handed on as it stands,
    /// <c>activation: keras.activations.relu</c>. Empty: it can be anyway, or cannot.
    /// </summary>
    public string ShortForm { get; }

    public bool Equals(ExportModel? other) => other is not null && GetKey() == other.GetKey();

    public override bool Equals(object? obj) => Equals(obj as ExportModel);

    public override int GetHashCode() => GetKey().GetHashCode();

    private string GetKey() =>
        string.Join("|", Paths.Concat(Parameters).Concat(Arguments).Concat(Initializers).Concat(RequiredTypes).Concat(Overloads)
            .Concat(new[] { Target, Method ?? "", Result, IsAbstract.ToString(), TypeParameters, Symbolic, Cref, IsOverload.ToString(),
                Lists?.ToString() ?? "", ShortForm }));
}
