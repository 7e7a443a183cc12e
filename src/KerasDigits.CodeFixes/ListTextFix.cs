using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Writes what is in a list: <c>string.Join(", ", x.shape)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ListTextFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ListTextAnalyzer.ListInText.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            ExpressionSyntax joined = SyntaxFactory.ParseExpression($"string.Join(\", \", {node})").WithTriviaFrom(node);
            context.RegisterCodeFix(CodeAction.Create("Write what is in it",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(node, joined))), equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }
}
