namespace KerasDigits.Core;

/// <summary>
/// What lower floors may know of a model that is made from a configuration: enough to build one without knowing its class.
/// </summary>
internal interface IModelFactory
{
    /// <summary>Makes a model ("Sequential", "Functional", "Model") from its class name and configuration.</summary>
    object Create(string className, Config config);
}
