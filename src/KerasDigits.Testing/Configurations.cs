namespace KerasDigits.Testing;

/// <summary>What all families hold: an object is made again from its own configuration.</summary>
internal static class Configurations
{
    /// <summary>Checks get_config() of an object and what is made from it; gives the other object, or null where there is none.</summary>
    /// <param name="findings">Where faults go.</param>
    /// <param name="made">The object that was made.</param>
    public static T? MakeAgain<T>(Findings findings, T made) where T : class, IKerasObject
    {
        T? again = null;
        findings.Try("Making it again from get_config()", () =>
        {
            Config config = made.get_config();
            again = (T)ConfigBinder.Create(made.GetType(), config);
            findings.ExpectNone(Compare.CompareConfigs(config, again.get_config()),
                "get_config() of an object made from get_config() must be the same; keep each argument of the constructor in a property "
                + "of its name");
        });
        return again;
    }

    /// <summary>The class by the name under which files hold it, for loading.</summary>
    public static Dictionary<string, object> CollectKnown(object made) => new() { [CustomObjects.NameOf(made.GetType())] = made.GetType() };
}
