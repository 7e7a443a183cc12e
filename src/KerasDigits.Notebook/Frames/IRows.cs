namespace KerasDigits.Notebook.Pandas;

/// <summary>A frame or a column, of which rows can be taken.</summary>
public interface IRows<TSelf>
    where TSelf : IRows<TSelf>
{
    /// <summary>The number of rows.</summary>
    int Rows { get; }

    /// <summary>Some rows, in that order.</summary>
    /// <param name="rows">Positions of the rows, from 0.</param>
    TSelf TakeSome(int[] rows);
}
