namespace KerasDigits.Tuner.Bayesian;

/// <summary>The interval in which Moré and Thuente's line search knows a good length, and the next length to try.</summary>
internal sealed class Bracket
{
    private readonly double _longest;
    private Trial _best;
    private Trial _other;
    private double _width;
    private double _widthBefore;
    private bool _decreaseSeen;

    public Bracket(Trial start, double longest)
    {
        (_best, _other) = (start, start);
        (_longest, _width, _widthBefore) = (longest, longest, 2 * longest);
    }

    /// <summary>Whether a minimum lies between the two ends.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Distance of the ends.</summary>
    public double Width => Math.Abs(_other.Length - _best.Length);

    /// <summary>The farther end.</summary>
    public double Far => Math.Max(_other.Length, _best.Length);

    /// <summary>Takes in a trial and gives the next length.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <param name="start">The line's start.</param>
    /// <param name="wanted">The slope of sufficient decrease.</param>
    /// <param name="ceiling">The value of sufficient decrease at the trial's length.</param>
    public double Narrow(Trial trial, Trial start, double wanted, double ceiling)
    {
        _decreaseSeen |= trial.Value <= ceiling && trial.Slope >= 1e-3 * start.Slope;
        double next;
        if (!_decreaseSeen && trial.Value <= _best.Value && trial.Value > ceiling)
        {
            // Better than before but not enough: work on the function less the line of sufficient decrease.
            Trial Tilt(Trial t, double sign) => new(t.Length, t.Value - (sign * t.Length * wanted), t.Slope - (sign * wanted));
            (_best, _other) = (Tilt(_best, 1), Tilt(_other, 1));
            next = Step(Tilt(trial, 1));
            (_best, _other) = (Tilt(_best, -1), Tilt(_other, -1));
        }
        else { next = Step(trial); }

        if (!IsClosed) { return Math.Clamp(next, 0, _longest); }
        if (Width >= 0.66 * _widthBefore) { next = _best.Length + (0.5 * (_other.Length - _best.Length)); }
        (_widthBefore, _width) = (_width, Width);
        double near = Math.Min(_best.Length, _other.Length);
        // Nothing left between the ends: the better end is the answer.
        return next <= near || next >= Far || Width <= 0.1 * Far ? _best.Length : next;
    }

    /// <summary>
    /// Chooses a length by the cubic through both trials' values and slopes and by the parabola or secant, then moves the ends.
    /// </summary>
    private double Step(Trial t)
    {
        Trial b = _best;
        double turned = t.Slope * Math.Sign(b.Slope);
        double shortest = IsClosed ? Math.Min(b.Length, _other.Length) : t.Length + (1.1 * (t.Length - b.Length));
        double farthest = IsClosed ? Far : t.Length + (4 * (t.Length - b.Length));
        double secant = t.Length + (t.Slope / (t.Slope - b.Slope) * (b.Length - t.Length));
        double next;
        if (t.Value > b.Value)
        {
            // Higher: a minimum lies between.
            double cubic = FitCubic(b, t);
            double parabola = b.Length + (b.Slope / (((b.Value - t.Value) / (t.Length - b.Length)) + b.Slope) / 2 * (t.Length - b.Length));
            next = Math.Abs(cubic - b.Length) < Math.Abs(parabola - b.Length) ? cubic : cubic + ((parabola - cubic) / 2);
            IsClosed = true;
        }
        else if (turned < 0)
        {
            // Lower, and the slope has turned: a minimum lies between.
            double cubic = FitCubic(t, b);
            next = Math.Abs(cubic - t.Length) > Math.Abs(secant - t.Length) ? cubic : secant;
            IsClosed = true;
        }
        else if (Math.Abs(t.Slope) < Math.Abs(b.Slope))
        {
            // Lower and flatter: a cubic that bends back is trusted, one that runs away is not.
            double cubic = Extrapolate(b, t) ?? (t.Length > b.Length ? farthest : shortest);
            bool cubicNearer = Math.Abs(cubic - t.Length) < Math.Abs(secant - t.Length);
            next = cubicNearer == IsClosed ? cubic : secant;
            if (IsClosed)
            {
                double guard = t.Length + (0.66 * (_other.Length - t.Length));
                next = t.Length > b.Length ? Math.Min(guard, next) : Math.Max(guard, next);
            }
            else { next = Math.Clamp(next, Math.Min(shortest, farthest), Math.Max(shortest, farthest)); }
        }
        else
        {
            // Lower and no flatter: on towards the other end.
            next = IsClosed ? FitCubic(t, _other) : t.Length > b.Length ? farthest : shortest;
        }

        if (t.Value > b.Value) { _other = t; }
        else
        {
            if (turned < 0) { _other = b; }
            _best = t;
        }
        return next;
    }

    /// <summary>Where the cubic through two trials has its minimum, reckoned from the first.</summary>
    private static double FitCubic(Trial a, Trial b)
    {
        (double theta, double gamma) = ComputeCoefficients(a, b);
        if (b.Length < a.Length) { gamma = -gamma; }
        double p = gamma - a.Slope + theta, q = gamma - a.Slope + gamma + b.Slope;
        return a.Length + (p / q * (b.Length - a.Length));
    }

    /// <summary>The cubic's minimum beyond the trial, if it has one there.</summary>
    private static double? Extrapolate(Trial b, Trial t)
    {
        (double theta, double gamma) = ComputeCoefficients(b, t);
        if (t.Length > b.Length) { gamma = -gamma; }
        double p = gamma - t.Slope + theta, q = gamma + (b.Slope - t.Slope) + gamma;
        double r = p / q;
        return r < 0 && gamma != 0 ? t.Length + (r * (b.Length - t.Length)) : null;
    }

    private static (double Theta, double Gamma) ComputeCoefficients(Trial a, Trial b)
    {
        double theta = (3 * (a.Value - b.Value) / (b.Length - a.Length)) + a.Slope + b.Slope;
        double s = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(a.Slope), Math.Abs(b.Slope)));
        return (theta, s * Math.Sqrt(Math.Max(0, (theta / s * (theta / s)) - (a.Slope / s * (b.Slope / s)))));
    }
}
