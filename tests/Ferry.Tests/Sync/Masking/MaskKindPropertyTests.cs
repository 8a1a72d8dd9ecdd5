using System.Globalization;
using System.Text;
using CsCheck;
using Ferry.Environments;
using Ferry.Sync.Masking;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskKindPropertyTests
{
    private static readonly Gen<string> Plain = Gen.String[Gen.OneOf(Gen.Char[' ', '['], Gen.Char[']', '~'], Gen.Char["äßñÉ日本"]), 1, 60];
    private static readonly Gen<string> Emails = Gen.Select(Gen.String[Gen.Char["abcdefgABC.+_-123"], 1, 20], Gen.OneOf("real.org", "mail.com", "Shop.DE"), (user, host) => $"{user}@{host}");
    private static readonly Gen<string> Numbers = Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture));
    private static readonly Gen<string> Dates = Gen.DateTime[new DateTime(1000, 1, 1), new DateTime(9999, 12, 31)].Select(date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
    private static readonly Gen<string> Phones = Gen.Select(Gen.OneOf("+49 ", "+1", "0049", "0", "", "+358 ("), Gen.String[Gen.Char["0123456789 -"], 6, 14], (prefix, rest) => prefix + rest + "1");
    private static readonly Gen<string> Addresses4 = Gen.Byte.Array[4].Select(bytes => new System.Net.IPAddress(bytes).ToString());
    private static readonly Gen<string> Addresses6 = Gen.Byte.Array[16].Select(bytes => new System.Net.IPAddress(bytes).ToString());

    private static readonly Dictionary<MaskKind, (Gen<string> Values, string Type)> Kinds = new()
    {
        [MaskKind.Email] = (Emails, "varchar(255)"),
        [MaskKind.Username] = (Plain, "varchar(255)"),
        [MaskKind.Name] = (Plain, "varchar(255)"),
        [MaskKind.FirstName] = (Plain, "varchar(40)"),
        [MaskKind.LastName] = (Plain, "varchar(40)"),
        [MaskKind.Company] = (Plain, "varchar(255)"),
        [MaskKind.Phone] = (Phones, "varchar(32)"),
        [MaskKind.Address] = (Plain, "varchar(60)"),
        [MaskKind.City] = (Plain, "varchar(60)"),
        [MaskKind.Postcode] = (Plain, "varchar(60)"),
        [MaskKind.Ip] = (Gen.OneOf(Addresses4, Addresses6), "varchar(45)"),
        [MaskKind.Hash] = (Plain, "varchar(32)"),
        [MaskKind.Uuid] = (Gen.Guid.Select(id => id.ToString()), "char(36)"),
        [MaskKind.Token] = (Plain, "varchar(60)"),
        [MaskKind.Iban] = (Gen.OneOf(Gen.OneOf("DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"), Plain), "varchar(60)"),
        [MaskKind.Card] = (Gen.OneOf(Gen.OneOf("4111 1111 1111 1111", "378282246310005"), Plain), "varchar(60)"),
        [MaskKind.DateShift] = (Dates, "datetime"),
        [MaskKind.NumberNoise] = (Numbers, "int(11)"),
        [MaskKind.Permute] = (Numbers, "int(11)"),
        [MaskKind.Redact] = (Plain, "varchar(60)"),
        [MaskKind.Text] = (Plain, "varchar(60)"),
        [MaskKind.Password] = (Plain, "varchar(255)"),
    };

    public static TheoryData<MaskKind> All => [.. Kinds.Keys];

    public static TheoryData<MaskKind> Injective =>
        [MaskKind.Email, MaskKind.Username, MaskKind.Phone, MaskKind.Postcode, MaskKind.Ip, MaskKind.Hash, MaskKind.Uuid, MaskKind.Token, MaskKind.Permute, MaskKind.DateShift];

    public static TheoryData<MaskKind> UniqueBySuffix => [MaskKind.Name, MaskKind.FirstName, MaskKind.LastName, MaskKind.Company, MaskKind.Address, MaskKind.City];

    [Fact]
    public void Every_kind_with_masks_of_its_own_has_its_properties_tested() => Enum.GetValues<MaskKind>()
        .Except([MaskKind.Keep, MaskKind.Null, MaskKind.Constant, MaskKind.Regex, MaskKind.Custom]).ShouldBe(Kinds.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_value_has_the_same_mask_wherever_it_is(MaskKind kind) => Kinds[kind].Values.Sample(value =>
    {
        var options = new MaskOptions { Kind = kind };

        var mask = Masked.Value(options, value, Kinds[kind].Type);

        Masked.Value(options, value, Kinds[kind].Type, column: "elsewhere").ShouldBe(mask);
    }, iter: 100);

    [Theory]
    [MemberData(nameof(All))]
    public void Another_key_gives_another_mask(MaskKind kind)
    {
        if (kind is MaskKind.Redact or MaskKind.Password)
        {
            return;
        }

        // Words and small changes can agree by chance; not for most of many values.
        var values = Values(kind, 200);
        values.Count(value => Masked.Value(kind, value, Kinds[kind].Type) != Masked.Value(kind, value, Kinds[kind].Type, key: Masked.OtherKey))
            .ShouldBeGreaterThan(values.Count * 6 / 10);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_mask_fits_its_column_and_is_valid_text(MaskKind kind) => Gen.Select(Kinds[kind].Values, Gen.Int[1, 60]).Sample((value, length) =>
    {
        var type = Kinds[kind].Type is ['v', ..] ? $"varchar({Math.Max(length, value.EnumerateRunes().Count())})" : Kinds[kind].Type;
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        Masked.Rows([Masked.Column("value", type)], Masked.Rules(("users.value", new() { Kind = kind }))).Mask(Encoding.UTF8.GetBytes(value), output);

        System.Text.Unicode.Utf8.IsValid(output.WrittenSpan).ShouldBeTrue();
        var limit = type is ['v', ..] ? int.Parse(type[8..^1], CultureInfo.InvariantCulture) : 60;
        Encoding.UTF8.GetString(output.WrittenSpan).EnumerateRunes().Count().ShouldBeInRange(1, limit);
        output.WrittenSpan.ContainsAny("\t\n\\"u8).ShouldBeFalse();
    }, iter: 200);

    [Theory]
    [MemberData(nameof(Injective))]
    public void Different_values_have_different_masks(MaskKind kind)
    {
        // Two spellings of one value are alike by chance once in 2,048 times: see SpellingHash.
        var folding = new Folding();
        var values = Values(kind, 3000).DistinctBy(value => Convert.ToHexString(folding.Fold(Encoding.UTF8.GetBytes(value)))).ToList();

        values.Select(value => Masked.Value(kind, value, Kinds[kind].Type)).Distinct().Count().ShouldBe(values.Count);
    }

    [Theory]
    [MemberData(nameof(UniqueBySuffix))]
    public void Different_values_of_a_unique_column_have_different_masks(MaskKind kind)
    {
        var values = Values(kind, 1000);

        values.Select(value => Masked.Value(kind, value, Kinds[kind].Type, unique: true)).Distinct().Count().ShouldBe(values.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Null_and_empty_stay(MaskKind kind)
    {
        Masked.Value(kind, "\\N", Kinds[kind].Type).ShouldBe("\\N");
        Masked.Value(kind, "", Kinds[kind].Type).ShouldBe("");
    }

    [Fact]
    public void Whole_numbers_stay_in_the_range_of_their_type() =>
        Gen.Select(Gen.OneOf(("tinyint", -128, 127), ("tinyint unsigned", 0, 255), ("smallint", -32768, 32767)), Gen.Double[0, 1], Gen.OneOf(MaskKind.Permute, MaskKind.NumberNoise))
            .Sample((type, place, kind) =>
            {
                var number = type.Item2 + (int)(place * (type.Item3 - type.Item2));

                var mask = int.Parse(Masked.Value(kind, number.ToString(CultureInfo.InvariantCulture), type.Item1), CultureInfo.InvariantCulture);

                mask.ShouldBeInRange(type.Item2, type.Item3);
                Math.Sign(mask).ShouldBe(kind == MaskKind.Permute ? Math.Sign(number) : Math.Sign(mask));
            });

    [Fact]
    public void Every_number_of_a_small_type_is_permuted_to_another() =>
        Enumerable.Range(-128, 256).Select(number => Masked.Value(MaskKind.Permute, number.ToString(CultureInfo.InvariantCulture), "tinyint"))
            .Distinct().Count().ShouldBe(256);

    [Theory]
    [InlineData("date", "yyyy-MM-dd", 1000, 9999)]
    [InlineData("datetime", "yyyy-MM-dd HH:mm:ss", 1000, 9999)]
    [InlineData("timestamp", "yyyy-MM-dd HH:mm:ss", 1970, 2038)]
    public void Dates_stay_dates_of_their_type(string type, string form, int first, int last) =>
        Gen.DateTime[new DateTime(first, 1, 2), new DateTime(last, 1, 18)].Sample(date =>
        {
            var mask = DateTime.ParseExact(Masked.Value(MaskKind.DateShift, date.ToString(form, CultureInfo.InvariantCulture), type), form, CultureInfo.InvariantCulture);

            mask.TimeOfDay.ShouldBe(type == "date" ? TimeSpan.Zero : new TimeSpan(date.Hour, date.Minute, date.Second));
            Math.Abs((mask.Date - date.Date).Days).ShouldBeInRange(1, 180);
            mask.ShouldBeInRange(new DateTime(first, 1, 1, 0, 0, 1), last == 2038 ? new DateTime(2038, 1, 19, 3, 14, 7) : DateTime.MaxValue);
        });

    [Fact]
    public void Blocks_of_any_size_give_the_same_rows() => Gen.Select(Emails.Array[1, 20], Gen.Int[1, 40]).Sample((emails, block) =>
    {
        var rows = Encoding.UTF8.GetBytes(string.Concat(emails.Select((email, index) => $"{index}\t{email}\tA \\t\\n tale\n")));
        var masker = Masked.Rows([Masked.Column("id", "int"), Masked.Column("email"), Masked.Column("tale")], Masked.Rules(("users.email", new() { Kind = MaskKind.Email }), ("users.tale", new() { Kind = MaskKind.Text })));
        var whole = string.Concat(emails.Select((email, index) => masker.Row($"{index}\t{email}\tA \\t\\n tale\n")));
        using var target = new MemoryStream();
        using var stream = new MaskingStream(masker, target, leaveOpen: true);

        for (var start = 0; start < rows.Length; start += block)
        {
            stream.Write(rows.AsSpan(start, Math.Min(block, rows.Length - start)));
        }

        stream.Complete();
        Encoding.UTF8.GetString(target.ToArray()).ShouldBe(whole);
    });

    private static List<string> Values(MaskKind kind, int count)
    {
        var values = new HashSet<string>();
        Kinds[kind].Values.Array[count].Sample(values.UnionWith, iter: 1, threads: 1);
        return [.. values.Where(value => value.Trim().Length > 0)];
    }
}
