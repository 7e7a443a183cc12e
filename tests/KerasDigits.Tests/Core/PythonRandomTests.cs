using System.Numerics;
using NumSharp;

namespace KerasDigits.Tests.Core;

/// <summary>
/// The numbers were drawn with CPython 3.11 (random.Random(seed), the calls in the order of
/// <see cref="Every_way_of_drawing_gives_pythons_numbers"/>).
/// </summary>
public class PythonRandomTests
{
    [Theory]
    [InlineData("0", 0.8444218515250481, 13, 173879092, 1061968961082, 8963783824838420066, 6, 862937245614, 4970, 'd', "670821435",
        -2.9362960051650644)]
    [InlineData("1", 0.13436424411240122, 24, 271041745, 129944532028, 14037279428536751483, 7, 714992848988, 6220, 'g', "752460813",
        -1.4791643338422173)]
    [InlineData("-1", 0.13436424411240122, 24, 271041745, 129944532028, 14037279428536751483, 7, 714992848988, 6220, 'g', "752460813",
        -1.4791643338422173)]
    [InlineData("2", 0.9560342718892494, 1, 393353683, 395501513693, 3119042104763040036, 4, 666800472915, 3477, 'e', "814765320",
        -0.5103364612251795)]
    [InlineData("42", 0.6394267984578837, 8, 1051802512, 151282538206, 1890702223848595625, 8, 648913461117, 6913, 'a', "532846710",
        -1.5800980646120175)]
    [InlineData("1234", 0.9664535356921388, 0, 389311301, 1038999730288, 14886566920684039889, 9, 734589414351, 1376, 'a', "417286035",
        -1.079078475518076)]
    [InlineData("2147483647", 0.3177580158172969, 6, 1247118883, 789775255290, 137925948355862229, 8, 168334136747, 3573, 'e', "103246857",
        -0.6199814954234113)]
    [InlineData("4294967295", 0.6353574441341173, 19, 2243681748, 662676240135, 17738468367075643398, 6, 758801992970, 4582, 'c',
        "823541067", 1.1865787749288519)]
    [InlineData("4294967296", 0.11299430095636409, 0, 98019085, 964699997961, 14062563923815490048, 5, 600598964327, 7403, 'a', "057843612",
        -0.3957065838348073)]
    [InlineData("9223372036854775808", 0.5534639983914199, 7, 4162741883, 553412063771, 6587150789158014261, 5, 337168431468, 7511, 'f',
        "147265083", -1.6598183283827375)]
    [InlineData("-1099511627783", 0.6137037779936511, 30, 2746733121, 775543922676, 4627263377227786602, 9, 567480073426, 6149, 'e',
        "408127365", 1.313736605005682)]
    [InlineData("10000000000000000000000000000000000000000", 0.34753796566513817, 6, 1019749208, 869721553446, 17143635131242133323, 1,
        332563635299, 2881, 'e', "436517280", -1.3176626937689409)]
    public void Every_way_of_drawing_gives_pythons_numbers(string seed, double first, int bits5, uint bits32, ulong bits40, ulong bits64,
        int ten, long range, int dice, char letter, string order, double uniform)
    {
        var random = new PythonRandom(BigInteger.Parse(seed));
        Assert.Equal(first, random.random());
        random.random();
        Assert.Equal((ulong)bits5, random.getrandbits(5));
        Assert.Equal(bits32, random.getrandbits(32));
        Assert.Equal(bits40, random.getrandbits(40));
        Assert.Equal(bits64, random.getrandbits(64));
        Assert.Equal(ten, random.randrange(10));
        Assert.Equal(range, random.randrange(-5, 1000000000000));
        Assert.Equal(dice, random.randint(1, 10000));
        Assert.Equal(letter, random.choice("abcdefg".ToCharArray()));
        char[] digits = "012345678".ToCharArray();
        random.shuffle(digits);
        Assert.Equal(order, new string(digits));
        Assert.Equal(uniform, random.uniform(2, -3));
    }

    [Fact]
    public void The_sequence_goes_on_past_the_twisters_table_and_seeding_starts_it_anew()
    {
        var random = new PythonRandom(5);
        double last = 0;
        for (int i = 0; i < 2000; i++) { last = random.random(); }
        Assert.Equal(0.20243881971614341, last);
        random.seed(42);
        Assert.Equal(0.6394267984578837, random.random());
    }

    [Fact]
    public void Without_a_seed_two_generators_differ() => Assert.NotEqual(new PythonRandom().random(), new PythonRandom().random());

    [Fact]
    public void The_users_global_generator_is_left_alone()
    {
        np.random.seed(42);
        new PythonRandom(1).random();
        Assert.Equal(0.3745401188473625, (double)np.random.uniform(0.0, 1.0));
    }

    [Fact]
    public void Empty_ranges_say_what_is_wrong()
    {
        var random = new PythonRandom(1);
        Assert.Contains("empty range for randrange()", Assert.Throws<ArgumentOutOfRangeException>(() => random.randrange(0)).Message);
        Assert.Contains("got 3 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => random.randint(3, 2)).Message);
        Assert.Contains("Sample larger", Assert.Throws<ArgumentException>(() => random.sample([1, 2], 3)).Message,
            StringComparison.Ordinal);
        Assert.Contains("Cannot choose from an empty sequence",
            Assert.Throws<ArgumentException>(() => random.choice(Array.Empty<int>())).Message);
        Assert.Contains("got 65", Assert.Throws<ArgumentOutOfRangeException>(() => random.getrandbits(65)).Message);
    }

    // Recorded with CPython 3.11: random.seed(7); random.sample(range(10), 4); random.sample(range(1000), 8); random.choices(range(5), k=4)
    [Fact]
    public void Samples_of_few_and_of_many_are_CPythons()
    {
        var random = new PythonRandom(7);
        Assert.Equal([5, 2, 6, 9], random.sample([.. Enumerable.Range(0, 10)], 4));
        Assert.Equal([49, 74, 840, 548, 96, 374, 596, 59], random.sample([.. Enumerable.Range(0, 1000)], 8));
        Assert.Equal([4, 1, 0, 2], random.choices([.. Enumerable.Range(0, 5)], 4));
    }

    // Recorded with CPython 3.11: random.seed(7); four times gauss, the last of them gauss(5, 2).
    [Fact]
    public void Normal_numbers_are_CPythons_and_seeding_forgets_the_kept_one()
    {
        var random = new PythonRandom(7);
        double[] wanted = [-0.2558802884476004, 0.511431512516514, -0.2260961647831047];
        foreach (double w in wanted) { Assert.Equal(w, random.gauss(), 12); }
        Assert.Equal(4.3698631553376295, random.gauss(5, 2), 12);
        random.gauss();
        random.seed(7);
        Assert.Equal(wanted[0], random.gauss(0, 1), 12);
        var state = new PythonRandom(7).getstate();
        random.setstate(state);
        Assert.Equal(wanted[0], random.gauss(), 12);
    }

    // Recorded with CPython 3.11: random.seed(7); random.randrange(0, 100, 7) and random.randrange(10, -10, -3), five times each
    [Fact]
    public void Ranges_have_steps()
    {
        var random = new PythonRandom(7);
        Assert.Equal([35, 14, 42, 70, 0], Enumerable.Range(0, 5).Select(_ => random.randrange(0, 100, 7)));
        Assert.Equal([10, -8, -2, 10, 4], Enumerable.Range(0, 5).Select(_ => random.randrange(10, -10, -3)));
        Assert.Contains("zero step", Assert.Throws<ArgumentOutOfRangeException>(() => random.randrange(0, 5, 0)).Message);
        Assert.Contains("by steps of -1", Assert.Throws<ArgumentOutOfRangeException>(() => random.randrange(0, 5, -1)).Message);
    }

    [Fact]
    public void The_module_under_a_using_is_the_same_generator()
    {
        lock (python.random)
        {
            pyrandom.seed(7);
            double first = pyrandom.random();
            python.random.seed(7);
            Assert.Equal(first, python.random.random());
            python.random.seed(7);
            Assert.Equal([5, 2, 6, 9], pyrandom.sample([.. Enumerable.Range(0, 10)], 4));
        }
    }

    [Fact]
    public void The_module_under_a_using_has_all_of_the_generators_methods()
    {
        static string[] Names(Type type) => [.. type.GetMethods(System.Reflection.BindingFlags.Public
            | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .Select(m => $"{m.Name}({string.Join(", ", m.GetParameters().Select(p => p.Name))})").Order(StringComparer.Ordinal)];
        Assert.Equal(Names(typeof(PythonRandom)), Names(typeof(pyrandom)));
    }
}
