namespace KerasDigits.Ops.SmallNets;

/// <summary>A vector of floats of one width, so that a kernel is written once for all widths.</summary>
/// <typeparam name="T">The vector itself.</typeparam>
internal unsafe interface ILanes<T> where T : struct, ILanes<T>
{
    /// <summary>Values of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The values at an address.</summary>
    static abstract T Load(float* from);

    /// <summary>One value in all places.</summary>
    static abstract T All(float value);

    /// <summary>a · b + c.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>a + b.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>exp(x).</summary>
    static abstract T Exp(T x);

    /// <summary>The nearest value that is not outside the limits; what is not a number stays so.</summary>
    static abstract T Clamp(T x, float low, float high);

    /// <summary>2ⁿ of a whole number n from −126 to 127, given as n + <see cref="LaneFunctions.Whole"/>.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>The greater value; where one is not a number, not a number or the other.</summary>
    static abstract T Max(T a, T b);

    /// <summary>|x|.</summary>
    static abstract T Abs(T x);

    /// <summary>The size of one value with the sign of another.</summary>
    static abstract T CopySign(T size, T sign);

    /// <summary>One value where x is below a limit, the other elsewhere.</summary>
    static abstract T Where(T x, T limit, T below, T other);

    /// <summary>Writes the values.</summary>
    void Store(float* to);

    /// <summary>The sum of the values.</summary>
    float Sum();

    /// <summary>The greatest of the values; of those that are not numbers it may be any.</summary>
    float FindGreatest();
}
