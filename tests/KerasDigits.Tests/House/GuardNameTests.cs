using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>Guard's checks name the argument at fault by its expression, so one that is no plain name must be named: else a user reads
/// our source.</summary>
public sealed class GuardNameTests
{
    [Fact]
    public void An_argument_that_is_no_plain_name_is_named()
    {
        string[] bare = [.. Repository.Files("src", "*.cs").SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot()
            .DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsBare).Select(call => $"{Path.GetFileName(file)}: {call}"))];
        Assert.True(bare.Length == 0, string.Join("\n", bare));
    }

    private static bool IsBare(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Guard" } } member)
        {
            return false;
        }
        int named = member.Name.Identifier.Text switch { "OneOf" => 3, "Positive" or "Rate" or "DataFormat" => 2, _ => 0 };
        return call.ArgumentList.Arguments.Count < named
            && call.ArgumentList.Arguments[0].Expression is not (IdentifierNameSyntax or LiteralExpressionSyntax);
    }
}
