using NumSharp;

namespace KerasDigits.Notebook.Learn;

/// <content>The different labels, their order, and what kind of target they are.</content>
public sealed partial class LabelArray
{
    internal int Columns { get; }

    internal bool AreTexts => _texts is not null;

    private bool IsFloat => _type is NPTypeCode.Double or NPTypeCode.Single or NPTypeCode.Half;

    /// <summary>scikit-learn's name of the target's kind.</summary>
    /// <remarks>Source: sklearn.utils.multiclass.type_of_target.</remarks>
    internal string Kind
    {
        get
        {
            string many = Columns > 1 ? "-multioutput" : "";
            if (IsFloat && _numbers!.Any(v => v != Math.Floor(v))) { return "continuous" + many; }
            int different = CollectDifferent().Count;
            if (Columns > 1) { return different <= 2 ? "multilabel-indicator" : "multiclass-multioutput"; }
            return different > 2 ? "multiclass" : "binary";
        }
    }

    /// <summary>The different labels in order: numbers by value, strings by code points.</summary>
    internal LabelArray MakeUnique() => Union(this);

    /// <summary>
    /// The different labels of several arrays in order. A dtype counts only where it brings a label the earlier ones lack, as in Python's
    /// sets.
    /// </summary>
    internal static LabelArray Union(params LabelArray[] all)
    {
        if (all.Any(a => a.AreTexts))
        {
            if (!all.All(a => a.AreTexts))
            {
                throw new ArgumentException("Mix of label input types (string and number): give both as texts or both as numbers.");
            }
            return new LabelArray([.. all.SelectMany(a => a._texts!).Distinct().Order(StringComparer.Ordinal)]);
        }
        var (seen, type) = (new HashSet<double>(), NPTypeCode.Boolean);
        foreach (LabelArray labels in all)
        {
            foreach (double value in labels._numbers!)
            {
                if (!seen.Add(value)) { continue; }
                type = labels.IsFloat || type == NPTypeCode.Double ? NPTypeCode.Double : labels._type == NPTypeCode.Boolean ? type
                    : NPTypeCode.Int64;
            }
        }
        return new LabelArray([.. seen.Order()], type);
    }

    /// <summary>The place of every label among <paramref name="classes"/>; -1 where it is none of them.</summary>
    internal int[] ToCodes(LabelArray classes)
    {
        var places = new Dictionary<object, int>();
        for (int i = 0; i < classes.Count; i++) { places[classes.GetKey(i)] = i; }
        return [.. Enumerable.Range(0, Count).Select(i => places.TryGetValue(GetKey(i), out int place) ? place : -1)];
    }

    internal LabelArray Take(IEnumerable<int> places) =>
        _texts is not null ? new([.. places.Select(i => _texts[i])]) : new([.. places.Select(i => _numbers![i])], _type);

    /// <summary>The labels in Python's list notation, for messages.</summary>
    internal string WriteList() => PythonText.FormatRepr(this.ToArray());

    /// <summary>One label as an array.</summary>
    internal static LabelArray Of(object label) => label switch
    {
        string text => new([text]),
        bool truth => new([truth ? 1 : 0], NPTypeCode.Boolean),
        double or float => new([Convert.ToDouble(label, System.Globalization.CultureInfo.InvariantCulture)], NPTypeCode.Double),
        _ => new([Convert.ToDouble(label, System.Globalization.CultureInfo.InvariantCulture)], NPTypeCode.Int64),
    };

    private object GetKey(int i) => _texts is not null ? _texts[i] : _numbers![i];

    private HashSet<object> CollectDifferent() => [.. Enumerable.Range(0, Count).Select(GetKey)];
}
