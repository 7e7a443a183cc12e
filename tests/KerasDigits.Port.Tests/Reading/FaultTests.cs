using System.Text.Json;
using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Tests;

/// <summary>What is no Python is refused in CPython 3.11's own words, with its line and its carets: Reading/record_faults.py.</summary>
public class FaultTests
{
    public static IEnumerable<object[]> Faults => JsonSerializer.Deserialize<string[][]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reading", "faults.json")))!;

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_reported_as_CPython_reports_it(string program, string report) =>
        Assert.Equal(report, Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", program)).Report());
}
