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

/// <summary>Writes a tensor's one number: <c>$"{(float)loss:F2}"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TensorTextFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(TensorTextAnalyzer.TensorInText.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            var expression = (ExpressionSyntax)root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            ExpressionSyntax number = SyntaxFactory.ParseExpression($"(float){TensorTextAnalyzer.Operand(expression)}")
                .WithTriviaFrom(expression);
            context.RegisterCodeFix(CodeAction.Create("Write its number",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(expression, number))), equivalenceKey: diagnostic.Id),
                diagnostic);
        }
    }
}
