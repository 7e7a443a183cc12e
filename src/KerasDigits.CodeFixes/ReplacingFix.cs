using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace KerasDigits.CodeFixes;

/// <summary>A fix that writes something else in the place of what a rule has marked, there or in all places at once.</summary>
public abstract class ReplacingFix : CodeFixProvider
{
    private readonly string _title;

    private protected ReplacingFix(string title, params DiagnosticDescriptor[] rules) =>
        (_title, FixableDiagnosticIds) = (title, rules.Select(r => r.Id).ToImmutableArray());

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (MakeReplacement(node, diagnostic) is not { } mended) { continue; }
            context.RegisterCodeFix(CodeAction.Create(_title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(node, mended))), equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }

    /// <summary>What stands there afterwards; null: it cannot be mended.</summary>
    private protected abstract SyntaxNode? MakeReplacement(SyntaxNode node, Diagnostic diagnostic);
}
