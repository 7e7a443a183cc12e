using KerasDigits.Facade;

namespace KerasDigits;

public abstract partial class keras
{
    /// <summary>Models as other libraries take them.</summary>
    public static class wrappers
    {
        /// <summary>For scikit-learn's searches and splits.</summary>
        public static class scikit_learn
        {
            /// <inheritdoc cref="Facade.KerasClassifier(Delegate, ValueTuple{string, object}[])"/>
            public static KerasClassifier KerasClassifier(Delegate build_fn, params (string name, object? value)[] sk_params) =>
                new(build_fn, sk_params);

            /// <inheritdoc cref="Facade.KerasRegressor(Delegate, ValueTuple{string, object}[])"/>
            public static KerasRegressor KerasRegressor(Delegate build_fn, params (string name, object? value)[] sk_params) =>
                new(build_fn, sk_params);
        }
    }
}
