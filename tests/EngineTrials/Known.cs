using static KerasDigits.keras;

/// <summary>Cases in which the engine read what is not there.</summary>
internal static class Known
{
    public static readonly Case[] Cases =
    [
        // A window wider than the picture: on AVX-512.
        new("window 5 x 5 on one column", () => layers.Conv2D(16, (5, 5), (1, 2), "same"), [[2, 8, 1, 1]], "float32", true,
            false, false, 1),
        // One window of five or more places in a row of one channel, with steps: in bfloat16 on AMX, the output.
        new("one window 1 x 5 with steps 1 x 3", () => layers.Conv2D(33, (1, 5), (1, 3), "valid"), [[7, 7, 7, 1]], "mixed_bfloat16", false,
            false, true, 1),
        new("one window 3 x 7 with steps 1 x 2", () => layers.Conv2D(8, (3, 7), (1, 2), "valid"), [[7, 7, 8, 1]], "mixed_bfloat16", true,
            false, false, 1),
        new("one window 7 with steps 3", () => layers.Conv1D(16, 7, 3, "valid"), [[2, 9, 1]], "mixed_bfloat16", true, false, false, 1),
        new("one window left by padding", () => layers.Conv2D(16, (1, 7), (1, 7), "same"), [[2, 7, 7, 1]], "mixed_bfloat16", true,
            false, false, 1),
        new("one column spread by 7 x 7 with steps 3", () => layers.Conv2DTranspose(32, (7, 7), (3, 3), "same"), [[7, 28, 1, 16]],
            "mixed_bfloat16", true, false, false, 1),
        new("one column spread by 1 x 2 with steps 3", () => layers.Conv2DTranspose(17, (1, 2), (1, 3), "same"), [[7, 31, 1, 2]],
            "mixed_bfloat16", true, false, true, 2),
        // Volumes with steps: in bfloat16 on AMX.
        new("volumes spread with steps 3 3 2", () => layers.Conv3DTranspose(15, (2, 1, 7), (3, 3, 2), "same"), [[1, 33, 3, 16, 32]],
            "mixed_bfloat16", false, false, false, 1),
        new("volumes spread with steps 2 2 2", () => layers.Conv3DTranspose(33, (3, 1, 5), (2, 2, 2), "same"), [[1, 3, 64, 32, 5]],
            "mixed_bfloat16", true, false, false, 1),
        new("volumes with steps 2 3 3", () => layers.Conv3D(9, (2, 2, 2), (2, 3, 3), "valid"), [[2, 31, 2, 17, 17]], "mixed_bfloat16", true,
            false, false, 2),
        // One filter spread over volumes with steps: on AVX-512.
        new("one filter spread, 1 x 1 x 7 with steps 3 3 2", () => layers.Conv3DTranspose(1, (1, 1, 7), (3, 3, 2), "valid"),
            [[2, 12, 33, 7, 64]], "float32", false, false, false, 2),
        new("one filter spread, 7 x 1 x 7 with steps 3 2 1", () => layers.Conv3DTranspose(1, (7, 1, 7), (3, 2, 1), "same"),
            [[7, 4, 17, 64, 8]], "mixed_bfloat16", true, false, true, 1),
        // Padding over volumes that the engine is told: the weight gradient, on AVX-512.
        new("few filters over padded volumes", () => layers.Conv3D(3, (7, 3, 3), (2, 2, 2), "same", use_bias: false), [[7, 7, 7, 5, 64]],
            "float32", true, false, true, 1),
        new("padded volumes in half precision", () => layers.Conv3D(7, (7, 2, 7), (2, 1, 2), "same"), [[1, 3, 1, 31, 32]], "mixed_bfloat16",
            true, false, false, 1),
        new("volumes transposed", () => layers.Conv3DTranspose(9, (7, 7, 7), (1, 1, 1), "same"), [[1, 15, 2, 32, 7]], "mixed_bfloat16",
            false, false, false, 1),
    ];

    /// <summary>Runs them all; the exit code is 1 if one is wrong again.</summary>
    public static int Run()
    {
        int found = 0;
        Children.Watch(0, Cases.Length, ["again"], [], (_, finding) =>
        {
            if (finding is null) { return; }
            Console.WriteLine(finding);
            found++;
        });
        Console.WriteLine($"{Cases.Length} known cases: {found} wrong or dead");
        return found == 0 ? 0 : 1;
    }
}
