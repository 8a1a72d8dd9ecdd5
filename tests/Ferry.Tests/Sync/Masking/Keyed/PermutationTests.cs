using CsCheck;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Tests.Sync.Masking.Keyed;

public sealed class PermutationTests
{
    private static readonly SipHash Function = Masked.Key.For("test");

    [Fact]
    public void Every_number_below_the_size_is_reached_once() => Gen.Select(Gen.Int[1, 3000], Gen.ULong).Sample((size, tweak) =>
    {
        var permutation = new Permutation(Function, (uint)size, tweak);

        Enumerable.Range(0, size).Select(number => (int)permutation.Apply((uint)number)).Order().ShouldBe(Enumerable.Range(0, size));
    }, iter: 200);

    [Fact]
    public void Large_sizes_keep_their_bounds_and_lose_nothing() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[1, 126]).Sample((high, low, bits) =>
    {
        var size = Permutation.MaxSize >> (126 - bits);
        var number = new UInt128(high, low) % size;
        var permutation = new Permutation(Function, size, 0);

        permutation.Apply(number).ShouldBeLessThan(size);
        (permutation.Apply(number) == permutation.Apply((number + 1) % size)).ShouldBe(size == 1);
    });

    [Fact]
    public void Images_of_neighbours_are_spread_over_the_range()
    {
        var permutation = new Permutation(Function, 1000, 0);
        var tenths = new int[10];
        for (var number = 0; number < 100; number++)
        {
            tenths[(int)(permutation.Apply((uint)number) / 100)]++;
        }

        tenths.ShouldAllBe(count => count > 1 && count < 25);
    }

    [Fact]
    public void Texts_of_one_form_are_permuted_among_themselves()
    {
        var permutation = new FormatPermutation(Function);
        var seen = new HashSet<string>();
        for (var number = 0; number < 26 * 100; number++)
        {
            byte[] text = [(byte)('a' + (number / 100)), (byte)'-', (byte)('0' + (number / 10 % 10)), (byte)('0' + (number % 10))];
            permutation.Apply(text);
            seen.Add(System.Text.Encoding.ASCII.GetString(text));
        }

        seen.Count.ShouldBe(2600);
        seen.ShouldAllBe(text => System.Text.RegularExpressions.Regex.IsMatch(text, "^[a-z]-[0-9]{2}$"));
    }

    [Fact]
    public void Long_texts_that_differ_in_one_character_differ_in_their_masks() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 60, 120], Gen.Int[0, 59]).Sample((text, place) =>
        {
            var other = text.ToCharArray();
            other[place] = text[place] == '7' ? '8' : '7';

            Scrambled(text).ShouldNotBe(Scrambled(new string(other)));
        });

    private static string Scrambled(string text)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        new FormatPermutation(Function).Apply(bytes);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }
}
