using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Generators;

/// <summary>
/// Writes the keras facade and the registry of names from [KerasExport], so that a name, its arguments and its defaults stand once: on the
/// class.
/// </summary>
[Generator]
public sealed class FacadeGenerator : IIncrementalGenerator
{
    private const string Attribute = "KerasDigits.Internals.KerasExportAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<ExportModel>> exports = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attribute,
                static (node, _) => node is ClassDeclarationSyntax or MethodDeclarationSyntax,
                static (match, _) => ExportReader.Read(match))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .Collect();

        // The registry of names, from which model files are read, is the core's own; other packages get a facade alone.
        IncrementalValueProvider<bool> isCore = context.CompilationProvider.Select(static (c, _) => c.AssemblyName == "KerasDigits");

        context.RegisterSourceOutput(exports.Combine(isCore), static (output, input) =>
        {
            (ImmutableArray<ExportModel> models, bool core) = input;
            ImmutableArray<ExportModel> sorted = models.OrderBy(m => m.Paths[0], System.StringComparer.Ordinal)
                .ThenBy(m => m.Target, System.StringComparer.Ordinal).ToImmutableArray();
            output.AddSource("keras.g.cs", FacadeEmitter.WriteFacade(sorted));
            if (core) { output.AddSource("Registry.g.cs", FacadeEmitter.WriteRegistry(sorted)); }
        });
    }
}
