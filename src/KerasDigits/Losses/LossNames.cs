using System.Reflection;

namespace KerasDigits.Losses;

/// <summary>Finds losses by their Keras names.</summary>
public static class LossNames
{
    /// <summary>The function of (y_true, y_pred) behind a name such as "mse"; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? Function(string package, string name)
    {
        if (Registry.FindFunction(package, name) is not { } method) { return null; }
        ParameterInfo[] parameters = method.GetParameters();
        if (parameters.Length == 2) { return method.CreateDelegate<Func<Tensor, Tensor, Tensor>>(); }
        object?[] rest = [.. parameters.Skip(2).Select(p => p.DefaultValue)];
        return (t, p) =>
        {
            try { return (Tensor)method.Invoke(null, [t, p, .. rest])!; }
            catch (TargetInvocationException e) when (e.InnerException is { } inner)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
                throw;
            }
        };
    }
}
