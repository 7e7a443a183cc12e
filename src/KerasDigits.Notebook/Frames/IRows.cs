namespace KerasDigits.Notebook.Pandas;

/// <summary>A frame or a column, of which rows can be taken.</summary>
public interface IRows<TSelf>
    where TSelf : IRows<TSelf>
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>Some rows, in that order.</summary>
    TSelf Some(int[] rows);
}
