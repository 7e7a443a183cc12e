using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>Methods are verbs: what no user sees is named as .NET names methods. Judged on the compiler's symbols of all of src.</summary>
public sealed partial class VerbTests
{
    /// <summary>Types whose methods are named otherwise, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["KerasDigits.Applications.Build"] = "its methods stand for layers: an architecture reads as in Keras's own file",
        ["KerasDigits.Tuner.Distributed.Chief.WorkersService"] = "its methods are the calls of KerasTuner's protocol",
        ["KerasDigits.Port"] = "the translator's methods are named after the piece of Python that they read or say, as Roslyn's factories",
    };

    /// <summary>Words with which conversions and factories begin, as in .NET itself, and the two ways through a net.</summary>
    private static readonly string[] s_others = ["As", "From", "Of", "To", "With", "Forward", "Backward"];

    [Fact]
    public void Internal_and_private_methods_begin_with_a_verb()
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
            foreach (var node in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (model.GetDeclaredSymbol(node) is IMethodSymbol method && !IsSeenByUsers(method) && IsNamedHere(method)
                    && !IsNamedByItsKind(method, node))
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

    private static bool IsNamedHere(IMethodSymbol method) => method.MethodKind == MethodKind.Ordinary && !method.IsOverride
        && !method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name))
            .Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    /// <summary>Kinds of methods whose names another rule gives.</summary>
    private static bool IsNamedByItsKind(IMethodSymbol method, MethodDeclarationSyntax node)
    {
        string returned = node.ReturnType.ToString().TrimEnd('?');
        return char.IsLower(method.Name[0]) // Keras's and Python's own names
            || HasAttribute(node, "KerasExport") // the same, where C# writes them large
            || HasAttribute(node, "GeneratedRegex") // named after what it matches: Names().Match(text)
            || HasAttribute(node, "LibraryImport") || HasAttribute(node, "DllImport") // named by the library
            || returned.EndsWith("Exception", StringComparison.Ordinal) // throw NotBuilt()
            || returned is "FatalValueError" or "FatalTypeError"
            || HookName().IsMatch(method.Name) // OnTrialEnd, as .NET's events
            || IsFormula(method, returned)
            || s_allowed.Keys.Any(k => method.ContainingType.ToDisplayString() == k
                || method.ContainingNamespace.ToDisplayString().StartsWith(k, StringComparison.Ordinal));
    }

    /// <summary>In Ops a function of tensors, vectors or numbers is called by its name in mathematics, as in System.Math.</summary>
    private static bool IsFormula(IMethodSymbol method, string returned) => method.IsStatic && FormulaType().IsMatch(returned)
        && method.ContainingNamespace.ToDisplayString().StartsWith("KerasDigits.Ops", StringComparison.Ordinal);

    private static bool HasAttribute(MethodDeclarationSyntax node, string name) =>
        node.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == name);

    [GeneratedRegex("^([A-Z][a-z0-9]*|[A-Z]+)")]
    private static partial Regex FirstWord();

    [GeneratedRegex("^On[A-Z]")]
    private static partial Regex HookName();

    [GeneratedRegex(@"^(\(?Tensor\b.*|Vector\d+<.*|T|double(\[.*)?|float)$")]
    private static partial Regex FormulaType();
}
