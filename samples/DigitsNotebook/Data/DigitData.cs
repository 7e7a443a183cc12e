using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KerasDigits.Notebook;

namespace DigitsNotebook.Data;

/// <summary>The digits of a run, checked.</summary>
/// <param name="Train">784 pixels and the label.</param>
/// <param name="Test">784 pixels; null: none were given beside the user's own training digits.</param>
/// <param name="Source">Where they come from, for the screen.</param>
public sealed record DigitData(DataFrame Train, DataFrame? Test, string Source)
{
    /// <summary>What the user's files hold. Digits that the user does not give are null.</summary>
    /// <exception cref="Refusal">A file is not what it must be.</exception>
    public static DigitData Read(Settings settings)
    {
        DataFrame? train = settings.Train is { } labelled ? DigitFile.Read(labelled, settings.Header, labels: true) : null;
        DataFrame? test = settings.Test is { } unlabelled ? DigitFile.Read(unlabelled, settings.Header, labels: false) : null;
        return new DigitData(train!, test, settings.Train ?? "");
    }

    /// <summary>Draws what the user does not give.</summary>
    public static DigitData Draw(string folder, Settings settings, DigitData? given)
    {
        var (train, test, _) = NoisyDigits.Ensure(folder, settings.Seed);
        return new DigitData(pd.read_csv(train, header: null), given?.Test ?? pd.read_csv(test, header: null),
            $"{train} (drawn by the program: --train FILE takes yours)");
    }

    /// <summary>A key of what the training digits are, whatever their file is called.</summary>
    public string Key() =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Train.to_numpy("float64").ToArray<double>().AsSpan())));
}
