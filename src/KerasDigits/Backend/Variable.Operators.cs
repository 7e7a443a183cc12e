namespace KerasDigits.Backend;

/// <summary>Formulas over variables and numbers; with tensors the tensor's own operators serve.</summary>
public sealed partial class Variable
{
    /// <summary>The sum.</summary>
    public static Tensor operator +(Variable a, Variable b) => a.value + b.value;

    /// <summary>The sum.</summary>
    public static Tensor operator +(Variable a, double b) => a.value + b;

    /// <summary>The sum.</summary>
    public static Tensor operator +(double a, Variable b) => b.value + a;

    /// <summary>The difference.</summary>
    public static Tensor operator -(Variable a, Variable b) => a.value - b.value;

    /// <summary>The difference.</summary>
    public static Tensor operator -(Variable a, double b) => a.value - b;

    /// <summary>The difference.</summary>
    public static Tensor operator -(double a, Variable b) => a - b.value;

    /// <summary>The negative.</summary>
    public static Tensor operator -(Variable a) => -a.value;

    /// <summary>The product, element by element.</summary>
    public static Tensor operator *(Variable a, Variable b) => a.value * b.value;

    /// <summary>The product.</summary>
    public static Tensor operator *(Variable a, double b) => a.value * b;

    /// <summary>The product.</summary>
    public static Tensor operator *(double a, Variable b) => b.value * a;

    /// <summary>The quotient, element by element.</summary>
    public static Tensor operator /(Variable a, Variable b) => a.value / b.value;

    /// <summary>The quotient.</summary>
    public static Tensor operator /(Variable a, double b) => a.value / b;

    /// <summary>The quotient.</summary>
    public static Tensor operator /(double a, Variable b) => a / b.value;
}
