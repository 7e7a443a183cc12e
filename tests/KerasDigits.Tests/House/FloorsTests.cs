using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>
/// The floors of docs/ARCHITECTURE.md: a folder uses its own files and lower floors, never a neighbour, never up. Judged by what each name
/// means to the compiler, however it is written.
/// </summary>
public sealed class FloorsTests
{
    private static readonly string[][] s_floors =
    [
        ["Core"], ["Backend"], ["Ops"], ["Activations", "Initializers", "Regularizers", "Constraints"],
        ["Layers", "Losses", "Metrics", "Optimizers"],
        ["Saving", "Data"], ["Training"], ["Models"], ["Callbacks", "Preprocessing", "Downloads"], ["Applications", "Datasets"], ["Facade"],
    ];

    /// <summary>Uses of a neighbour that are meant, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["Metrics uses Losses"] = "a metric may be the mean of any loss function, found by its name",
    };

    private static readonly Lazy<IReadOnlyList<Use>> s_uses = new(FindUses);

    /// <summary>A type, or a type's member, that a file names.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Folder">Its folder.</param>
    /// <param name="Type">The type.</param>
    private sealed record Use(string File, string Folder, INamedTypeSymbol Type);

    [Fact]
    public void No_folder_uses_one_above_it_or_beside_it()
    {
        Assert.True(s_uses.Value.Count > 3000, $"Only {s_uses.Value.Count} uses were found: the sources were not understood.");
        string[] unknown = [.. s_uses.Value.Select(u => u.Folder).Distinct().Where(f => Floor(f) < 0)];
        Assert.True(unknown.Length == 0, $"These folders have no floor: {string.Join(", ", unknown)}");
        string[] wrong = [.. s_uses.Value.Where(u => FolderOf(u.Type) is { } used && used != u.Folder && Floor(used) >= Floor(u.Folder)
            && !s_allowed.ContainsKey($"{u.Folder} uses {used}"))
            .Select(u => $"{u.File} ({u.Folder}) uses {u.Type.Name} ({FolderOf(u.Type)})").Distinct()];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Only_Backend_and_Ops_name_the_engine()
    {
        string[] wrong = [.. s_uses.Value.Where(u => u.Folder is not ("Backend" or "Ops") && u.Type.ContainingAssembly.Name == "TorchSharp"
            && u.Type.ToDisplayString() != "TorchSharp.torch.Tensor")
            .Select(u => $"{u.File} names {u.Type.ToDisplayString()}").Distinct()];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Long_files_say_why()
    {
        string[] wrong = [.. Repository.Files("src", "*.cs")
            .Where(f => File.ReadLines(f).Count() > 500 && !File.ReadLines(f).First()
                .StartsWith("// Long because", StringComparison.Ordinal))];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    private static int Floor(string folder) => Array.FindIndex(s_floors, f => f.Contains(folder));

    /// <summary>
    /// The folder of src/KerasDigits in which a type is declared; null: it is another assembly's, generated, or stands above the folders.
    /// </summary>
    private static string? FolderOf(ISymbol type) =>
        type.DeclaringSyntaxReferences.Select(r => FolderOf(r.SyntaxTree.FilePath)).FirstOrDefault(f => f is not null);

    private static string? FolderOf(string file)
    {
        if (!file.StartsWith(CoreSources.Folder, StringComparison.Ordinal)) { return null; }
        string[] parts = Path.GetRelativePath(CoreSources.Folder, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : null;
    }

    private static List<Use> FindUses()
    {
        Compilation compilation = CoreSources.Compilation;
        var uses = new List<Use>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees.Where(t => FolderOf(t.FilePath) is not null))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            string file = Path.GetFileName(tree.FilePath), folder = FolderOf(tree.FilePath)!;
            // What a member belongs to is named before it, or is the file's own class: a name that stands for a type is enough. Comments
            // may name what they like.
            IEnumerable<INamedTypeSymbol> types = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(n => n is not IdentifierNameSyntax { IsVar: true }).Select(n => model.GetSymbolInfo(n).Symbol switch
            {
                INamedTypeSymbol type => type,
                IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.ReducedExtension or MethodKind.Ordinary,
                    IsStatic: true } method => method.ContainingType,
                IMethodSymbol { MethodKind: MethodKind.ReducedExtension } method => method.ContainingType,
                _ => null,
            }).OfType<INamedTypeSymbol>();
            uses.AddRange(types.Select(t => t.OriginalDefinition).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
                .Select(t => new Use(file, folder, t)));
        }
        return uses;
    }
}
