using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving;

public sealed class SliceStreamTests
{
    private static SliceStream Cut() => new(new MemoryStream([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 3, 4);

    [Fact]
    public void A_part_is_read_from_its_start_to_its_end()
    {
        using SliceStream part = Cut();
        Assert.Equal(4, part.Length);
        byte[] buffer = new byte[10];
        Assert.Equal(4, part.Read(buffer, 2, 8));
        Assert.Equal([0, 0, 3, 4, 5, 6, 0, 0, 0, 0], buffer);
        Assert.Equal(4, part.Position);
        Assert.Equal(0, part.Read(buffer, 0, 10));
        part.Position = 9;
        Assert.Equal(0, part.Read(buffer, 0, 10));
    }

    [Theory]
    [InlineData(SeekOrigin.Begin, 1, 4)]
    [InlineData(SeekOrigin.Current, 1, 6)]
    [InlineData(SeekOrigin.Current, -1, 4)]
    [InlineData(SeekOrigin.End, -1, 6)]
    [InlineData(SeekOrigin.End, -4, 3)]
    public void A_place_is_counted_from_the_parts_own_ends(SeekOrigin origin, int offset, int expected)
    {
        using SliceStream part = Cut();
        _ = part.ReadByte();
        _ = part.ReadByte();
        Assert.Equal(expected - 3, part.Seek(offset, origin));
        Assert.Equal(expected, part.ReadByte());
    }

    [Fact]
    public void Others_may_move_the_file_between_two_reads()
    {
        using var file = new MemoryStream([0, 1, 2, 3, 4, 5]);
        using var part = new SliceStream(file, 2, 3);
        Assert.Equal(2, part.ReadByte());
        file.Position = 0;
        Assert.Equal(3, part.ReadByte());
    }

    [Fact]
    public void Nothing_is_written_and_the_file_is_closed_with_its_part()
    {
        var file = new MemoryStream([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var part = new SliceStream(file, 3, 4);
        Assert.True(part.CanRead && part.CanSeek && !part.CanWrite);
        Assert.Throws<NotSupportedException>(() => part.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => part.SetLength(1));
        part.Dispose();
        Assert.False(file.CanRead);
    }
}
