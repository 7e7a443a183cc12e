using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>
/// Methods are verbs: what has no name in Keras is named as .NET names methods, local functions too. Judged on the compiler's symbols of
/// all of src.
/// </summary>
public sealed partial class VerbTests
{
    private const string Table = "a table of operations: local functions say how many tensors an entry takes";

    /// <summary>Types whose methods are named otherwise, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["KerasDigits.Applications.Build"] = "its methods stand for layers: an architecture reads as in Keras's own file",
        ["KerasDigits.Tuner.Distributed.Chief.WorkersService"] = "its methods are the calls of KerasTuner's protocol",
        ["KerasDigits.Internals.Guard"] = "what must hold follows: Guard.That(x > 0, …), Guard.Positive(units)",
        ["KerasDigits.Core.Log"] = "named by the level, as a logger's own methods",
        ["KerasDigits.Core.RunState"] = "a value is asked for by its kind: state.Whole(\"epoch\"), state.Flag(\"header\")",
        ["KerasDigits.Backend.Scopes"] = "a scope is named after what holds in it, as in Python: no_grad",
        ["KerasDigits.Backend.Texts"] = "conversions: texts as an array, an array as strings",
        ["KerasDigits.Internals.OrdinaryFile"] = "named as System.IO names what it stands for; keras-port calls it too",
        ["KerasDigits.Optimizers.LearningRate"] = "Python's call of a schedule, learning_rate(step)",
        ["KerasDigits.Training.Predictions"] = "members of NumSharp's array, said again for several outputs",
        ["KerasDigits.Tuner.HyperParameters"] = "KerasTuner's names",
        ["KerasDigits.Notebook.cv2"] = "OpenCV's names", ["KerasDigits.Notebook.csv"] = "Python's names",
        ["KerasDigits.Notebook.IPython.display"] = "IPython's names",
        ["KerasDigits.Layers.KerasOperations"] = Table, ["KerasDigits.Layers.KerasFurtherOperations"] = Table,
        ["KerasDigits.Layers.TFOpLambda"] = Table, ["KerasDigits.Layers.TFFurtherFunctions"] = Table,
        ["KerasDigits.Layers.TFImageFunctions"] = Table, ["KerasDigits.Layers.TFTextFunctions"] = Table,
        ["KerasDigits.Layers.TFWindowFunctions"] = Table, ["KerasDigits.Layers.TensorFlowOpLayer"] = Table,
    };

    /// <summary>The names of Keras's functions, classes and methods, and of Python's classes that are functions here.</summary>
    private static readonly HashSet<string> s_kerasNames = [.. KerasApi.Names.Select(n => n[(n.LastIndexOf('.') + 1)..])
        .Concat(KerasApi.Names.SelectMany(n => KerasApi.Find(n)!.Value.TryGetProperty("methods", out JsonElement methods)
            ? methods.EnumerateObject().Select(m => m.Name)
            : [])).Concat(["Circle", "Rectangle", "Path", "Timedelta", "Timestamp", "ZipFile", "CsvDataset"])];

    /// <summary>Words with which conversions and factories begin, as in .NET itself, and the two ways through a net.</summary>
    private static readonly string[] s_others = ["As", "From", "Of", "To", "With", "Without", "Forward", "Backward"];

    [Fact]
    public void Methods_begin_with_a_verb()
    {
        HashSet<string> verbs = [.. Verbs.All.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), .. s_others];
        var methods = Methods().ToList();
        Assert.True(methods.Count > 1500, $"Only {methods.Count} methods were found: the sources were not understood.");
        string[] wrong = [.. methods.Where(m => !verbs.Contains(FirstWord().Match(m.Name).Value))
            .Select(m => $"{m.ContainingType.ToDisplayString()}.{m.Name}").Distinct().Order()];
        Assert.True(wrong.Length == 0, $"""
            These {wrong.Length} methods begin with no verb. Name each after what it does (`FindWeight`, not `Weight`;
            `RunOnce`, not `Once`); a verb that House/Verbs.cs lacks is added there:
            {string.Join('\n', wrong)}
            """);
    }

    [Fact]
    public void Every_verb_of_the_list_is_in_use()
    {
        HashSet<string> used = [.. Methods().Select(m => FirstWord().Match(m.Name).Value)];
        string[] unused = [.. Verbs.All.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(v => !used.Contains(v))];
        Assert.True(unused.Length == 0, $"House/Verbs.cs has verbs that no method begins with: {string.Join(", ", unused)}");
    }

    /// <summary>The methods that the rule holds for, each where it is named first: not where it overrides or implements another.</summary>
    private static IEnumerable<IMethodSymbol> Methods()
    {
        // What the SDK adds to each project: without it an interface's members are not known as such.
        const string usings = "global using System; global using System.Collections.Generic; global using System.IO; global using "
            + "System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        SyntaxTree[] trees = [.. Repository.Files("src", "*.cs").Where(f => !f.Contains("templates", StringComparison.Ordinal))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f))];
        var compilation = CSharpCompilation.Create("src", [CSharpSyntaxTree.ParseText(usings, options), .. trees],
            CoreSources.References(except: "KerasDigits"));
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                (TypeSyntax Returned, SyntaxList<AttributeListSyntax> Attributes)? parts = node switch
                {
                    MethodDeclarationSyntax m => (m.ReturnType, m.AttributeLists),
                    LocalFunctionStatementSyntax f => (f.ReturnType, f.AttributeLists),
                    _ => null,
                };
                if (parts is { } of && model.GetDeclaredSymbol(node) is IMethodSymbol method && IsNamedHere(method)
                    && !(IsSeenByUsers(method) && s_kerasNames.Contains(method.Name))
                    && !IsNamedByItsKind(method, of.Returned, of.Attributes))
                {
                    yield return method;
                }
            }
        }
    }

    private static bool IsSeenByUsers(ISymbol symbol)
    {
        for (ISymbol? s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsException(ITypeSymbol? type) =>
        type is not null && (type.ToDisplayString() == "System.Exception" || IsException(type.BaseType));

    private static bool IsNamedHere(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
        && !method.IsOverride && !method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    /// <summary>Kinds of methods whose names another rule gives.</summary>
    private static bool IsNamedByItsKind(IMethodSymbol method, TypeSyntax type, SyntaxList<AttributeListSyntax> attributes)
    {
        string returned = type.ToString().TrimEnd('?');
        return char.IsLower(method.Name[0]) // Keras's and Python's own names
            || method.Name == "Deconstruct" // C#'s own
            || returned.Split('<')[0].Split('.')[^1] == method.Name // Python's call of a class: pd.DataFrame(…)
            || HasAttribute(attributes, "KerasExport") // the same, where C# writes them large
            || HasAttribute(attributes, "GeneratedRegex") // named after what it matches: Names().Match(text)
            || HasAttribute(attributes, "LibraryImport") || HasAttribute(attributes, "DllImport") // named by the library
            || returned.EndsWith("Exception", StringComparison.Ordinal) || IsException(method.ReturnType) // throw NotBuilt()
            || HookName().IsMatch(method.Name) // OnTrialEnd, as .NET's events
            || IsFormula(method, returned)
            || s_allowed.Keys.Any(k => method.ContainingType.ToDisplayString() == k
                || method.ContainingNamespace.ToDisplayString().StartsWith(k, StringComparison.Ordinal));
    }

    /// <summary>In Ops a function of tensors, vectors or numbers is called by its name in mathematics, as in System.Math.</summary>
    private static bool IsFormula(IMethodSymbol method, string returned) =>
        (method.IsStatic || method.MethodKind == MethodKind.LocalFunction) && FormulaType().IsMatch(returned)
        && method.ContainingNamespace.ToDisplayString().StartsWith("KerasDigits.Ops", StringComparison.Ordinal);

    private static bool HasAttribute(SyntaxList<AttributeListSyntax> attributes, string name) =>
        attributes.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == name);

    [GeneratedRegex("^([A-Z][a-z0-9]*|[A-Z]+)")]
    private static partial Regex FirstWord();

    [GeneratedRegex("^On[A-Z]")]
    private static partial Regex HookName();

    [GeneratedRegex(@"^(\(?Tensor\b.*|Vector\d+<.*|T|double(\[.*)?|float)$")]
    private static partial Regex FormulaType();
}
