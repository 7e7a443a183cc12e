using System.Collections;

namespace KerasDigits.Notebook;

/// <content>Iterators that remember how far they are gone.</content>
public static partial class builtins
{
    /// <summary>
    /// Python's iterator: <c>next(it)</c> takes one item out of it, and what goes through it afterwards meets the rest. C#'s sequences
    /// begin anew each time.
    /// </summary>
    /// <param name="items">What is gone through once.</param>
    public static IEnumerable<T> once<T>(IEnumerable<T> items) => items as Once<T> ?? new Once<T>(items);

    /// <summary>The next item of what <see cref="once"/> gave.</summary>
    /// <param name="iterator">What once gave; each call takes one item from it.</param>
    /// <exception cref="StopIteration">There is none left.</exception>
    /// <exception cref="ArgumentException">iterator was not made by once.</exception>
    public static T next<T>(IEnumerable<T> iterator) => iterator is Once<T> once
        ? once.MoveNext() ? once.Current : throw new StopIteration()
        : throw new ArgumentException("next takes an iterator: once(items).", nameof(iterator));

    /// <summary>The next item, or something else where there is none left.</summary>
    /// <param name="iterator">What once gave; each call takes one item from it.</param>
    /// <param name="default">What comes at the end.</param>
    public static T next<T>(IEnumerable<T> iterator, T @default) =>
        iterator is Once<T> once && once.MoveNext() ? once.Current : @default;

    /// <summary>What an object's <c>__next__</c> gives until it raises an error.</summary>
    /// <param name="from">The object, asked until it raises an error.</param>
    /// <param name="step">Asks it for the next item.</param>
    /// <param name="error">Python's name of the error that ends it: "StopIteration".</param>
    public static IEnumerable<T> until<TFrom, T>(TFrom from, Func<TFrom, T> step, string error) =>
        until(from, (owner, _) => step(owner), error);

    /// <summary>What an object has at the places 0, 1, 2 … until it raises an error, as one without an iterator is gone through.</summary>
    /// <param name="from">The object, asked until it raises an error.</param>
    /// <param name="item">Asks it for the item at a place.</param>
    /// <param name="error">Python's name of the error that ends it: "IndexError".</param>
    public static IEnumerable<T> until<TFrom, T>(TFrom from, Func<TFrom, int, T> item, string error)
    {
        for (int i = 0; ; i++)
        {
            T next;
            try { next = item(from, i); }
            catch (Exception e) when (is_error(e, error)) { yield break; }
            yield return next;
        }
    }

    private sealed class Once<T>(IEnumerable<T> items) : IEnumerable<T>, IEnumerator<T>
    {
        private readonly IEnumerator<T> _at = items.GetEnumerator();

        public T Current => _at.Current;

        object? IEnumerator.Current => Current;

        public bool MoveNext() => _at.MoveNext();

        public void Reset() => throw new NotSupportedException("An iterator does not go back.");

        // A loop that ends early leaves the rest to the next one.
        public void Dispose() { }

        public IEnumerator<T> GetEnumerator() => this;

        IEnumerator IEnumerable.GetEnumerator() => this;
    }
}
