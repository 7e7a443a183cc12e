namespace KerasDigits.Backend;

/// <summary>
/// What several processes that train one model do together. Every process calls the same methods in the same order; each call returns when
/// all have come to it.
/// </summary>
/// <remarks>The package KerasDigits.Distributed brings one on MPI. Calls come from the thread that trains, one at a time.</remarks>
internal interface ICollectives
{
    /// <summary>This process's number, from 0. Process 0 is the chief: only it prints and writes files.</summary>
    int Rank { get; }

    /// <summary>How many processes there are.</summary>
    int Size { get; }

    /// <summary>Sums values over all processes; each gets the sums.</summary>
    /// <param name="what">What is summed, for messages; the same words in every process.</param>
    /// <param name="values">As many in every process.</param>
    void Sum(string what, Span<float> values);

    /// <inheritdoc cref="Sum(string, Span{float})"/>
    void Sum(string what, Span<double> values);

    /// <summary>Sums two runs of values over all processes, in one exchange.</summary>
    /// <param name="what">What is summed, for messages.</param>
    /// <param name="few">The first, a handful.</param>
    /// <param name="many">The second; it may be empty.</param>
    void Sum(string what, Span<float> few, Span<float> many);

    /// <summary>
    /// Says what the next exchange of this process will be, and goes on at once. So the processes need not wait twice: to know that all
    /// come to the same call, and for what is exchanged there.
    /// </summary>
    /// <param name="what">As it will be said there.</param>
    /// <param name="count">How many values it will exchange. Where it is another number after all, the processes meet once more.</param>
    void Announce(string what, int count);

    /// <summary>Waits for all processes, and gives each the largest of their values.</summary>
    /// <param name="what">What is compared, for messages.</param>
    /// <param name="values">At most four.</param>
    void TakeMost(string what, Span<double> values);

    /// <summary>Gives every process the values of one.</summary>
    /// <param name="what">What is given, for messages.</param>
    /// <param name="values">As many in every process.</param>
    /// <param name="root">The process that has them.</param>
    void Broadcast(string what, Span<byte> values, int root);

    /// <summary>Ends all processes.</summary>
    /// <param name="why">Text that is printed before.</param>
    void Abort(string why);
}
