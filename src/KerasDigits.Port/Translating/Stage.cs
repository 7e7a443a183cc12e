namespace KerasDigits.Port.Translating;

/// <summary>How far the translator goes for the types that it has not met.</summary>
internal enum Stage
{
    /// <summary>Only assignments and calls tell types.</summary>
    Calls,

    /// <summary>What a parameter is used for tells its type where no call does.</summary>
    Uses,

    /// <summary>What is still not known is <c>dynamic</c>: looked at when it is reached.</summary>
    Open,
}
