using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner;

/// <summary>A search space together with current values: what a build function asks for its numbers.</summary>
/// <remarks>Only active hyperparameters have values. Source: KerasTuner 1.4.7, engine/hyperparameters/hyperparameters.py.</remarks>
[KerasExport("keras_tuner.HyperParameters", "keras_tuner.engine.hyperparameters.HyperParameters", "kerastuner.HyperParameters",
    "kerastuner.engine.hyperparameters.HyperParameters")]
public sealed partial class HyperParameters
{
    private readonly Dictionary<string, List<HyperParameter>> _byName = [];
    private readonly List<HyperParameter> _space = [];
    private readonly List<string> _nameScopes = [];
    private readonly List<Condition> _conditions = [];

    /// <summary>The kinds asked for since this container was made, to find two uses of one name.</summary>
    private readonly List<HyperParameter> _asked = [];

    /// <summary>The space of the project that goes on; null: the search began in this process.</summary>
    internal KeptSpace? Kept { get; set; }

    /// <summary>All hyperparameters in the order in which they came up, parents before children.</summary>
    public IReadOnlyList<HyperParameter> space => _space;

    /// <summary>Values of the active hyperparameters. Oracles may hold others here too, such as "tuner/epochs".</summary>
    public HyperValues values { get; set; } = [];

    /// <summary>The stacks of conditions that held when a conditional scope was entered.</summary>
    public List<IReadOnlyList<Condition>> active_scopes { get; } = [];

    /// <summary>The stacks of conditions that did not hold when a conditional scope was entered.</summary>
    public List<IReadOnlyList<Condition>> inactive_scopes { get; } = [];

    /// <summary>The value of a hyperparameter: <c>int units = hp["units"];</c></summary>
    /// <inheritdoc cref="get(string)"/>
    public HyperValue this[string name] => get(name);

    /// <summary>The value of a hyperparameter.</summary>
    /// <param name="name">Its name inside the scopes now open.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="ArgumentException">It is inactive.</exception>
    public HyperValue get(string name)
    {
        name = GetFullName(name);
        if (values.TryGetValue(name, out HyperValue value)) { return value; }
        if (_byName.ContainsKey(name)) { throw new ArgumentException($"{name} is currently inactive.", nameof(name)); }
        throw new KeyNotFoundException($"{name} does not "
            + $"exist.{(values.Count > 0 ? $" There are: {string.Join(", ", values.Keys)}." : "")}");
    }

    /// <summary>The value of a hyperparameter as int, long, double, float, bool or string.</summary>
    /// <typeparam name="T">One of these types.</typeparam>
    /// <inheritdoc cref="get(string)"/>
    public T get<T>(string name) => get(name).As<T>();

    /// <summary>Whether a hyperparameter has a value: Python's <c>name in hp</c>.</summary>
    /// <param name="name">Name of the hyperparameter.</param>
    public bool Contains(string name) => values.ContainsKey(GetFullName(name));

    /// <summary>
    /// Puts "name/" before the names of the hyperparameters made until it is disposed: <c>using (hp.name_scope("cnn")) { … }</c>
    /// </summary>
    /// <param name="name">The part in front of "/".</param>
    /// <returns>Ends the scope when it is disposed.</returns>
    public IDisposable name_scope(string name)
    {
        _nameScopes.Add(name);
        return new Scope(() => _nameScopes.RemoveAt(_nameScopes.Count - 1));
    }

    /// <summary>
    /// Makes the hyperparameters inside it active only while a parent has one of some values:
    /// <c>using (hp.conditional_scope("kind", ["cnn"])) { … }</c> The code inside always runs.
    /// </summary>
    /// <param name="parent_name">A hyperparameter of this scope that exists already.</param>
    /// <param name="parent_values">Values that activate.</param>
    /// <exception cref="ArgumentException">There is no such parent.</exception>
    public IDisposable conditional_scope(string parent_name, params HyperValue[] parent_values)
    {
        string parent = GetFullName(parent_name);
        if (!Exists(parent, _conditions))
        {
            throw new ArgumentException($"`HyperParameter` named: {parent} not defined.", nameof(parent_name));
        }
        var condition = new Parent(parent, parent_values);
        _conditions.Add(condition);
        (condition.is_active(values) ? active_scopes : inactive_scopes).Add([.. _conditions]);
        return new Scope(() => _conditions.RemoveAt(_conditions.Count - 1));
    }

    /// <summary>Whether any hyperparameter of that name is active for the current values.</summary>
    /// <param name="hyperparameter">Name of the hyperparameter.</param>
    public bool is_active(string hyperparameter) => _byName.TryGetValue(hyperparameter, out List<HyperParameter>? all)
        && all.Exists(is_active);

    /// <summary>Whether all conditions of a hyperparameter hold for the current values.</summary>
    /// <param name="hyperparameter">The hyperparameter to look at.</param>
    public bool is_active(HyperParameter hyperparameter)
    {
        foreach (Condition c in hyperparameter.conditions) { if (!c.is_active(values)) { return false; } }
        return true;
    }

    /// <summary>The space and the values, as KerasTuner's files hold them.</summary>
    public Config get_config() => new()
    {
        ["space"] = _space.Select(p => (object?)p.Serialize()).ToList(),
        ["values"] = values.ToConfig(),
    };

    /// <summary>Reads a space and its values, as any KerasTuner from 1.0.1 on wrote them.</summary>
    /// <param name="config">What get_config gave, or a file holds.</param>
    /// <exception cref="ArgumentException">It is of another form, or a hyperparameter contradicts itself.</exception>
    public static HyperParameters from_config(Config config) => ConfigForm.Read(config,
        "HyperParameters must be {\"space\": [{\"class_name\": …, \"config\": {\"name\": …, …}}, …], \"values\": {name: value, …}}, as "
        + "get_config gives them",
        static config =>
        {
            var hp = new HyperParameters();
            foreach (object? p in (List<object?>)config["space"]!) { hp.Add(HyperParameter.Deserialize((Config)p!)); }
            hp.values = HyperValues.FromConfig((Config)config["values"]!);
            return hp;
        });

    /// <summary>The same space and values, outside of all scopes.</summary>
    public HyperParameters copy() => With(new HyperValues(values));

    /// <summary>Adds the hyperparameters of another space.</summary>
    /// <param name="hps">The other space.</param>
    /// <param name="overwrite">Whether those that exist already go back to their default (they are then in the space twice, as in
    /// Python); false does not change them.</param>
    public void merge(HyperParameters hps, bool overwrite = true) => merge(hps.space, overwrite);

    /// <inheritdoc cref="merge(HyperParameters, bool)"/>
    public void merge(IEnumerable<HyperParameter> hps, bool overwrite = true)
    {
        foreach (HyperParameter p in hps.Where(p => overwrite || !Exists(p.name, p.conditions)).ToList()) { Register(p, overwrite); }
    }

    /// <summary>Draws values for active hyperparameters that have none, and takes those of inactive ones away.</summary>
    public void ensure_active_values() => EnsureActive(() => null);

    /// <summary>The same with seeds, so that a search can be repeated; Python draws from the system here.</summary>
    internal void EnsureActive(Func<long?> seed)
    {
        foreach (HyperParameter p in _space)
        {
            if (!is_active(p)) { values.Remove(p.name); }
            else if (!values.ContainsKey(p.name)) { values[p.name] = p.random_sample(seed()); }
        }
    }

    /// <summary>The same space with other values. Hyperparameters never change, so they are shared.</summary>
    internal HyperParameters With(HyperValues values)
    {
        var hp = new HyperParameters { values = values, Kept = Kept };
        foreach (HyperParameter p in _space) { hp.Add(p); }
        return hp;
    }

    internal bool Exists(string name, IReadOnlyList<Condition> conditions) => Find(name, conditions) is not null;

    private HyperParameter? Find(string name, IReadOnlyList<Condition> conditions) =>
        _byName.TryGetValue(name, out List<HyperParameter>? all) ? all.Find(p => p.Is(name, conditions)) : null;

    private void Add(HyperParameter p)
    {
        if (!_byName.TryGetValue(p.name, out List<HyperParameter>? all)) { _byName[p.name] = all = []; }
        all.Add(p);
        _space.Add(p);
    }

    /// <summary>Adds a hyperparameter; its value, or None while it is inactive.</summary>
    private HyperValue Register(HyperParameter p, bool overwrite = false)
    {
        Guard.That(!_conditions.Exists(c => c.name == p.name),
            $"A conditional `HyperParameter` cannot have the same name as its parent. Found: {p.name} and parent_name: {p.name}");
        Add(p);
        if (!is_active(p)) { return HyperValue.None; }
        if (overwrite || !values.ContainsKey(p.name)) { values[p.name] = p.@default; }
        return values[p.name];
    }

    private string GetFullName(string name) => _nameScopes.Count == 0 ? name : $"{string.Join('/', _nameScopes)}/{name}";

    private sealed class Scope(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose()
        {
            _leave?.Invoke();
            _leave = null;
        }
    }
}
