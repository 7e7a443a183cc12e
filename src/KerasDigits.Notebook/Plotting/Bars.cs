using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>
/// The bars that <see cref="Axes.bar(Points, Points, double, Points?, PlotColors?, string?, string?, double, string, Points?)"/> drew:
/// <c>plt.bar(names, values)[2].set_color("red")</c>.
/// </summary>
public sealed class Bars : IReadOnlyList<Bar>
{
    private readonly BarsArtist _artist;

    internal Bars(BarsArtist artist) => _artist = artist;

    /// <inheritdoc/>
    public int Count => _artist.Count;

    /// <summary>A bar; negative places count from the end.</summary>
    /// <param name="index">Position, from 0; negative ones count from the end.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such bar.</exception>
    public Bar this[int index] => (index < 0 ? index + Count : index) is >= 0 and int at && at < Count ? new(_artist, at)
        : throw new IndexOutOfRangeException($"There are {Count} bars. Received: {index}.");

    /// <inheritdoc/>
    public IEnumerator<Bar> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>One bar.</summary>
public sealed class Bar
{
    private readonly BarsArtist _artist;
    private readonly int _place;

    internal Bar(BarsArtist artist, int place) => (_artist, _place) = (artist, place);

    /// <summary>Paints the bar.</summary>
    /// <param name="c">Colour of the bar: 'red', 'r', 'C1', '#rrggbb'.</param>
    public void set_color(string c) => _artist.Paint(_place, Ink.Of(c, 0));

    /// <inheritdoc cref="set_color"/>
    public void set_facecolor(string c) => set_color(c);
}
