using KerasDigits.Models;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>From search's arguments to model.fit's.</summary>
internal static class KerasFit
{
    /// <summary>Calls model.fit with the arguments: Python's <c>model.fit(*args, **kwargs)</c>.</summary>
    /// <param name="args">What search was called with.</param>
    /// <param name="model">A compiled model.</param>
    /// <exception cref="FatalTypeError">An argument is none of fit's, or of a wrong type.</exception>
    public static History fit(this SearchArguments args, Model model)
    {
        string? unknown = args.names.FirstOrDefault(n => !FitArguments.Names.Contains(n));
        if (unknown is not null)
        {
            throw new FatalTypeError($"fit() got an unexpected keyword argument '{unknown}'. It takes: "
                + $"{string.Join(", ", FitArguments.Names)}.");
        }
        FitArguments arguments;
        try { arguments = FitArguments.Read(args, "fit()"); }
        catch (ArgumentException e) { throw new FatalTypeError(e.Message, e); }
        return arguments.Train(model);
    }
}
